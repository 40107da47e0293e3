"""Agreement with the recorded cases, when they are available."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.jsonata import main

_CASES = Path(__file__).parents[5] / "shared" / "jsonata" / "cases.json"


@pytest.mark.shared
@pytest.mark.skipif(not _CASES.is_file(), reason="the recorded cases are not available")
def test_at_least_95_percent_agree(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(_CASES), "--at-least", "95"])
    assert status == 0, capsys.readouterr().out
