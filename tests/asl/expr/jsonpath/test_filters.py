"""Which items of one list each test keeps; the items are told by their position."""

from __future__ import annotations

import warnings

import pytest

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.jsonpath import JsonPathReadError, Model, compile_jsonpath, parse_jsonpath
from asl.expr.jsonpath.filters import _OPERATORS
from asl.json_values import Json

ITEMS: list[Json] = [
    1,  # 0
    1.0,  # 1
    "1",  # 2
    2,  # 3
    "b",  # 4
    None,  # 5
    True,  # 6
    [],  # 7
    [1, 2],  # 8
    {},  # 9
    "",  # 10
    {"x": 1},  # 11
    {"x": None},  # 12
    {"x": "1"},  # 13
    {"x": [1, "b"]},  # 14
    {"x": ""},  # 15
    {"y": 0},  # 16
]
ALL = list(range(len(ITEMS)))


def but(*positions: int) -> list[int]:
    return [position for position in ALL if position not in positions]


def kept(test: str, model: Model = Model.MAP_LIST) -> list[int]:
    found = compile_jsonpath(parse_jsonpath(f"$[?({test})]"), model)(ITEMS)
    assert isinstance(found, list)
    return [next(position for position, item in enumerate(ITEMS) if item is hit) for hit in found]


TABLE: list[tuple[str, list[int]]] = [
    # equality: numbers and numeric strings are one, unless the kind counts too
    ("@ == 1", [0, 1, 2]),
    ("@ == '1'", [0, 1, 2]),
    ("@ == 1.0", [0, 1]),
    ("@ === 1", [0, 1]),
    ("@.x == 1", [11, 13]),
    ("@.x === 1", [11]),
    ("@.x === '1'", [13]),
    ("@.x != 1", but(11, 13)),
    ("@.x !== 1", but(11)),
    ("@ == 'b'", [4]),
    ("'b' == @", [4]),
    ("@ == true", [6]),
    ("@ == null", [5]),
    ("@.x == null", [12]),
    ("@.x != null", but(12)),
    ("@ == []", [7]),
    ("@ == [1, 2]", [8]),
    ("[1, 2] == @", []),
    ("[1, 2] != @", ALL),
    ("@ == {'x': 1}", [11]),
    ("@.nope == @.nope", []),
    ("@.nope != @.nope", ALL),
    ("1 == 1", ALL),
    ("1 == 2", []),
    # order: number with number, string with string
    ("@ < 2", [0, 1]),
    ("@ <= 1", [0, 1]),
    ("@ > 1", [3]),
    ("@ >= 'b'", [4]),
    ("@ < 'c'", [2, 4, 10]),
    ("@.nope < 1", []),
    # presence
    ("@", ALL),
    ("@.x", [11, 12, 13, 14, 15]),
    ("!@.x", but(11, 12, 13, 14, 15)),
    # words
    ("@ in [1, 'b']", [0, 1, 2, 4]),
    ("@ IN ['b']", [4]),
    ("@ nin [1, 'b']", but(0, 1, 2, 4)),
    ("@ contains 1", [8]),
    ("@ contains 'b'", [4]),
    ("@.x contains 'b'", [14]),
    ("@ size 2", [8]),
    ("@ size 0", [7, 10]),
    ("@ empty true", [7, 9, 10]),
    ("@ empty false", [2, 4, 8, 11, 12, 13, 14, 15, 16]),
    ("@ subsetof [1, 2, 3]", [7, 8]),
    ("@ anyof [2]", [8]),
    ("@ noneof [2]", [7]),
    ("@ all [1]", []),
    ("@ type 'a'", []),
    ("@ matches 'a'", []),
    ("@ exists true", []),
    # patterns match whole values
    ("@ =~ /B/i", [4]),
    ("@ =~ /B/", []),
    ("@ =~ /[0-9]/", [0, 2, 3, 8]),
    ("@ =~ /1.*/", [0, 1, 2, 8]),
    ("@ =~ /tru/", []),
    ("@.x =~ /b/", [14]),
    ("@ =~ @", []),
    # paths on both sides, and from the root
    ("@ == $[0]", [0, 1, 2]),
    ("@.y < $[0]", [16]),
    ("@.x[0] == 1", [14]),
    ("@.x[*] == 1", []),
    ("@.x.length() == 2", [14]),
    # logic
    ("@.x == 1 || @.y == 0", [11, 13, 16]),
    ("@.x && @.x != 1", [12, 14, 15]),
    ("!(@.x == 1)", but(11, 13)),
    ("!!@.x", [11, 12, 13, 14, 15]),
    ("(@.x == 1 || @.y == 0) && @.y", [16]),
]


@pytest.mark.parametrize("model", Model)
@pytest.mark.parametrize(("test", "positions"), TABLE)
def test_table(test: str, positions: list[int], model: Model) -> None:
    assert kept(test, model) == positions


def test_every_operator_is_tried() -> None:
    tried = " ".join(test for test, _ in TABLE)
    assert [operator for operator in _OPERATORS if f" {operator} " not in tried] == []


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("/a.c/", False),
        ("/a.c/s", True),
        ("/A.C/is", True),
        ("/a\\nc/", True),
        ("/[[a].c/s", True),
    ],
)
def test_flags_of_a_pattern(pattern: str, matches: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compile_jsonpath(parse_jsonpath(f"$[?(@ =~ {pattern})]"))(["a\nc"])
    assert bool(found) is matches


@pytest.mark.parametrize("pattern", ["/(/", "/a{99999999999}/", "/(?au)x/", "/" + "x" * 1001 + "/"])
def test_a_bad_pattern_fails_to_compile(pattern: str) -> None:
    with pytest.raises((JsonPathReadError, ExpressionSyntaxError)):
        compile_jsonpath(parse_jsonpath(f"$[?(@ =~ {pattern})]"))


def test_nested_items_have_no_place_in_a_list_operator() -> None:
    with pytest.raises(JsonPathReadError, match="Could not determine value type"):
        kept("@ in [[1]]")


def test_an_unquoted_word_fails_when_it_is_read() -> None:
    path = parse_jsonpath("$[?(@.x == Word)]", allows_unquoted=True)
    with pytest.raises(JsonPathReadError, match="'Word' is neither quoted nor a number"):
        compile_jsonpath(path)(ITEMS)
    assert compile_jsonpath(path)([]) == []
