"""Baselines: known findings are left out, new and additional ones are not."""

from __future__ import annotations

import pytest

from asl.diagnostics import Diagnostic, Place, Severity
from asl.errors import UsageError
from lint.baseline import apply_baseline, baseline_text, key_of, read_baseline

_FOUND = Diagnostic("ASL517", "x", Severity.WARNING, "m", Place(("States", "A")))


def test_round_trip_and_counting():
    key = key_of("a.json", _FOUND)
    known = read_baseline(baseline_text([key, key]), "b.json")
    assert apply_baseline(known, [(key, _FOUND)]) == ([], 1)
    assert apply_baseline(known, [(key, _FOUND)] * 3) == ([_FOUND], 0)
    other = key_of("b.json", _FOUND)
    assert apply_baseline(known, [(other, _FOUND)]) == ([_FOUND], 2)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"file": 1}]}']
)
def test_what_is_no_baseline_is_refused(text):
    with pytest.raises(UsageError):
        read_baseline(text, "b.json")
