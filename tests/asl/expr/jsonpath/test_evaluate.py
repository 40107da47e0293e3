"""Selectors, functions and the messages of misses, on one document."""

from __future__ import annotations

import pytest

from asl.expr.jsonpath import JsonPathReadError, Model, compile_jsonpath, parse_jsonpath
from asl.expr.jsonpath.functions import FUNCTION_NAMES
from asl.json_values import Json, equal

SHELF: Json = {
    "label": "attic",
    "count": 3,
    "gone": None,
    "sizes": [10, 20, 30, 40],
    "box": {"x": 1, "y": 2},
    "rows": [{"k": 1, "v": "a"}, {"k": 2}, {"k": 3, "v": "c"}],
    "tree": {"k": 7, "in": [{"k": 8}]},
}


def read(text: str, model: Model = Model.MAP_LIST, document: Json = SHELF) -> Json:
    return compile_jsonpath(parse_jsonpath(text), model)(document)


@pytest.mark.parametrize("model", Model)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$", SHELF),
        ("$.label", "attic"),
        ("box.x", 1),
        ("@.count", 3),
        ("$.gone", None),
        ("$['label']", "attic"),
        ("$.['box']['x']", 1),
        ("$.sizes[ 0 ]", 10),
        ("$.sizes[01]", 20),
        ("$.sizes[-1]", 40),
        ("$.sizes[0,2]", [10, 30]),
        ("$.sizes[1:3]", [20, 30]),
        ("$.sizes[2:]", [30, 40]),
        ("$.sizes[:2]", [10, 20]),
        ("$.sizes[-2:]", [30, 40]),
        ("$.sizes[:-1]", [10, 20, 30]),
        ("$.sizes[9:]", []),
        ("$.sizes[-2:2]", [30, 40, 10, 20]),  # a negative start wraps around
        ("$.sizes[0:4:2]", [10, 20, 30, 40]),  # the third part is ignored
        ("$.box.*", [1, 2]),
        ("$.sizes[*]", [10, 20, 30, 40]),
        ("$.label.*", []),
        ("$.gone[*]", []),
        ("$.box['x','y']", {"x": 1, "y": 2}),
        ("$.box['x','z']", {"x": 1}),
        ("$.box['p','q']", {}),
        ("$['box','tree'].k", [7]),
        ("$.rows[*].v", ["a", "c"]),
        ("$.rows[*]['k','v']", [{"k": 1, "v": "a"}, {"k": 2}, {"k": 3, "v": "c"}]),
        ("$.rows[*].zzz.a", []),
        ("$..k", [1, 2, 3, 7, 8]),
        ("$.rows..k", [1, 2, 3]),
        ("$..nope", []),
        ("$..[0]", [10, {"k": 1, "v": "a"}, {"k": 8}]),
        ("$.tree..*", [7, [{"k": 8}], {"k": 8}, 8]),
        ("$.rows[?(@.v)].k", [1, 3]),
        ("$..[?(@.k > 7)]", [{"k": 8}]),
        ("$.box[?(@.x == 1)]", [{"x": 1, "y": 2}]),  # an object is tested itself, not its members
        ("$.sizes[?(@ > 15)][0]", []),  # the index applies to each hit
    ],
)
def test_values(text: str, value: Json, model: Model) -> None:
    assert equal(read(text, model), value)


def test_an_index_out_of_range_is_null_in_the_node_model_alone() -> None:
    assert read("$.sizes[9]", Model.NODE) is None
    assert read("$.sizes[-9]", Model.NODE) is None
    with pytest.raises(JsonPathReadError, match="No results for path"):
        read("$.sizes[9]")
    assert read("$.sizes[0,9]", Model.NODE) == [10, None]
    assert read("$.sizes[0,9]") == [10]


def not_an_object(names: str, trail: str, found: str) -> str:
    return (
        f"Expected to find an object with property [{names}] in path {trail} but found '{found}'. This is not a json "
        "object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$.zzz", "No results for path: $['zzz']"),
        ('$.box["q"]', "No results for path: $['box'][\"q\"]"),
        ("$.rows[0].zzz", "No results for path: $['rows'][0]['zzz']"),
        ("$.sizes[9]", "No results for path: $['sizes'][9]"),
        ("$.zzz.a", "Missing property in path $['zzz']"),
        ("$.zzz[0]", "Missing property in path $['zzz']"),
        ("$.zzz[1:]", "Missing property in path $['zzz']"),
        ("$.zzz[*]", "Missing property in path $['zzz']"),
        ("$.rows[0].zzz.a", "Missing property in path $['rows'][0]['zzz']"),
        ("$.label[0]", "Filter: [0] can only be applied to arrays. Current context is: attic"),
        ("$.box[0]", "Filter: [0] can only be applied to arrays. Current context is: {x=1, y=2}"),
        ("$.count[1:2].a", "Filter: [1:2]['a'] can only be applied to arrays. Current context is: 3"),
        ("$.gone[0]", "The path $['gone'] is null"),
        ("$.label.a", not_an_object("'a'", "$['label']", "java.lang.String")),
        ("$.count['a','b']", not_an_object("'a','b'", "$['count']", "java.lang.Integer")),
        ("$.gone.a", not_an_object("'a'", "$['gone']", "null")),
        ("$.sizes.a", not_an_object("'a'", "$['sizes']", "java.util.ArrayList")),
        ("$.sizes['0']", not_an_object("'0'", "$['sizes']", "java.util.ArrayList")),
    ],
)
def test_misses(text: str, message: str) -> None:
    with pytest.raises(JsonPathReadError) as caught:
        read(text)
    assert (caught.value.kind, caught.value.message) == ("PathNotFoundException", message)


@pytest.mark.parametrize(
    ("document", "node"),
    [
        (1, "IntNode"),
        (2**40, "LongNode"),
        (2**70, "BigIntegerNode"),
        (1.5, "DoubleNode"),
        (True, "BooleanNode"),
        ("x", "TextNode"),
        ([], "ArrayNode"),
        (None, "NullNode"),
    ],
)
def test_the_node_model_names_its_own_classes(document: Json, node: str) -> None:
    with pytest.raises(JsonPathReadError, match=f"found 'com.fasterxml.jackson.databind.node.{node}'"):
        read("$.a", Model.NODE, document)


@pytest.mark.parametrize(
    ("document", "name"),
    [(2**40, "lang.Long"), (2**70, "math.BigInteger"), (1.5, "lang.Double"), (False, "lang.Boolean")],
)
def test_the_map_model_names_java_classes(document: Json, name: str) -> None:
    with pytest.raises(JsonPathReadError, match=f"found 'java.{name}'"):
        read("$.a", document=document)


@pytest.mark.parametrize(("model", "shown"), [(Model.MAP_LIST, "attic"), (Model.NODE, '"attic"')])
def test_a_filter_refuses_a_scalar(model: Model, shown: str) -> None:
    with pytest.raises(JsonPathReadError) as caught:
        read("$.label[?(@.x)]", model)
    told = f"Filter: [?] can not be applied to primitives. Current context is: {shown}"
    assert (caught.value.kind, caught.value.message) == ("InvalidPathException", told)
    assert read("$.*[?(@.x)]", model) == [{"x": 1, "y": 2}]


FUNCTIONS: list[tuple[str, Json]] = [
    ("$.sizes.length()", 4),
    ("$.sizes.size()", 4),
    ("$.box.length()", 2),
    ("$.label.length()", None),
    ("$.length($.rows)", 7),  # the last member's, as a wildcard is put behind the argument
    ("$.sizes.first()", 10),
    ("$.sizes.last()", 40),
    ("$.sizes.index(1)", 20),
    ("$.sizes.index(-1)", 40),
    ("$.sizes.append(5)", [10, 20, 30, 40, 5]),
    ("$.label.append(5)", "attic"),
    ('$.concat($.label, "-", $.count)', "attic-3"),
    ('$.sizes.concat("z")', "z"),
    ("$.sizes.min()", 10.0),
    ("$.sizes.max()", 40.0),
    ("$.sizes.avg()", 25.0),
    ("$.sizes.sum()", 100.0),
    ("$.sizes.sum(5)", 105.0),
    ("$.sizes.sum($.count)", 103.0),
    ("$.sum(1, 2, 3)", 6.0),
    ("$.box.keys()", ["x", "y"]),
    ("$.sizes.keys()", None),
    ("$..k.sum()", 21.0),
]


@pytest.mark.parametrize(("text", "value"), FUNCTIONS)
def test_functions(text: str, value: Json) -> None:
    found = read(text)
    assert equal(found, value)
    assert type(found) is type(value)


def test_deviation() -> None:
    assert read("$.sizes.stddev()") == pytest.approx(125**0.5)


def test_every_function_is_tried() -> None:
    tried = " ".join(text for text, _ in FUNCTIONS) + " stddev("
    assert [name for name in sorted(FUNCTION_NAMES) if f"{name}(" not in tried] == []


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("$.sizes.nope()", "InvalidPathException", "Function with name: nope does not exist."),
        ("$.sizes.index(7)", "IndexOutOfBoundsException", "Index 7 out of bounds for length 4"),
        ("$.sizes.index(-4)", "JsonPathException", "Target index:-4 larger than object count:4"),
        (
            "$.rows.sum()",
            "JsonPathException",
            "Aggregation function attempted to calculate value using empty array",
        ),
        (
            "$.rows[*].k.sum()",  # applied to each hit, not to all
            "JsonPathException",
            "Aggregation function attempted to calculate value using empty array",
        ),
    ],
)
def test_functions_fail(text: str, kind: str, message: str) -> None:
    with pytest.raises(JsonPathReadError) as caught:
        read(text)
    assert (caught.value.kind, caught.value.message) == (kind, message)


def test_literal_arguments_stay_nodes_in_the_node_model() -> None:
    assert read('$.concat($.label, "-")', Model.NODE) == 'attic"-"'
    assert read("$.sizes.sum(5)", Model.NODE) == 100.0
    with pytest.raises(JsonPathReadError, match="empty array"):
        read("$.sum(1, 2, 3)", Model.NODE)


@pytest.mark.parametrize("document", [[10**400], [1e308, 1e308]])
def test_a_sum_that_no_double_holds_fails(document: Json) -> None:
    with pytest.raises(JsonPathReadError, match="the result of sum is too large"):
        read("$.sum()", document=document)
    assert read("$.min()", document=[10**400, 1]) == 1.0


def test_a_document_of_any_depth_fails_in_order() -> None:
    deep: Json = {"a": 1}
    for _ in range(20_000):
        deep = {"a": deep}
    for text in ("$..b", "$" + ".a" * 5_000 + ".b"):
        with pytest.raises(JsonPathReadError) as caught:
            read(text, document=deep)
        assert caught.value.kind == "StackOverflowError"
    plain = read("$" + ".a" * 5_000, document=deep)
    assert isinstance(plain, dict)
