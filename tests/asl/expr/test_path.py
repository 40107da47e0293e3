"""Paths: what their first $ stands for, which are Reference Paths, what a template makes of a miss."""

from __future__ import annotations

import pytest

from asl.expr.environment import Environment
from asl.expr.failure import ExpressionSyntaxError
from asl.expr.jsonpath import JsonPathReadError, Model
from asl.expr.path import (
    PathRoot,
    compile_path,
    compile_template_path,
    read_path,
    read_reference_path,
    references,
)
from asl.json_values import Json

DATA: Json = {"id": 7, "items": [1, 2, 3], "rows": [{"k": 1}, {"k": 2}], "nul": None}


def environment() -> Environment:
    return Environment(DATA, {"order": {"total": 12}, "n": None}, lambda: {"State": {"Name": "Pack"}})


@pytest.mark.parametrize(
    ("text", "root", "variable", "keys", "value"),
    [
        ("$", PathRoot.DATA, None, (), DATA),
        ("$.id", PathRoot.DATA, None, ("id",), 7),
        ("$['items'][-1]", PathRoot.DATA, None, ("items", -1), 3),
        ("$.rows[*].k", PathRoot.DATA, None, None, [1, 2]),
        ("$$", PathRoot.CONTEXT, None, (), {"State": {"Name": "Pack"}}),
        ("$$.State.Name", PathRoot.CONTEXT, None, ("State", "Name"), "Pack"),
        ("$order", PathRoot.VARIABLE, "order", (), {"total": 12}),
        ("$order.total", PathRoot.VARIABLE, "order", ("total",), 12),
        ("$order['total']", PathRoot.VARIABLE, "order", ("total",), 12),
        ("$n", PathRoot.VARIABLE, "n", (), None),
        ("$.nul", PathRoot.DATA, None, ("nul",), None),
    ],
)
def test_roots(
    text: str, root: PathRoot, variable: str | None, keys: tuple[str | int, ...] | None, value: Json
) -> None:
    path = read_path(text)
    assert (path.text, path.root, path.variable, path.keys) == (text, root, variable, keys)
    assert path.is_reference_path is (keys is not None)
    assert compile_path(path)(environment()) == value


def test_the_context_object_is_made_only_when_read() -> None:
    def refuse() -> dict[str, Json]:
        raise AssertionError("not asked for")

    assert compile_path(read_path("$.id"))(Environment(DATA, {}, refuse)) == 7


def test_an_undefined_variable() -> None:
    with pytest.raises(JsonPathReadError, match="Variable 'lost' is not defined") as caught:
        compile_path(read_path("$lost.a"))(environment())
    assert caught.value.kind == "UndefinedVariable"


def test_words_without_quotes_are_read_and_fail_when_evaluated() -> None:
    evaluate = compile_path(read_path("$.rows[?(@.k == Word)]"))
    with pytest.raises(JsonPathReadError, match="neither quoted nor a number"):
        evaluate(environment())


@pytest.mark.parametrize("text", ["$.rows[?(@.k in [1, 5])]", "$.items.append({})", '$.rows[?(@ == {"k": 1})]'])
def test_paths_with_json_in_them_can_be_compiled(text: str) -> None:
    assert compile_path(read_path(text))(environment()) is not None


@pytest.mark.parametrize(
    ("text", "underlined", "message"),
    [
        ("id", "id", "a Path starts with $"),
        ("", "", "a Path starts with $"),
        (" $.id", " $.id", "a Path starts with $"),
        ("$.a[", "[", "the path ends in a stray character"),
        ("$$.a[", "[", "the path ends in a stray character"),
        ("$order.a[", "[", "the path ends in a stray character"),
        ("$.a[?]", "?", "unexpected '?' in the path"),
        ("$$.a[?]", "?", "unexpected '?' in the path"),
        ("$order.a[?]", "?", "unexpected '?' in the path"),
        ("$order.", ".", "the path ends too early"),
        ("$order[2147483648]", "[2147483648]", "the index 2147483648 is too large"),
        ("$$$.a", "$", "unexpected '$' in the path"),
        ("$order-x", "-", "unexpected '-' in the path"),
    ],
)
def test_syntax_errors_are_underlined_in_the_whole_text(text: str, underlined: str, message: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        read_path(text)
    error = caught.value
    assert (error.message, text[slice(*error.span)]) == (message, underlined)
    assert error.help


def test_the_place_of_an_error_counts_the_variable() -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        read_path("$order.a[?]")
    assert caught.value.span == (9, 10)


@pytest.mark.parametrize("prefix", ["$", "$$", "$order"])
@pytest.mark.parametrize(
    ("rest", "underlined", "reason"),
    [
        ("['a','b']", "['a','b']", "several names"),
        (".a[0,1]", "[0,1]", "several indexes"),
        (".a[1:]", "[1:]", "a slice"),
        (".a[*].b", "[*]", "a wildcard"),
        (".*", "*", "a wildcard"),
        ("..a", "..", "a deep scan (..)"),
        (".a[?(@.b)]", "[?(@.b)]", "a filter"),
        (".a.length()", "length()", "a function (length)"),
    ],
)
def test_reference_paths_name_one_place(prefix: str, rest: str, underlined: str, reason: str) -> None:
    text = prefix + rest
    with pytest.raises(ExpressionSyntaxError) as caught:
        read_reference_path(text)
    error = caught.value
    assert error.message == f"a Reference Path names one place, so it cannot have {reason}"
    assert error.help == "use names and indexes only"
    assert text[slice(*error.span)] == underlined


def test_a_filter_may_stand_where_a_value_is_read() -> None:
    assert read_reference_path("$.rows[?(@.k == 1)]", allows_filters=True).keys is None
    assert read_reference_path("$.a['b c'][0]").keys == ("a", "b c", 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$.id", 7),
        ("$.items[9]", None),
        ("$.items[0,9]", [1, None]),
        ("$.zzz[*]", []),
        ("$.zzz[1:]", []),
        ("$.zzz.items[1:5].v", []),
        ("$.zzz[?(@.k)].v", []),
        ("$.id[*]", []),
        ("$[*].zzz", []),
        ("$$.zzz[*]", []),
    ],
)
def test_templates_are_lenient(text: str, value: Json) -> None:
    assert compile_template_path(read_path(text))(environment()) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$.zzz", "PathNotFoundException"),
        ("$.zzz.a", "PathNotFoundException"),
        ("$[1:5]", "PathNotFoundException"),  # a slice of the whole document, which is no list
        ("$lost[*]", "UndefinedVariable"),
        ("$.id[?(@.k)]", "InvalidPathException"),
    ],
)
def test_templates_still_fail(text: str, kind: str) -> None:
    with pytest.raises(JsonPathReadError) as caught:
        compile_template_path(read_path(text))(environment())
    assert caught.value.kind == kind


def test_outside_templates_an_index_out_of_range_is_a_miss() -> None:
    with pytest.raises(JsonPathReadError, match="No results for path"):
        compile_path(read_path("$.items[9]"))(environment())
    assert compile_path(read_path("$.items[9]"), Model.NODE)(environment()) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("$", ()),
        ("$.a[0].b", ("a", 0, "b")),
        ("$.a[*].b", ("a",)),
        ("$.a['b','c']", ("a",)),
        ("$..a", ()),
        ("$order.a.length()", ("a",)),
    ],
)
def test_references(text: str, keys: tuple[str | int, ...]) -> None:
    assert references(read_path(text)) == keys
