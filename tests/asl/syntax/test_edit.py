"""Edits change what they name and leave every other character as it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.diagnostics import Edit
from asl.source import Source, Span
from asl.syntax import apply_edits, parse_source
from asl.syntax.edit import insert_member, remove_member, replace_value

SPREAD = """{
    "A": {
        "Type": "Pass",
        "End": true
    },
    "B": {},
    "C": {"x": 1, "y": [2]}
}
"""


def tree():
    return parse_source(Source(SPREAD))[0]


def test_edits_are_applied_from_any_order():
    edits = [Edit(Span(4, 5), "E"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "<"), Edit(Span(2, 2), ">")]
    assert apply_edits("abcdef", edits) == "b<>cdEf"


def test_overlapping_edits_are_a_mistake_of_the_caller():
    with pytest.raises(AssertionError):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])
    with pytest.raises(AssertionError):
        apply_edits("abc", [Edit(Span(0, 4), "")])


@given(st.text(), st.lists(st.integers(0, 30), max_size=8))
def test_text_outside_the_edits_stays(text, offsets):
    cuts = sorted({min(offset, len(text)) for offset in offsets})
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    assert apply_edits(text, [Edit(span, text[span.start : span.end]) for span in spans]) == text


@pytest.mark.parametrize(
    ("pointer", "key", "old", "new"),
    [
        (("A",), "Next", '"End": true', '"End": true,\n        "Next": {\n            "a": 1\n        }'),
        (("B",), "Next", '"B": {}', '"B": {\n        "Next": {\n          "a": 1\n        }\n    }'),
        (("C",), "Next", '"y": [2]', '"y": [2], "Next": {"a": 1}'),
    ],
)
def test_insert_member(pointer, key, old, new):
    edit = insert_member(tree(), pointer, key, {"a": 1})
    text = apply_edits(SPREAD, [edit])
    expected = json.loads(SPREAD)
    expected[pointer[0]][key] = {"a": 1}
    assert json.loads(text) == expected
    assert text.replace(" ", "") == SPREAD.replace(old, new).replace(" ", "")


@pytest.mark.parametrize("pointer", [("A", "Type"), ("A", "End"), ("C", "x"), ("C", "y"), ("A",), ("B",), ("C",)])
def test_remove_member(pointer):
    text = apply_edits(SPREAD, [remove_member(tree(), pointer)])
    expected = json.loads(SPREAD)
    holder = expected
    for token in pointer[:-1]:
        holder = holder[token]
    del holder[pointer[-1]]
    assert json.loads(text) == expected


def test_removing_the_only_member_leaves_an_empty_object():
    only, _ = parse_source(Source('{ "a": 1 }'))
    assert apply_edits('{ "a": 1 }', [remove_member(only, ("a",))]) == "{}"


def test_replace_value():
    text = apply_edits(SPREAD, [replace_value(tree(), ("A", "Type"), "Wait")])
    assert text == SPREAD.replace("Pass", "Wait")


def test_places_that_are_not_there():
    assert replace_value(tree(), ("Z",), 1) is None
    assert insert_member(tree(), ("A", "Type"), "k", 1) is None
    assert insert_member(tree(), ("A",), "Type", 1) is None
    assert remove_member(tree(), ("A", "Z")) is None
    assert remove_member(tree(), ()) is None
