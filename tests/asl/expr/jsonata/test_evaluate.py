"""The language core by example: expression, value."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.jsonata.compile import compile_jsonata
from asl.expr.jsonata.evaluate import evaluate_jsonata
from asl.expr.jsonata.parse import parse_jsonata
from asl.expr.jsonata.values import UNDEFINED, JsonataError

SHOP = {
    "orders": [
        {"id": "o1", "lines": [{"sku": "a", "price": 3, "count": 2}, {"sku": "b", "price": 5, "count": 1}]},
        {"id": "o2", "lines": [{"sku": "a", "price": 4, "count": 1}]},
    ],
    "stock": [{"sku": "a", "left": 7}, {"sku": "b", "left": 0}],
    "odd name": True,
    "nothing": None,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # paths and sequences
        ("orders.id", ["o1", "o2"]),
        ("orders.lines.sku", ["a", "b", "a"]),
        ("orders[0].id", "o1"),
        ("orders[-1].id", "o2"),
        ("orders.lines[0].sku", ["a", "a"]),
        ("(orders.lines)[0].sku", "a"),
        ("orders.lines[price > 4].sku", "b"),
        ("orders.lines[price > 4].sku[]", ["b"]),
        ("orders.lines[price > 40].sku", UNDEFINED),
        ("nothing", None),
        ("missing", UNDEFINED),
        ("`odd name`", True),
        ("stock.*", ["a", 7, "b", 0]),
        ("**.left", [7, 0]),
        ("orders.[id]", [["o1"], ["o2"]]),
        ("[orders.id, [1]]", ["o1", "o2", [1]]),
        ("[1..3][$ > 1]", [2, 3]),
        ("[1,2,3][[0,2]]", [1, 3]),
        # order, group, binding, parent
        ("orders.lines^(price, >sku).price", [3, 4, 5]),
        ("orders.lines^(>price).price", [5, 4, 3]),
        ("orders.lines{sku: $sum(price)}", {"a": 7, "b": 5}),
        ("orders#$i.lines.(sku & $i)", ["a0", "b0", "a1"]),
        ("orders.lines@$l.%.id", ["o1", "o1", "o2"]),
        ("orders.lines@$l.$$.stock@$s[$l.sku = $s.sku].($l.price * $s.left)", [21, 0, 28]),
        ("orders.lines.(%.id & sku)", ["o1a", "o1b", "o2a"]),
        ("orders.lines.sku.%.%.id", ["o1", "o1", "o2"]),
        # operators
        ("1 + 2 * 3 - 4 / 2", 5),
        ("7 % 4", 3),
        ("-7 % 4", -3),
        ("1 / 4", 0.25),
        ("1e20 * 10", 1e21),
        ("missing + 1", UNDEFINED),
        ("1 = 1.0", True),
        ("true = 1", False),
        ("[1, {'a': 2}] = [1, {'a': 2}]", True),
        ("missing = missing", False),
        ("missing != 1", False),
        ("2 in [1, 2]", True),
        ("2 in 2", True),
        ("'a' & 1 & missing & true", "a1true"),
        ("false or 'x'", True),
        ("[0] and true", False),
        ("missing ? 1", UNDEFINED),
        ("missing ? 1 : 2", 2),
        # functions
        ("($f := function($x, $y){ $x + $y }; $f(1, 2))", 3),
        ("($add := function($x, $y){ $x + $y }; $two := $add(?, 2); $two(5))", 7),
        ("($inc := λ($x){ $x + 1 }; 1 ~> $inc)", 2),
        ("($inc := λ($x){ $x + 1 }; $twice := $inc ~> $inc; $twice(1))", 3),
        ("(λ($n, $sum){ $n = 0 ? $sum : 1 })(0, 9)", 9),
        ("($down := λ($n){ $n = 0 ? 'end' : $down($n - 1) }; $down(5000))", "end"),
        ("$map([1, 2], function($x){ $x * 10 })", [10, 20]),
        ("($a := 1; ($a := 2); $a)", 1),
        ("$contains('abc', /B/i)", True),
        # transform
        ("stock ~> |$[left = 0]|{'gone': true}, 'left'|", [{"sku": "a", "left": 7}, {"sku": "b", "gone": True}]),
        ("{'a': missing, 'b': null}", {"b": None}),
    ],
)
def test_values(text, value):
    before = copy.deepcopy(SHOP)
    actual = evaluate_jsonata(text, SHOP)
    assert actual == value
    assert type(actual) is type(value) or isinstance(value, (int, float))
    assert before == SHOP


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 + 'a'", "T2001 T2002"),
        ("'a' - 1", "T2001"),
        ("1 < 'a'", "T2009"),
        ("1 < true", "T2010"),
        ("-'a'", "D1002"),
        ("1 / 0 + 1", "D1001"),
        ("{1: 2}", "T1003"),
        ("orders{'a': 1, 'a': 2}", "D1009"),
        ("sum(1)", "T1005"),
        ("$unknown()", "T1006"),
        ("$eval('1')", "T1006"),
        ("sum(?)", "T1007"),
        ("1(?)", "T1008"),
        ("['a'..2]", "T2003"),
        ("[1..2.5]", "T2004"),
        ("[0..10000000]", "D2014"),
        ("1 ~> 2", "T2006"),
        ("[1, 'a']^($)", "T2007"),
        ("[true, false]^($)", "T2008"),
        ("stock ~> |$|1|", "T2011"),
        ("stock ~> |$|{}, 1|", "T2012"),
        ("($f := function($n){ 1 + $f($n) }; $f(1))", "U1001"),
        ("($f := function(){ $f() }; $f())", "U1001"),
    ],
)
def test_errors(text, code):
    with pytest.raises(JsonataError) as caught:
        evaluate_jsonata(text, SHOP, max_calls=20_000)
    assert caught.value.code in code.split()


def test_array_input_is_one_value():
    assert evaluate_jsonata("$", [1, 2]) == [1, 2]
    assert evaluate_jsonata("$[0]", [1, 2]) == 1
    assert evaluate_jsonata("$$", [[1]]) == [[1]]


def test_bindings_are_variables():
    run = compile_jsonata(parse_jsonata("$states.input.a + $n"))
    assert run(UNDEFINED, {"states": {"input": {"a": 1}}, "n": 2}) == 3
    assert run(UNDEFINED, {"states": {"input": {"a": 5}}, "n": 2}) == 7


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(
    JSON,
    st.sampled_from(["a.b", "*", "**", "a[0]", "$[a=1]", "a^(b)", "a{'k': b}", "a@$x.b", "a#$i.b", "a.b.%", "$.[a]"]),
)
def test_any_input_gives_a_value_or_a_jsonata_error(value, text):
    before = copy.deepcopy(value)
    code = ""
    try:
        evaluate_jsonata(text, value)
    except JsonataError as error:
        code = error.code
    assert code in {"", "T2007", "T2008"}
    assert before == value
