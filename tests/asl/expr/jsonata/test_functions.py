"""Built-in functions called directly: one line per case, with the function's name, arguments and result."""

from __future__ import annotations

from typing import Any

import pytest

from asl.expr.jsonata.matcher import RegexValue
from asl.expr.jsonata.registry import builtin_functions, declared_functions
from asl.expr.jsonata.values import UNDEFINED, JsonataError, NativeFunction, Surroundings

_NOON_MS = 1_700_000_000_000
_FUNCTIONS = builtin_functions(Surroundings(lambda: _NOON_MS, lambda: 0.5))


def _native(name: str, arity: int, evaluate: Any) -> NativeFunction:
    return NativeFunction(name, "", lambda arguments, _focus: evaluate(*arguments), arity)


_DOUBLE = _native("double", 1, lambda item: item * 2)
_PLUS = _native("plus", 2, lambda left, right: left + right)
_GREATER = _native("greater", 2, lambda left, right: left > right)
_BIG = _native("big", 1, lambda item: item > 2)

_CASES: list[tuple[str, list[Any], Any]] = [
    ("sum", [[1, 2.5, 0.5]], 4),
    ("sum", [UNDEFINED], UNDEFINED),
    ("count", [UNDEFINED], 0),
    ("count", ["one"], 1),
    ("max", [[]], UNDEFINED),
    ("min", [[3, 1]], 1),
    ("average", [[1, 2]], 1.5),
    ("string", [0.1 + 0.2], "0.3"),
    ("string", [1e21], "1e+21"),
    ("string", [{"a": [1, None], "b": UNDEFINED}], '{"a":[1,null]}'),
    ("string", [[1, {"a": 2}], True], '[\n  1,\n  {\n    "a": 2\n  }\n]'),
    ("substring", ["hello", -3, 2], "ll"),
    ("substring", ["hello", 1], "ello"),
    ("substring", ["hello", 1, 0], ""),
    ("substringBefore", ["a-b-c", "-"], "a"),
    ("substringAfter", ["a-b-c", "-"], "b-c"),
    ("substringAfter", ["abc", "-"], "abc"),
    ("uppercase", ["ab"], "AB"),
    ("lowercase", ["AB"], "ab"),
    ("length", ["😀"], 1),
    ("trim", [" a \n b "], "a b"),
    ("pad", ["a", -3, "#"], "##a"),
    ("pad", ["a", 4, "xy"], "axyx"),
    ("contains", ["abc", RegexValue("B", "i")], True),
    ("contains", ["abc", "d"], False),
    ("match", ["ab", RegexValue("b")], [{"match": "b", "index": 1, "groups": []}]),
    ("replace", ["john smith", RegexValue(r"(\w+)\s(\w+)"), "$2, $1$$"], "smith, john$"),
    ("replace", ["aaa", "a", "b", 2], "bba"),
    ("split", ["a1b22c", RegexValue(r"\d+")], ["a", "b", "c"]),
    ("split", ["a,b,c", ",", 2], ["a", "b"]),
    ("join", [["a", "b"], "-"], "a-b"),
    ("number", ["0x1F"], 31),
    ("number", ["1e2"], 100),
    ("number", [True], 1),
    ("floor", [-1.5], -2),
    ("ceil", [1.2], 2),
    ("round", [2.5], 2),
    ("round", [3.5], 4),
    ("round", [4.525, 2], 4.52),
    ("round", [12450, -2], 12400),
    ("abs", [-3], 3),
    ("sqrt", [16], 4),
    ("power", [2, -1], 0.5),
    ("formatBase", [-255, 16], "-ff"),
    ("formatNumber", [12345.678, "#,##0.00"], "12,345.68"),
    ("formatNumber", [-0.14, "01%"], "-14%"),
    ("formatNumber", [1234.5678, "00.000e0"], "12.346e2"),
    ("formatNumber", [-5, "0;(0)"], "(5)"),
    ("formatNumber", [1234.56789, "9,999.999,999"], "1,234.567,890"),
    ("formatInteger", [1234567, "#,##0"], "1,234,567"),
    ("formatInteger", [1999, "I"], "MCMXCIX"),
    ("formatInteger", [12, "w"], "twelve"),
    ("formatInteger", [22, "1;o"], "22nd"),
    ("parseInteger", ["one thousand and one", "w"], 1001),
    ("boolean", [[0, [""]]], False),
    ("boolean", [[0, 1]], True),
    ("boolean", [{}], False),
    ("not", [None], True),
    ("exists", [None], True),
    ("exists", [UNDEFINED], False),
    ("type", [None], "null"),
    ("type", [_DOUBLE], "function"),
    ("assert", [True], UNDEFINED),
    ("map", [[1, 2], _DOUBLE], [2, 4]),
    ("filter", [[1, 3], _BIG], [3]),
    ("single", [[1, 3], _BIG], 3),
    ("reduce", [[1, 2, 3], _PLUS], 6),
    ("reduce", [[1, 2], _PLUS, 10], 13),
    ("sift", [{"a": 1, "b": 3}, _BIG], {"b": 3}),
    ("each", [{"a": 1}, _DOUBLE], [2]),
    ("append", [[1], 2], [1, 2]),
    ("reverse", [[1, 2]], [2, 1]),
    ("zip", [[1, 2], [3]], [[1, 3]]),
    ("distinct", [[1, True, 1, {"a": 1}, {"a": 1}]], [1, True, {"a": 1}]),
    ("sort", [[3, 1, 2]], [1, 2, 3]),
    ("sort", [[3, 1, 2], _GREATER], [1, 2, 3]),
    ("shuffle", [[1]], [1]),
    ("keys", [[{"a": 1}, {"b": 2, "a": 3}]], ["a", "b"]),
    ("lookup", [[{"a": 1}, {"a": 2}], "a"], [1, 2]),
    ("spread", [{"a": 1, "b": 2}], [{"a": 1}, {"b": 2}]),
    ("merge", [[{"a": 1}, {"a": 2, "b": 3}]], {"a": 2, "b": 3}),
    ("base64encode", ["hé"], "aOk="),
    ("base64decode", ["aOk="], "hé"),
    ("encodeUrl", ["http://a/b c?d=é"], "http://a/b%20c?d=%C3%A9"),
    ("encodeUrlComponent", ["a/b&c"], "a%2Fb%26c"),
    ("decodeUrl", ["a%2Fb%20c"], "a%2Fb c"),
    ("decodeUrlComponent", ["a%2Fb%20c"], "a/b c"),
    ("now", [], "2023-11-14T22:13:20.000Z"),
    ("millis", [], _NOON_MS),
    ("fromMillis", [0, "[D01]/[M01]/[Y0001] [H01]:[m01] [Z]", "-0500"], "31/12/1969 19:00 -05:00"),
    ("toMillis", ["1970-01-01T00:00:01.5Z"], 1500),
    ("toMillis", ["1970-01-01T01:00:00+01:00"], 0),
    ("toMillis", ["12/2020", "[M]/[Y]"], 1_606_780_800_000),
    ("toMillis", ["nothing", "[Y]"], UNDEFINED),
    ("partition", [[1, 2, 3], 2], [[1, 2], [3]]),
    ("range", [0, 5, 2], [0, 2, 4]),
    ("hash", ["a", "MD5"], "0cc175b9c0f1b6a831c399e269772661"),
    ("random", [42], 0.7275636800328681),
    ("random", [], 0.5),
    ("uuid", [], "80808080-8080-4080-8080-808080808080"),
    ("parse", ['{"a": [1]}'], {"a": [1]}),
]

_FAILURES: list[tuple[str, list[Any], str, str]] = [
    ("sum", [["a"]], "T0412", 'Argument 1 of function "sum" must be an array of "numbers"'),
    ("parse", [None], "T0410", 'Argument 1 of function "parse" does not match function signature'),
    ("replace", ["a", "", "b"], "D3010", "Second argument of replace function cannot be an empty string"),
    ("split", ["a", ",", -1], "D3020", "Third argument of split function must evaluate to a positive number"),
    ("number", ["x"], "D3030", 'Unable to cast value to a number: "x"'),
    ("sqrt", [-1], "D3060", "The sqrt function cannot be applied to a negative number: -1"),
    ("formatNumber", [1, "0;0;0"], "D3080", "The picture string must only contain a maximum of two sub-pictures"),
    ("error", [], "D3137", "$error() function evaluated"),
    ("assert", [False, "why"], "D3141", "why"),
    ("decodeUrl", ["%E0"], "D3140", 'Malformed URL passed to $decodeUrl(): "%E0"'),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), _CASES)
def test_result(name: str, arguments: list[Any], expected: Any) -> None:
    result = _FUNCTIONS[name].call(arguments, None)
    assert result == expected
    assert not (isinstance(result, float) and result.is_integer() and abs(result) < 1e21)


@pytest.mark.parametrize(("name", "arguments", "code", "message"), _FAILURES)
def test_failure(name: str, arguments: list[Any], code: str, message: str) -> None:
    with pytest.raises(JsonataError) as caught:
        _FUNCTIONS[name].call(arguments, None)
    assert (caught.value.code, caught.value.message) == (code, message)


def test_every_function_has_a_case() -> None:
    tested = {name for name, *_ in _CASES} | {name for name, *_ in _FAILURES}
    assert set(declared_functions()) == tested
    assert "eval" not in tested


def test_matches_follow_one_another_until_one_is_empty() -> None:
    first = RegexValue("a|(?=b)").call(["ab"])
    with pytest.raises(JsonataError, match="D1004"):
        first["next"].call([], None)
