"""The quick reader of calls agrees with the grammar, and leaves to it what it does not know."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.intrinsics.parse import MAX_CALLS, parse_with_grammar
from asl.expr.intrinsics.plain import read_plain_call
from tests.strategies import calls


def check_agreement(text):
    plain = read_plain_call(text, MAX_CALLS)
    if plain is not None:
        assert plain == parse_with_grammar(text)
    return plain


@pytest.mark.parametrize(
    "text",
    [
        "States.UUID()",
        " States.Format ( 'a {} b' ,$.a.b[0]['c d'] ) ",
        "States.Array($, $$, $x, $$.Map.Item.Value, $x.y, 1, -2.50, true, false, null, 'x')",
        "States.MathAdd(States.ArrayLength(States.Array($.a)), 0)",
        "no.such(1)",
    ],
)
def test_plain_calls_are_read_alike(text):
    assert check_agreement(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "States.UUID",
        "States.UUID(",
        "States.UUID())",
        "States.Array(1 2)",
        "States.Array(1,)",
        "States.Array(,)",
        r"States.Format('it\'s')",
        "States.Array($.a[?(@.b > 1)])",
        "States.Array($..a)",
        "States.Array(01)",
        "States.Array(truey)",
        "States.Array(" * 11 + ")" * 11,
    ],
)
def test_the_rest_is_the_grammars(text):
    assert read_plain_call(text, MAX_CALLS) is None


@given(
    calls
    | st.lists(
        st.sampled_from(("States.A", "(", ")", ",", "'a'", "$.a", "[0]", " ", "1", "-", ".5", "true")), max_size=12
    ).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_what_is_read_is_what_the_grammar_reads(text):
    try:
        check_agreement(text)
    except ExpressionSyntaxError as error:
        raise AssertionError(f"the grammar refuses {text!r}: {error.message}") from error
