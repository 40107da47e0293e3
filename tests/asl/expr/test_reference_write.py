"""Writing to a Reference Path."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.environment import Environment
from asl.expr.path import compile_path, read_reference_path
from asl.expr.reference_write import ReferenceWriteError, write_reference_path
from asl.json_values import Json


@pytest.mark.parametrize(
    ("document", "keys", "result"),
    [
        ({"a": 1}, (), "new"),
        ({"a": 1}, ("a",), {"a": "new"}),
        ({"a": 1}, ("b",), {"a": 1, "b": "new"}),
        ({}, ("b", "c"), {"b": {"c": "new"}}),
        ({"a": {"b": 1, "c": 2}}, ("a", "b"), {"a": {"b": "new", "c": 2}}),
        ({"a": [1, 2]}, ("a", 0), {"a": ["new", 2]}),
        ({"a": [1, 2]}, ("a", -1), {"a": [1, "new"]}),
        ([{"a": 1}], (0, "a"), [{"a": "new"}]),
        ([{}], (0, "a", "b"), [{"a": {"b": "new"}}]),
    ],
)
def test_writes(document: Json, keys: Sequence[str | int], result: Json) -> None:
    before = copy.deepcopy(document)
    assert write_reference_path(document, keys, "new") == result
    assert document == before


@pytest.mark.parametrize(
    ("document", "keys", "message"),
    [
        ("text", ("a",), "'a' cannot be written into a value that is no object"),
        ({"a": None}, ("a", "b"), "'b' cannot be written into a value that is no object"),
        ([1], ("a",), "'a' cannot be written into a value that is no object"),
        ({}, ("a", 0), "there is no array 'a' to write an item of"),
        ({"a": {}}, ("a", 0), "item 0 cannot be written into a value that is no array"),
        ([1], (1,), "the array has no item 1"),
        ([1], (-2,), "the array has no item -2"),
    ],
)
def test_places_that_cannot_be_made(document: Json, keys: Sequence[str | int], message: str) -> None:
    with pytest.raises(ReferenceWriteError) as caught:
        write_reference_path(document, keys, "new")
    assert str(caught.value) == message


def test_keys_keep_their_order_and_siblings_are_shared() -> None:
    document: dict[str, Json] = {"z": {"deep": []}, "a": {"x": [1], "y": {}}, "m": [0]}
    written = write_reference_path(document, ("a", "y"), 1)
    assert isinstance(written, dict)
    assert list(written) == ["z", "a", "m"]
    assert written["z"] is document["z"]
    assert written["m"] is document["m"]
    inner, old = written["a"], document["a"]
    assert isinstance(inner, dict)
    assert isinstance(old, dict)
    assert inner["x"] is old["x"]


documents = st.recursive(
    st.none() | st.integers(0, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(
    document=documents,
    keys=st.lists(st.sampled_from("abc") | st.integers(-2, 2), max_size=4),
    value=documents,
)
def test_what_was_written_is_read_and_nothing_else_changes(document: Json, keys: list[str | int], value: Json) -> None:
    before = copy.deepcopy(document)
    try:
        written = write_reference_path(document, keys, value)
    except ReferenceWriteError:
        assert document == before
        return
    text = "$" + "".join(f".{key}" if isinstance(key, str) else f"[{key}]" for key in keys)
    assert compile_path(read_reference_path(text))(Environment(written)) is value
    assert document == before
    old, new = document, written
    for key in keys:
        if isinstance(old, dict) and isinstance(new, dict):
            assert all(new[name] is member for name, member in old.items() if name != key)
            old, new = old.get(str(key)), new[str(key)]
        elif isinstance(old, list) and isinstance(new, list):
            position = int(key) % len(old)
            assert all(new[other] is item for other, item in enumerate(old) if other != position)
            old, new = old[position], new[position]
