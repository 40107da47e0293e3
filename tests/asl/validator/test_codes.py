"""The registry is complete: every code explains itself, and its examples show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import asl.validator
from asl.diagnostics import Severity
from asl.document import parse
from asl.validator import CODES, find_code, validate

_ROOT = Path(asl.validator.__file__).parents[1]
_SYNTAX = _ROOT / "syntax"


def _found(text: str, entry: asl.validator.CodeEntry):
    document = parse(text, format=entry.format)
    return validate(document, type=entry.type)


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_bad_example_draws_its_code_and_no_other_error(entry):
    found = _found(entry.bad_source, entry)
    assert entry.code in {d.code for d in found}
    assert {d.code for d in found if d.severity is Severity.ERROR} <= {entry.code}
    mine = [d for d in found if d.code == entry.code]
    assert {d.name for d in mine} == {entry.name}
    assert entry.may_warn or {d.severity for d in mine} == {entry.severity}


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_good_example_is_clean(entry):
    assert [d.code for d in _found(entry.good_text, entry)] == []


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_explanation_is_two_to_four_sentences(entry):
    assert entry.explanation.endswith(".")
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z\"])", entry.explanation)
    assert 2 <= len(sentences) <= 4, sentences


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_examples_are_short_enough_to_be_shown(entry):
    assert len(entry.bad_text.splitlines()) <= 60
    assert len(entry.good_text.splitlines()) <= 60
    assert max(map(len, entry.bad_text.splitlines())) <= 150


def test_codes_and_names_are_unique():
    assert len({entry.code for entry in CODES}) == len({entry.name for entry in CODES}) == len(CODES)
    assert all(re.fullmatch(r"ASL\d{3}", entry.code) for entry in CODES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.name) for entry in CODES)


def test_every_code_in_the_sources_is_registered_and_every_registered_one_is_used():
    known = {entry.code for entry in CODES}
    used = set()
    for folder in (_ROOT / "validator" / "checks", _SYNTAX):
        for path in folder.rglob("*.py"):
            used |= set(re.findall(r'"(ASL\d{3})"', path.read_text(encoding="utf-8")))
    assert used == known


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("ASL201", ["ASL201"]),
        ("missing-target", ["ASL201"]),
        ("missing target", ["ASL201"]),
        ("MISSING_TRANSITION_TARGET", ["ASL201", "ASL202", "ASL203"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_find_code(query, codes):
    assert [entry.code for entry in find_code(query)] == codes
