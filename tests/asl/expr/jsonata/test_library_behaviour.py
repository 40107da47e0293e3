"""What the JavaScript library does where one would guess otherwise: expression, value or error."""

from __future__ import annotations

from typing import Any

import pytest

from asl.expr.jsonata import UNDEFINED, JsonataError, evaluate_jsonata

_INPUT: Any = {"rows": [{"k": "x", "v": [1, 2]}, {"k": "y", "v": [3]}], "one": [{"t": [{"u": "A"}]}], "n": 2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one.*", [{"u": "A"}]),
        ("$append(1, [])", [1]),
        ("$spread([true])", [True]),
        ("rows.gone[($copy := $$.n; $copy > 1)]", [None, None]),
        ("$map([1, 2], function($n) { $filter([$n], function($m) { true }) })", [[1], [2]]),
        ("$filter(['ab', 'ba', 'ab'], /a/)", ["ab", "ba"]),
        ("$reduce(['a', 'b'], /b/)", UNDEFINED),
        ("$split('a\U0001f600', '')", ["a", "\ud83d", "\ude00"]),
        ("'\U0001f600' < '\uffee'", True),
        ("$round(123456789.123456789, 10)", 123456789.1234568),
        ("$formatBase(1e21)", "1e+21"),
        ("$formatInteger(1, '(0)')", "(1)"),
        ("$formatInteger(0, '#,##0.0')", ",0.0"),
        ("$formatInteger(1e18, 'w')", "one million trillion"),
        ("$parseInteger('twelve hundred', 'w')", 1200),
        ("$parseInteger('IIX', 'I')", 8),
        ("$formatNumber(0, '#.##')", ".0"),
        ("$formatNumber(12345.678, '#,##,##0.0')", ",12,345.7"),
        ("$fromMillis(1e12, missing, '-0330')", "2001-09-08T21:16:40.000-04:30"),
        ("$fromMillis(253402300799999, '[Y] [W] [X]')", "9999 52 9999"),
        ("$toMillis('20240101123849', '[Y0000][M00][D00][H00][m00][s00]')", 1708524249000),
        ("$toMillis('2018-02-30')", 1519948800000),
        ("$match('a\U0001f600b', /b/).index", 3),
        ("$replace('a\U0001f600b\U0001f600', /b/, '-')", "a\U0001f600-\U0001f600"),
        ("$match('aab', /(?<=(a))b/).groups", ["a"]),
        ("$string('\ud800')", "\ud800"),
        ("$string(1e21)", "1e+21"),
        ("$base64encode('h\xe9')", "aOk="),
        ("$number('0b101')", 5),
        ("$power(0, 0)", 1),
        ("null #$i", None),
        ("$string([1.7976931348623157e308])", "[null]"),
        ("$length('\U0001f600')", 1),
        ("9007199254740993 + 0", 9007199254740992),
        ("1152921504606846976", 1152921504606847000),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert evaluate_jsonata(text, _INPUT) == value


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "$toMillis('1st march 2018', '[D1o] [MNn] [Y]')",
            "D3136",
            "The date/time picture string is missing specifiers required to parse the timestamp",
        ),
        ("$x[] / 2", "S0302", "No terminating / in regular expression"),
        ("rows@$r.gone{k: 1}", "", "Cannot read properties of undefined (reading '@')"),
        ("$ ~> |n|{'a': 1}|", "", "Cannot create property 'a' on number '2'"),
        ("true and 'a' + 1", "T2001", 'The left side of the "and" operator must evaluate to a number'),
        ("$map([true], $sum)", "T0412", 'Argument 1 of function "sum" must be an array of "numbers"'),
        (
            "$formatNumber(1, '0.0.0')",
            "D3081",
            "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
        ),
        ("1 true", "S0201", "Syntax error: true"),
        ("1 /", "S0207", "Unexpected end of expression"),
        ("$error('')", "D3137", "$error() function evaluated"),
        ("$type(1/0)", "D1001", "Number out of range: null"),
        ("[1, 2][1/0]", "D1001", "Number out of range: null"),
        ("$match('a', /a{2,1}/)", "", "Invalid regular expression: /a{2,1}/: numbers out of order in {} quantifier"),
    ],
)
def test_errors(text: str, code: str, message: str) -> None:
    with pytest.raises(JsonataError) as caught:
        evaluate_jsonata(text, _INPUT)
    assert (caught.value.code, caught.value.message) == (code, message)
