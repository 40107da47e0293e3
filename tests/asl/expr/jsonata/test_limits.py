"""Nothing runs on, runs out of stack or runs out of memory: all of it ends in a JsonataError, and soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asl.expr.jsonata import UNDEFINED, JsonataError, Surroundings, compile_jsonata, evaluate_jsonata, parse_jsonata
from asl.expr.jsonata.compile import STILL
from asl.expr.jsonata.stack import on_fresh_stack

_FORK = "$reduce([1..60], function($part, $_) { [[$part], [$part]] }, 0)"
"""A value of sixty lists in which one number stands 2**60 times."""
_DEEP = "$reduce([1..4000], function($part, $_) { [[$part]] }, 0)"


@pytest.mark.parametrize(
    "text",
    [
        "($again := function($n) { $again($n) }; $again(1))",
        "($again := function($n) { 1 + $again($n) }; $again(1))",
        "($again := function($n) { $map([$n], function($m) { $again($m) }) }; $again(1))",
        "($again := function($n) { [$filter([$n], function($m) { $again($m) })] }; $again(1))",
        "[1..1000000].[1..1000000]",
        "[1..1000000][$ in [1..1000000]]",
        "$reduce([1..100], function($text, $_) { $text & $text }, 'ab')",
        "$reduce([1..100], function($list, $_) { $append($list, $list) }, [1])",
        "[1..2000].$pad('', 1000000)",
        "$pad('', 1e9)",
        "$join([1..100000].$string(), $pad('', 10000))",
        "$replace($pad('', 10000), ' ', $pad('', 10000))",
        "$match($pad('', 40, 'ab') & '!', /((a|b)+)+$/)",
        "$match($pad('', 5000, 'a'), /a*a*a*a*b/)",
        "$contains($pad('', 60000, '7'), /\\d+x/)",
        f"$string({_FORK})",
        _DEEP,
        *(f"{call}({_FORK})" for call in ("$distinct", "$boolean", "$keys", "$spread")),
        *(f"{_FORK}{rest}" for rest in (".name", ".*", ".**", " & ''", " ? 1 : 2", f" = {_FORK}", " ~> |a|{'b': 1}|")),
        *(f"{call}({_DEEP})" for call in ("$string", "$distinct", "$spread")),
        *(f"{_DEEP}{rest}" for rest in (".name", ".*", " & ''", f" = {_DEEP}", " ~> |a|{'b': 1}|")),
    ],
)
def test_what_would_not_end(text: str) -> None:
    with pytest.raises(JsonataError) as caught:
        evaluate_jsonata(text, None, max_calls=100_000)
    assert caught.value.code in {"U1001", "T0412", "D3070"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" + ".join(["1"] * 250), 250),
        (" & ".join(["'a'"] * 250), "a" * 250),
        (" and ".join(["true"] * 250), True),
        ("(" * 250 + "7" + ")" * 250, 7),
        ("$not(" * 200 + "true" + ")" * 200, True),
        ("($sum_to := function($n) { $n = 0 ? 0 : $n + $sum_to($n - 1) }; $sum_to(400))", 80200),
        ("($down := function($n) { $n = 0 ? 'done' : $down($n - 1) }; $down(50000))", "done"),
        ("$count([1..1000000])", 1_000_000),
        ("$match('aaab', /(a+)+b/).match", "aaab"),
    ],
)
def test_what_ends_in_time(text: str, value: Any) -> None:
    assert evaluate_jsonata(text, None) == value


@pytest.mark.parametrize("opening", ["(", "[", "{'a':", "-", "a[", "function($x){", "1 + (", "$f(", "a.(", "|", "a ? "])
def test_text_nested_too_deeply(opening: str) -> None:
    with pytest.raises(JsonataError):
        parse_jsonata(opening * 20_000)


@pytest.mark.parametrize("link", [" + 1", "[0]", ".a", " ~> $f", " ? 1 : 2", " = 1", "{'a': 1}"])
def test_chains_too_long(link: str) -> None:
    with pytest.raises(JsonataError):
        parse_jsonata("a" + link * 20_000)


def _at_depth(depth: int, call: Callable[[], Any]) -> Any:
    return call() if depth == 0 else _at_depth(depth - 1, call)


@pytest.mark.parametrize("depth", [0, 300, 550])
def test_the_depth_of_the_caller_does_not_matter(depth: int) -> None:
    text = "($sum_to := function($n) { $n = 0 ? 0 : $n + $sum_to($n - 1) }; $sum_to(300))"
    run = compile_jsonata(parse_jsonata(text))
    assert on_fresh_stack(_at_depth, depth, lambda: run(None, {})) == 45150


def test_deeply_nested_input() -> None:
    value: Any = 1
    for _ in range(500):
        value = {"a": [value]}
    assert evaluate_jsonata("$count($states)", None, {"states": value}) == 1
    with pytest.raises(JsonataError, match="U1001"):
        evaluate_jsonata("$states", None, {"states": value})


def test_the_longest_range_belongs_to_the_run() -> None:
    narrow = Surroundings(now_ms=STILL.now_ms, chance=STILL.chance, max_range=5)
    for text in ("[1..6]", "$range(1, 6, 1)"):
        run = compile_jsonata(parse_jsonata(text))
        assert run(None, {}) == [1, 2, 3, 4, 5, 6]
        with pytest.raises(JsonataError) as caught:
            run(None, {}, surroundings=narrow)
        assert caught.value.code == "D2014"
    with pytest.raises(JsonataError, match="D2014"):
        evaluate_jsonata("[1..10000001]", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 / 0", "D1001"),
        ("0 / 0", "D1001"),
        ("[5 % 0]", "D1001"),
        ("{'a': 1e308 * 10}", "D1001"),
        ("$sum([1e308, 1e308])", "D1001"),
        ("$string(1 / 0)", "D3001"),
        ("$string([1 / 0])", "D1001"),
        ("(1 / 0) + 1", "D1001"),
        ("(0 / 0) + 1", "T2001"),
        ("$power(10, 400)", "D3061"),
        ("$power(2, missing)", "D3061"),
        ("$number('0x1G')", "D1001"),
        ("$toMillis('2018-13-01')", "D1001"),
        ("$partition([1, 2], 1 / 0)", "D1001"),
        ("$range(1, 1 / 0, 1)", "D1001"),
        ("$formatInteger(1, missing)", ""),
        ("$parseInteger('1', missing)", ""),
        ("$formatNumber(1, missing)", ""),
        ("$sift({'a': 1})", ""),
        ("$pad('a', 2.5)", ""),
        ("[1].name ~> $lookup(missing)", None),
        ("$lookup({'a': 1}, missing)", None),
    ],
)
def test_odd_arguments(text: str, code: str | None) -> None:
    if code is None:
        assert evaluate_jsonata(text, None) is UNDEFINED
        return
    with pytest.raises(JsonataError) as caught:
        evaluate_jsonata(text, None)
    assert caught.value.code == code
