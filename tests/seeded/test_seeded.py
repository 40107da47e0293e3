"""Planted mistakes are found, on the line where they were planted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import find, settings

from asl.document import parse
from asl.validator import validate
from tests.seeded.edits import Edit, apply_edit, changed_lines, print_definition
from tests.seeded.kinds import KINDS
from tests.seeded.measure import Case, measure, read_definitions
from tests.strategies import machines

_FOLDER = Path(__file__).parent / "definitions"
_ADVICE_ALONE = {"error-name-misspelt", "context-path-misspelt"}
"""Kinds that the service takes and the validator says nothing about; rules of the linter find them."""


def _validate(document, workflow_type):
    return validate(document, type=workflow_type)


@pytest.fixture(scope="module")
def counts():
    return measure(list(read_definitions(_FOLDER)), _validate, seed=7, per_kind=4)


def test_there_are_thirty_kinds_and_more():
    assert len(KINDS) >= 30


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - _ADVICE_ALONE))
def test_mistakes_of_a_kind_are_found_and_placed(counts, kind):
    count = counts[kind]
    assert count.planted > 0
    assert count.missed == []
    assert count.astray == []


def test_mistakes_in_generated_machines_are_found():
    drawn = [
        find(
            machines(max_states=4, depth=1),
            lambda value, n=n: len(value["States"]) > n % 3,
            settings=settings(max_examples=20, database=None),
        )
        for n in range(3)
    ]
    cases = [Case(f"drawn {index}", value) for index, value in enumerate(drawn)]
    found = measure(cases, _validate, seed=1, per_kind=3)
    missed = [one for kind, count in found.items() if kind not in _ADVICE_ALONE for one in count.missed]
    assert missed == []


def test_a_change_is_made_in_a_copy_and_keeps_the_order():
    before = {"a": {"b": 1, "c": [1, 2]}, "d": 2}
    assert apply_edit(before, Edit("rename", ("a", "b"), "x")) == {"a": {"x": 1, "c": [1, 2]}, "d": 2}
    assert list(apply_edit(before, Edit("rename", ("a", "b"), "x"))["a"]) == ["x", "c"]
    assert apply_edit(before, Edit("remove", ("a", "c", 0)))["a"]["c"] == [2]
    assert before == {"a": {"b": 1, "c": [1, 2]}, "d": 2}


def test_the_changed_lines_of_a_removal_are_its_neighbours_and_the_owner():
    before = {"a": {"b": 1, "c": 2, "d": 3}}
    edit = Edit("remove", ("a", "c"))
    lines = changed_lines(print_definition(before), print_definition(apply_edit(before, edit)), edit, before)
    assert lines == {2, 3, 4}


def test_recorded_cases_are_read_like_definitions(tmp_path):
    text = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    (tmp_path / "a.json").write_text(json.dumps({"text": text, "format": "json"}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"text": "{}", "expect": "invalid"}), encoding="utf-8")
    (tmp_path / "c.asl.yaml").write_text("StartAt: A\nStates: {A: {Type: Succeed}}\n", encoding="utf-8")
    assert [case.value for case in read_definitions(tmp_path)] == [parse(text).value] * 2
