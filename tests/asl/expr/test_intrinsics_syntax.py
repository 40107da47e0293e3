"""The text of calls: what parses, where mistakes are placed, and what the text alone tells to be wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.intrinsics import (
    Call,
    CallProblem,
    Literal,
    PathArgument,
    check_call,
    iter_calls,
    iter_path_arguments,
    looks_like_intrinsic,
    parse_intrinsic,
)
from asl.expr.intrinsics.parse import MAX_LENGTH
from asl.json_values import compact


def argument_texts(text: str) -> list[str]:
    return [text[argument.span.start : argument.span.end] for argument in parse_intrinsic(text).arguments]


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("States.UUID()", []),
        (" States.UUID ( ) ", []),
        ("States.Array(1,-2.5e3 , 'a' ,null)", ["1", "-2.5e3", "'a'", "null"]),
        ("States.Array($, $$, $v, $.a, $$.b.c, $v.d[0])", ["$", "$$", "$v", "$.a", "$$.b.c", "$v.d[0]"]),
        ("States.Array($.a[0], $['b,)'], 1)", ["$.a[0]", "$['b,)']", "1"]),
        ("States.Array($[\"it's\"], 'x')", ['$["it\'s"]', "'x'"]),
        ("States.Array($['it\\'s],'], 1)", ["$['it\\'s],']", "1"]),
        ("States.Array($.l[?(@.a == 'x,)' && @.b[1] < 3)].c, 2)", ["$.l[?(@.a == 'x,)' && @.b[1] < 3)].c", "2"]),
        ("States.Array($.l[?(@.a =~ /a,'b\\/)]/i)], 2)", ["$.l[?(@.a =~ /a,'b\\/)]/i)]", "2"]),
        ("States.Array($.l[?(@.a in ['x', 'y'])], $.m[0,1], $..n)", ["$.l[?(@.a in ['x', 'y'])]", "$.m[0,1]", "$..n"]),
        ("States.Array($.l.length(), 1)", ["$.l.length()", "1"]),
        ("States.Array(States.Array('a)', $.b), 'c')", ["States.Array('a)', $.b)", "'c'"]),
        ("States.Array('it\\'s', 'a\nb', '\\\\')", ["'it\\'s'", "'a\nb'", "'\\\\'"]),
    ],
)
def test_arguments_end_where_they_end(text: str, arguments: list[str]) -> None:
    assert argument_texts(text) == arguments


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("''", ""),
        ("'\\'\\{\\}\\\\'", "'{}\\"),
        ('\'{"a": "b"}\'', '{"a": "b"}'),
        ("0", 0),
        ("-0", 0),
        ("1.0", 1.0),
        ("1e2", 100.0),
        ("true", True),
        ("false", False),
        ("null", None),
    ],
)
def test_literals(written: str, value: object) -> None:
    (literal,) = parse_intrinsic(f"States.Array({written})").arguments
    assert isinstance(literal, Literal)
    assert (literal.value, type(literal.value), literal.written) == (value, type(value), written)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "", "the text is empty"),
        ("States.UUID", "D", "the arguments in parentheses are missing"),
        ("States.Array('a'", "'", "the call is not closed"),
        ("States.Array(States.UUID()", ")", "the call is not closed"),
        ("States.Array('a, 1)", "'a, 1)", "the string is not closed"),
        ("States.Array('a\\')", "'a\\')", "the string is not closed"),
        ("States.Array('a\\n', 1)", "\\n", "illegal escape '\\n' in a string"),
        ("States.Array(1, 'say \\\"hi\\\"')", '\\"', "illegal escape '\\\"' in a string"),
        ('States.Array("a")', '"', 'a string cannot begin with "'),
        ("States.Format(‘{}’, 1)", "‘", "a string cannot begin with ‘"),
        ("States.Array([1])", "[", "an array cannot be written as an argument"),
        ("States.Array({})", "{", "an object cannot be written as an argument"),
        ("States.Array(1, )", ")", "')' does not begin an argument"),
        ("States.Array(,1)", ",", "',' does not begin an argument"),
        ("States.Array(1 2)", "2", "expected ',' or ')' but found '2'"),
        ("States.Array(foo, 1)", "foo", "'foo' is neither a call nor another argument"),
        ("States.UUID() + 1", "+ 1", "text after the end of the call"),
        ("States.UUID())", ")", "text after the end of the call"),
        ("States.Array($.a[?(@.b == 'c)])", "'c)])", "a quoted text inside the path is not closed"),
        ("States.Array($.a[1)", ")", "expected ']' inside the path but found ')'"),
        ("States.Array(1e999)", "1e999", "the number is too large"),
    ],
)
def test_mistakes_are_placed(text: str, place: str, message: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse_intrinsic(text)
    span = caught.value.span
    assert (text[span.start : span.end], caught.value.message) == (place, message)


def test_a_mistake_inside_a_path_is_placed_in_the_whole_text() -> None:
    text = "States.Array('some text', States.Array($.a.b[?@.c]))"
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse_intrinsic(text)
    start = text.index("$.a.b")
    assert start <= caught.value.span.start <= caught.value.span.end <= start + len("$.a.b[?@.c]")
    assert caught.value.span != (0, len(text))


def nested(calls: int) -> str:
    return "States.Array(" * (calls - 1) + "States.UUID()" + ")" * (calls - 1)


def test_ten_calls_in_one_field() -> None:
    assert len(list(iter_calls(parse_intrinsic(nested(10))))) == 10
    with pytest.raises(ExpressionSyntaxError, match="more than 10 intrinsic function calls"):
        parse_intrinsic(nested(11))
    flat = f"States.Array({', '.join(['States.UUID()'] * 10)})"
    with pytest.raises(ExpressionSyntaxError, match="more than 10"):
        parse_intrinsic(flat)
    with pytest.raises(ExpressionSyntaxError, match="more than 10"):
        parse_intrinsic(nested(3000))


def test_the_length_is_bounded() -> None:
    assert parse_intrinsic(f"States.Array('{'a' * 10_000}')")
    with pytest.raises(ExpressionSyntaxError, match="more than 65536"):
        parse_intrinsic(f"States.Array('{'a' * MAX_LENGTH}')")


def test_paths_of_nested_calls() -> None:
    call = parse_intrinsic("States.Array($.a, States.Array($$.b, 1), $c)")
    assert [argument.path.text for argument in iter_path_arguments(call)] == ["$.a", "$$.b", "$c"]


@pytest.mark.parametrize("text", ["plain", "$.a", "", "States", "a.b", "{% 1 %}", "'x'"])
def test_what_is_not_meant_as_a_call(text: str) -> None:
    assert not looks_like_intrinsic(text)


@pytest.mark.parametrize("text", ["States.", "States.UUID()", "states.format(1)", "Format('x')", " States.UUID()"])
def test_what_is_meant_as_a_call(text: str) -> None:
    assert looks_like_intrinsic(text)


# What the text tells.


def problems(text: str) -> list[CallProblem]:
    return list(check_call(parse_intrinsic(text)))


@pytest.mark.parametrize(
    "text",
    [
        "States.UUID()",
        "States.Format('{} {}', $.a, null)",
        "States.ArrayLength($.a)",
        "States.ArrayLength(States.Array(1))",
        "States.MathAdd(1.5, States.ArrayLength($.a))",
        "States.ArrayGetItem(States.StringToJson($.t), 0)",
        "States.Hash(States.UUID(), 'SHA-512')",
        "States.JsonMerge($.a, States.StringToJson('{}'), false)",
        "States.ArrayRange(1, 1000, 1)",
        "States.MathRandom(1, 2, 3)",
        "States.Format('\\{{}\\}', 1)",
    ],
)
def test_nothing_wrong(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "place", "fragment"),
    [
        ("States.format('x')", "unknown-function", "States.format", "did you mean States.Format?"),
        ("States.Uuid()", "unknown-function", "States.Uuid", "did you mean States.UUID?"),
        ("States.ArrayLenght($.a)", "unknown-function", "States.ArrayLenght", "did you mean States.ArrayLength?"),
        ("MathAdd(1, 2)", "unknown-function", "MathAdd", "did you mean States.MathAdd?"),
        ("States.Array(Frobnicate())", "unknown-function", "Frobnicate", "unknown intrinsic function Frobnicate"),
        ("States.Array(States.MathAdd(1))", "arity", "States.MathAdd(1)", "takes 2 arguments, but 1 is given"),
        ("States.UUID(1, 2)", "arity", "States.UUID(1, 2)", "takes no arguments, but 2 are given"),
        ("States.Format()", "arity", "States.Format()", "takes 1 or more arguments"),
        ("States.MathRandom(1)", "arity", "States.MathRandom(1)", "write it as States.MathRandom(start, end[, seed])"),
    ],
)
def test_refused_at_creation(text: str, kind: str, place: str, fragment: str) -> None:
    (problem,) = problems(text)
    assert (problem.kind, text[problem.span.start : problem.span.end]) == (kind, place)
    assert fragment in f"{problem.message}; {problem.help}"
    assert problem.is_refused


@pytest.mark.parametrize(
    ("text", "kind", "place", "fragment"),
    [
        ("States.ArrayLength('x')", "argument-type", "'x'", "must be an array, but it is a string"),
        ("States.MathAdd(true, 1)", "argument-type", "true", "must be a number, but it is a boolean"),
        ("States.ArrayLength(States.UUID())", "argument-type", "States.UUID()", "but it is a string"),
        (
            "States.Format('{} {}', 1)",
            "format-placeholders",
            "States.Format('{} {}', 1)",
            "2 placeholders {}, but 1 value",
        ),
        ("States.Format('\\{\\}', 1)", "format-placeholders", "States.Format('\\{\\}', 1)", "0 placeholders"),
        ("States.Hash($.a, 'md4')", "hash-algorithm", "'md4'", "unknown hash algorithm 'md4'"),
        ("States.ArrayRange($.a, 2, 0)", "certain-failure", "0", "the step is zero"),
        ("States.ArrayRange(1, 2, 0.4)", "certain-failure", "0.4", "the step is zero"),
        ("States.ArrayRange(0, 1000, 1)", "certain-failure", "States.ArrayRange(0, 1000, 1)", "1001 elements"),
        ("States.JsonMerge($.a, $.b, true)", "certain-failure", "true", "no deep merge"),
        ("States.StringToJson('{')", "certain-failure", "States.StringToJson('{')", "not valid JSON"),
        ("States.MathRandom(2, 2, $.s)", "certain-failure", "States.MathRandom(2, 2, $.s)", "must be less than"),
    ],
)
def test_certain_to_fail(text: str, kind: str, place: str, fragment: str) -> None:
    (problem,) = problems(text)
    assert (problem.kind, text[problem.span.start : problem.span.end]) == (kind, place)
    assert fragment in problem.message
    assert not problem.is_refused
    assert problem.is_certain


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("States.Format('{}', States.Array(1))", "argument-type"),
        ("States.Format('{ {} }', $.a)", "format-braces"),
    ],
)
def test_advice(text: str, kind: str) -> None:
    (problem,) = problems(text)
    assert problem.kind == kind
    assert not problem.is_refused
    assert not problem.is_certain


# Laws.

fragments = st.sampled_from(
    [
        *["States.", "Array", "Format", "(", ")", ",", " ", "'", '"', "\\", "\\'", "{}", "{", "}", "$", "$$", "$."],
        *["a", "[", "]", "?(", "@.b", "==", "=~ /x/", "1", "-2.5", "e9", "true", "null", "\n", "é", "😀", "*", ".."],
    ]
)


@given(st.text() | st.lists(fragments, max_size=25).map("".join))
@example("States.Array(" + "[" * 500)
@example("States.Array($" + "[" * 500)
@example("States.Array($.a" + "[(" * 500 + ")]" * 500 + ")")
def test_any_text_parses_or_is_a_syntax_error_within_it(text: str) -> None:
    try:
        call = parse_intrinsic(text)
    except ExpressionSyntaxError as error:
        assert 0 <= error.span.start <= error.span.end <= len(text)  # noqa: PT017 - either outcome is right
        return
    list(check_call(call))


literals = st.one_of(
    st.text(st.characters(exclude_characters="'{}\\")).map(lambda text: f"'{text}'"),
    st.integers(-(10**9), 10**9).map(str),
    st.sampled_from(["true", "false", "null", "'\\{\\}\\'\\\\'", "1.5", "-2e3"]),
)
paths = st.sampled_from(["$", "$.a", "$$.Execution.Id", "$v.b", "$.a[0].b", "$['a,b']", "$.l[?(@.a == ')')]"])
calls = st.recursive(
    st.just("States.UUID()"),
    lambda inner: st.lists(literals | paths | inner, max_size=3).map(
        lambda parts: f"States.Array({' , '.join(parts)})"
    ),
    max_leaves=4,
)


@given(calls)
def test_spans_slice_to_their_own_text(text: str) -> None:
    try:
        call = parse_intrinsic(text)
    except ExpressionSyntaxError as error:
        assert "more than 10" in error.message  # noqa: PT017 - either outcome is right
        return
    for inner in iter_calls(call):
        assert text[slice(*inner.span)] == inner.text
        assert text[slice(*inner.name_span)] == inner.name
        for argument in inner.arguments:
            written = text[slice(*argument.span)]
            match argument:
                case Literal():
                    assert written == argument.written
                case PathArgument():
                    assert written == argument.path.text
                case Call():
                    assert parse_intrinsic(written).text == written


@given(st.text())
def test_any_string_can_be_written_as_a_literal(value: str) -> None:
    written = "'" + "".join(f"\\{c}" if c in "'{}\\" else c for c in value) + "'"
    (literal,) = parse_intrinsic(f"States.Array({written})").arguments
    assert isinstance(literal, Literal)
    assert compact(literal.value) == compact(value)
