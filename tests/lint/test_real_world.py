"""Definitions that people have deployed: no rule calls one of them broken, and few have anything said about them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from asl.diagnostics import Severity
from asl.document import parse
from lint.engine import lint
from lint.registry import rule_modules

_FOLDER = Path(__file__).parents[3] / "shared" / "lint-corpus" / "real-world"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _FOLDER.is_dir(), reason="the recorded cases are not available"),
]


def _cases():
    for path in sorted(_FOLDER.rglob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if not case.get("broken"):
            yield case


def _found(case, text):
    return lint(parse(text, format=case.get("format")), type=case.get("sm_type") or "STANDARD")


def test_no_rule_calls_a_deployed_definition_broken():
    rules = {module.rule.code for module in rule_modules()}
    for case in _cases():
        for text in {case["text"], case.get("resolved_text") or case["text"]}:
            errors = [d for d in _found(case, text) if d.severity is Severity.ERROR and d.code in rules]
            assert not errors, case["id"]


def test_rules_are_quiet():
    cases = list(_cases())
    definitions: Counter[str] = Counter()
    warnings = 0
    for case in cases:
        found = _found(case, case.get("resolved_text") or case["text"])
        warnings += sum(d.severity is Severity.WARNING for d in found)
        definitions.update({d.code for d in found})
    assert warnings / len(cases) < 1.5
    code, count = definitions.most_common(1)[0]
    assert count / len(cases) < 0.25, f"{code} is found in {count} of {len(cases)} definitions"
