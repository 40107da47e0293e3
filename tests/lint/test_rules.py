"""Every rule explains itself, and its examples show it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import lint.rules
from asl.document import parse
from lint.configuration import Configuration
from lint.docs import pages
from lint.engine import lint as run
from lint.registry import all_entries, families, find_entries, rule_modules

_RULES = Path(lint.rules.__file__).parent
_DOCS = Path(__file__).parents[2] / "docs" / "rules"

every_rule = pytest.mark.parametrize("module", rule_modules(), ids=lambda module: module.rule.code)


def _run(document, rule):
    configuration = Configuration(extend_select=(rule.code,))
    return run(document, type=rule.type, configuration=configuration, substitutions=rule.substitutions)


def _codes(text, rule):
    document = parse(text, format=rule.format)
    found = _run(document, rule)
    return {diagnostic.code for diagnostic in found}


@every_rule
def test_bad_example_draws_exactly_its_code(module):
    assert _codes(module.rule.bad_source, module.rule) == {module.rule.code}


@every_rule
def test_good_example_draws_nothing(module):
    assert _codes(module.rule.good_text, module.rule) == set()


@every_rule
def test_findings_are_placed_and_worded_like_all_others(module):
    rule = module.rule
    document = parse(rule.bad_source, format=rule.format)
    found = _run(document, rule)
    for diagnostic in found:
        assert diagnostic.severity is rule.severity
        assert document.locate(diagnostic) is not None
        assert diagnostic.message
        assert not diagnostic.message.endswith(".")
        assert diagnostic.message[0] in '"*' or diagnostic.message[0].islower() or diagnostic.message[0].isdigit()
        assert diagnostic.help


@every_rule
def test_rule_explains_itself_in_two_to_four_sentences(module):
    rule = module.rule
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z\"])", rule.explanation)
    assert rule.explanation.endswith(".")
    assert 2 <= len(sentences) <= 5, sentences
    assert not rule.summary.endswith(".")
    assert len(rule.summary) <= 80
    assert re.fullmatch(r"ASL\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)


@every_rule
def test_rule_is_a_module_with_source_and_documented_check(module):
    path = _RULES / module.family / f"{module.check.__module__.rpartition('.')[2]}.py"
    loaded = importlib.import_module(module.check.__module__)
    assert path.exists()
    assert loaded.__all__[:1] == ["RULE"] or "RULE" in loaded.__all__
    assert module.check.__doc__
    assert "Source:" in (loaded.__doc__ or "")


def test_codes_and_names_are_unique_over_validator_and_rules():
    entries = all_entries()
    assert len({entry.code for entry in entries}) == len({entry.name for entry in entries}) == len(entries)
    assert not {entry.name for entry in entries} & set(families()), "a selector would be ambiguous"


def test_style_is_off_by_default():
    assert all(not module.rule.is_on for module in rule_modules() if module.family == "style")


def test_pages_are_up_to_date():
    made = pages()
    assert {path.name for path in _DOCS.glob("*.md")} == set(made), "run: python -m lint.docs docs/rules"
    for name, text in made.items():
        assert (_DOCS / name).read_text(encoding="utf-8") == text, "run: python -m lint.docs docs/rules"


def test_codes_of_the_validator_are_found_too():
    assert [entry.code for entry in find_entries("missing-target")] == ["ASL201"]
    assert [entry.code for entry in find_entries("CHOICE-NO-DEFAULT")] == ["ASL703"]
    assert find_entries("") == ()
