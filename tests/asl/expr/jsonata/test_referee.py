"""Agreement with the JavaScript library itself, over many expressions made from tables.

Needs ``node`` and a folder that holds ``jsonata`` 2.0.6, named by the environment variable ``JSONATA_REFEREE``:

    npm install --prefix /tmp/referee jsonata@2.0.6
    JSONATA_REFEREE=/tmp/referee/node_modules pytest tests/asl/expr/jsonata/test_referee.py

Left out is what differs on purpose: malformed Base64 and unknown time zones, which are errors here; which of several
failing items of one constructor is reported, which the library leaves to the order of its promises; ``$eval``.
"""

# ruff: noqa: SIM905, E501 - tables of words
from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from asl.expr.jsonata import UNDEFINED, JsonataError, evaluate_jsonata
from asl.json_values import equal

_FOLDER = os.environ.get("JSONATA_REFEREE", "")
_NODE = shutil.which("node")
_SCRIPT = Path(__file__).with_name("referee.cjs")

pytestmark = pytest.mark.skipif(
    not _NODE or not (Path(_FOLDER) / "jsonata").is_dir(),
    reason="JSONATA_REFEREE names no folder with the jsonata module, or there is no node",
)

_INPUT = {
    "n": 3,
    "half": -0.5,
    "text": "caf\u00e9 \U0001f600",
    "list": [1, 2, 2],
    "words": ["b", "a"],
    "mixed": [1, "1", None, [2]],
    "rows": [{"k": "x", "v": [1, 2], "w": 5}, {"k": "y", "v": [3]}, {"k": "x", "w": 4}],
    "deep": {"er": [{"est": {"k": 1}}, {"est": {"k": [2, 3]}}]},
    "none": None,
    "yes": True,
    "empty": [],
}
_VALUES = [
    "missing", "null", "true", "0", "1", "-1", "2.5", "1e3", "'a'", "'hello world'", "''", "'12'", "[]", "[1,2,3]",
    "['a','b','a']", "[1,'a']", "{}", "{'a':1,'b':'x'}", "[{'a':1},{'a':2}]", "function($v){$v}",
    "function($a,$b){$a}", "/l+/", "[[1,2],[3]]", "1/0", "text",
]  # fmt: skip
_FUNCTIONS = (
    "sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match"
    " contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power"
    " boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert type"
    " sort distinct base64encode encodeUrl encodeUrlComponent decodeUrl decodeUrlComponent toMillis"
)  # fmt: skip
_OPERANDS = [
    "n", "half", "text", "list", "words", "mixed", "rows", "rows.v", "rows.k", "deep.er", "none", "yes", "empty", "missing",
    "$", "rows[0]", "rows[k='x']", "rows[-1].v[0]", "list[]", "{'k': n}", "[list, n]", "*", "deep.**", "1", "'b'",
]  # fmt: skip
_TEMPLATES = [
    *(f"{{0}} {operator} {{1}}" for operator in ("+", "-", "*", "/", "%", "&", "=", "!=", "<", ">=", "in", "and", "or")),
    "[{0}, {1}]", "[{0}..{1}]", "{{'a': {0}, 'b': {1}}}", "{0} ? {1} : 'no'", "{0}[{1}]", "{0}.({1})", "{0}.[{1}]",
    "{0}{{k: {1}}}", "{0}{{'all': {1}}}", "{0}^(>{1})", "{0}^(k, {1})", "{0}@$v.({1})", "{0}#$i[$i < 2].({1})", "-({0})",
    "{0}.%.{1}", "$map({0}, function($v, $i) {{ {1} }})", "$filter({0}, function($v) {{ {1} }})", "({0})[]",
    "$reduce({0}, function($a, $b) {{ $append($b, {1}) }})", "({0}) ~> $string", "$sort({0}, function($l, $r) {{ {1} }})",
    "$ ~> |{0}|{{'new': {1}}}, 'k'|", "($x := {0}; function($y) {{ [$x, $y] }}({1}))", "{0} ~> $append({1})",
    "(function($v) {{ $filter($v, function($w) {{ true }}) }})({0})", "$string([{0}, {1}])", "{0}.*", "{0}.**",
]  # fmt: skip
_PICTURES = {
    "$formatInteger({0}, {1})": (
        "0 1 2 11 12 21 101 112 1234 99999 1234567 1e9 1e15 -21 2.7".split(),
        "0 #0 #,##0 #,### #:##0 a A i I w W Ww w;o Ww;o 1;o #,##0;o 000 (0) ##,##,#0 \u0661 b #".split(),
    ),
    "$formatNumber({0}, {1})": (
        "0 1 -1 12345.6 -12345.678 0.14 0.005 2.5 1234567.891 1e10 99.995 0.75 1e15".split(),
        "0 # #,##0 #,##0.00 0.00 #.## #.00 00.0 0% 0.0% 0\u2030 #,##,##0 0.000,000 0;(0) 0,,0 0.0.0 0a0 #0# 1".split(),
    ),
    "$fromMillis({0}, {1})": (
        "0 -1 951782400000 1204405500000 1483228800000 1521801216617 1609459199999 -62135596800000".split(),
        "[Y] [Y,2-2] [Y0001]-[M01]-[D01] [D1o][MNn] [FNn,3-3] [MN] [Yw] [DWwo] [YI] [W] [w] [X] [x] [xNn] [d001] [F1]"
        " [H]:[m]:[s].[f001] [h][P] [PN] [Z] [z] [Z0] [Z0101] [ZN] [E] [Q] [[x]] [Y".split(),
    ),
    "$toMillis({0}, {1})": (
        "2018-03-27 27/3/2018 2018086 20180327140512 2018-03-27T14:05:12+01:00 MMXVIII 1st".split(),
        "[Y0001]-[M01]-[D01] [D]/[M]/[Y] [Y0001][d001] [Y0001][M01][D01][H01][m01][s01]"
        " [Y0001]-[M01]-[D01]T[H01]:[m01]:[s01][Z01:01] [YI] [X]-[W]-[F]".split(),
    ),
    "$round({0}, {1})": ("2.5 3.5 -2.5 1.005 2.675 125 1e300 123456789.123456789".split(), "0 1 2 -1 -2 10".split()),
}
_PATTERNS = (
    r"a|b|[a-c]+|(a)(b)?|^a|c$|\d+|\w+|\s|(?:ab)+|a*|b*?|(.)(.)|[^a]|\bfoo\b|(a)|x{2,3}|(?=b)b|a(?!b)|(?<=a)b|(?<n>a)b"
    r"|(a)\1|\u0061|\x61|(\d{4})-(\d{2})|A|[A-Z]|^|$|a+?|(a+)+b|[]|[^]|\cJ|[\b]|{|a{|a{,2}|]|[a-]|(a|a)|*|[z-a]|\k<n>|\2"
    r"|a**|[|(?:|a{3,1}|\p{L}|.|(a*)*|(z)((a+)?(b+)?(c))*|(?=(a+))a*b\1"
).split("|")
_SUBJECTS = ["abc", "aabbcc", "foo bar", "", "a1b22c333", "ABC", "2018-03-27", "line1\nline2\ra", "\u00e9\U0001f600x"]
_SYNTAX = "a b.c $x 1 's' `q` ( ) [ ] { } , ; : ? + * % = ~> .. := and null function($x){ ^( @$v #$i /r/ ! ~ \"\\q\" 01".split()


def _is_decided_by_the_engine(text: str) -> bool:
    """Tell whether the library leaves the answer to JavaScript: the source of a function as text, the last bit of pow."""
    is_source = text.endswith("/l+/)") and text.startswith(
        ("$map(f", "$filter(f", "$single(f", "$map(/", "$filter(/", "$single(/")
    )
    return is_source or text.startswith("$power(2.5,")


def _functions() -> Iterator[str]:
    for name in _FUNCTIONS.split():
        yield f"${name}()"
        yield from (f"${name}({one})" for one in _VALUES)
        for number, arguments in enumerate(product(_VALUES, repeat=2)):
            # Some of the pairs, and a third argument with others.
            if number % 5 == 1:
                yield f"${name}({', '.join(arguments)})"
            elif number % 7 == 0 and name != "formatNumber":
                yield f"${name}({', '.join(arguments)}, {_VALUES[number % len(_VALUES)]})"


def _pictures() -> Iterator[str]:
    for template, (values, pictures) in _PICTURES.items():
        for value, picture in product(values, pictures):
            quoted = picture if template.startswith("$round") else json.dumps(picture)
            yield template.format(json.dumps(value) if template.startswith("$toMillis") else value, quoted)


def _regexes() -> Iterator[str]:
    for pattern, subject in product(filter(None, _PATTERNS), map(json.dumps, _SUBJECTS)):
        yield f"$match({subject}, /{pattern}/)"
        yield f"$match({subject}, /{pattern}/im)"
        yield f"$split({subject}, /{pattern}/, 2)"
        yield f"$replace({subject}, /{pattern}/, '<$0|$1|$$|$12>')"


_GROUPS = {
    "functions": lambda: [text for text in _functions() if not _is_decided_by_the_engine(text)],
    "operators and paths": lambda: [one.format(*pair) for one in _TEMPLATES for pair in product(_OPERANDS, repeat=2)][
        ::3
    ],
    "pictures": lambda: list(_pictures()),
    "regular expressions": lambda: list(_regexes()),
    "syntax": lambda: [" ".join(tokens) for size in (1, 2, 3) for tokens in product(_SYNTAX, repeat=size)][::11],
}


def _ask_library(texts: list[str]) -> list[dict[str, Any]]:
    assert _NODE is not None
    questions = "\n".join(json.dumps({"expr": text, "input": _INPUT}) for text in texts)
    done = subprocess.run(
        [_NODE, str(_SCRIPT), _FOLDER], input=questions, capture_output=True, text=True, timeout=300, check=True
    )
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def _answer(text: str) -> dict[str, Any]:
    try:
        value = evaluate_jsonata(text, _INPUT)
    except JsonataError as error:
        return {"code": error.code, "message": error.message}
    if value is UNDEFINED:
        return {"undefined": True}
    try:
        json.dumps(value)
    except TypeError:
        return {"unfit": True}
    return {"value": value}


def _agrees(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    if "unfit" in theirs:
        return "unfit" in ours or ours.get("code") == "D1001"
    if "value" in theirs:
        return "value" in ours and equal(theirs["value"], ours["value"])
    if "undefined" in theirs:
        return "undefined" in ours
    if theirs["code"] is None:
        # JavaScript's own words for what it stumbles over are not promised to anyone; its stack is a limit of ours.
        return ours.get("code") in {"", "U1001"}
    return bool(theirs == ours)


@pytest.mark.parametrize("group", _GROUPS)
def test_the_library_agrees(group: str) -> None:
    texts = _GROUPS[group]()
    differences = []
    for text, theirs in zip(texts, _ask_library(texts), strict=True):
        ours = _answer(text)
        if not _agrees(theirs, ours):
            differences.append(f"{text}\n    library {theirs}\n    ours    {ours}")
    assert not differences, f"{len(differences)} of {len(texts)}\n" + "\n".join(differences[:20])
