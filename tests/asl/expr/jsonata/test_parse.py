"""Text to tree: precedence, spans, and that nothing but JsonataError comes of bad text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.jsonata.parse import parse_jsonata
from asl.expr.jsonata.syntax import Binary, Condition, Expression, Lambda, Literal, Path, Sort
from asl.expr.jsonata.values import JsonataError

PIECES = ["a", "$x", "1", "'s'", "(", ")", "[", "]", "{", "}", ".", "..", ",", ";", ":", "?", "@", "#", "%", "*", "**"]
PIECES += [
    "+",
    "-",
    "/",
    "/r/",
    "|",
    "=",
    "<",
    ">",
    "^",
    ":=",
    "~>",
    "and",
    "in",
    "&",
    "function",
    "!",
    "~",
    " ",
    "`q`",
]


def iter_expressions(expression: Expression) -> Iterator[Expression]:
    pending: list[object] = [expression]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending += one
        elif dataclasses.is_dataclass(one):
            yield one
            pending += [getattr(one, field.name) for field in dataclasses.fields(one) if field.name != "span"]


def check_text(text: str) -> None:
    failure, expression = None, None
    try:
        expression = parse_jsonata(text)
    except JsonataError as error:
        failure = error
    if failure is not None:
        assert -1 <= failure.position <= len(text)
        return
    for one in iter_expressions(expression):
        if hasattr(one, "span"):
            assert 0 <= one.span.start <= one.span.end <= len(text)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_texts_of_tokens_parse_or_fail_cleanly(text):
    check_text(text)


@given(st.text(max_size=30))
def test_any_text_parses_or_fails_cleanly(text):
    check_text(text)


@pytest.mark.parametrize(
    "text", ["(" * 5000, "[" * 5000, "-" * 5000, "1" + "+1" * 5000, "a" + ".a" * 5000, "a" + "[0]" * 5000]
)
def test_nesting_has_a_limit(text):
    with pytest.raises(JsonataError) as caught:
        parse_jsonata(text)
    assert caught.value.code == "U1001"


def test_multiplication_binds_closer_than_addition():
    match parse_jsonata("1 + 2 * 3"):
        case Binary(operator="+", left=Literal(value=1), right=Binary(operator="*")):
            return
    pytest.fail("not the expected tree")


def test_dots_make_one_path():
    expression = parse_jsonata("a.b.(c.d).e^(>f)")
    assert isinstance(expression, Path)
    assert len(expression.steps) == 5
    assert isinstance(expression.steps[-1], Sort)
    assert expression.steps[-1].terms[0].is_descending


def test_lambda_and_condition():
    expression = parse_jsonata("function($a, $b)<nn:n>{ $a > $b ? $a : $b }")
    assert isinstance(expression, Lambda)
    assert (expression.parameters, expression.signature) == (("a", "b"), "<nn:n>")
    assert isinstance(expression.body, Condition)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("'open", "S0101"),
        ("1e999", "S0102"),
        (r"'\q'", "S0103"),
        (r"'\u12'", "S0104"),
        ("`open", "S0105"),
        ("1 /* open", "S0106"),
        ("a b", "S0201"),
        ("(1]", "S0202"),
        ("(1", "S0203"),
        ("1 ! 2", "S0204"),
        ("", "S0207"),
        ("1 +", "S0207"),
        ("function(a){1}", "S0208"),
        ("a{'k': 1}{'k': 2}", "S0210"),
        ("a ?? b", "S0211"),
        ("a := 1", "S0212"),
        ("a.1", "S0213"),
        ("a#b", "S0214"),
        ("a[0]@$x", "S0215"),
        ("a^(b)@$x", "S0216"),
        ("%", "S0217"),
        ("a ~> //", "S0301"),
        ("/open", "S0302"),
        ("function($a)<n<n>>{$a}", "S0401"),
    ],
)
def test_syntax_errors(text, code):
    with pytest.raises(JsonataError) as caught:
        parse_jsonata(text)
    assert caught.value.code == code
    assert 0 <= caught.value.position <= len(text)
