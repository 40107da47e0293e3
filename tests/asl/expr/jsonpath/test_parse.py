"""What parses to what, and what is told about text that does not."""

from __future__ import annotations

import pytest

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.jsonpath import JsonPath, parse_jsonpath
from asl.expr.jsonpath.parse import MAX_DEPTH, MAX_LENGTH
from asl.expr.jsonpath.syntax import (
    Both,
    Compare,
    Either,
    Exists,
    Filter,
    Function,
    Indexes,
    JsonLiteral,
    Names,
    Negate,
    NumberLiteral,
    PathOperand,
    Pattern,
    Scan,
    Segment,
    Slice,
    StringLiteral,
    Test,
    Unquoted,
    Wildcard,
)
from asl.source import Span


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("$", ()),
        ("$.order", (Names(("order",), Span(2, 7)),)),
        ("$['order']", (Names(("order",), Span(1, 10)),)),
        ('$["order"]', (Names(("order",), Span(1, 10), '"'),)),
        ("$.['order']", (Names(("order",), Span(2, 11)),)),
        ("$[ 'a' , 'b' ]", (Names(("a", "b"), Span(1, 14)),)),
        ("$[ 2 ]", (Indexes((2,), Span(1, 6)),)),
        ("$[007]", (Indexes((7,), Span(1, 6)),)),
        ("$[0, -1]", (Indexes((0, -1), Span(1, 8)),)),
        ("$[1:3]", (Slice(1, 3, Span(1, 6)),)),
        ("$[-2:]", (Slice(-2, None, Span(1, 6)),)),
        ("$[:4]", (Slice(None, 4, Span(1, 5)),)),
        ("$[0:9:3]", (Slice(0, 9, Span(1, 8)),)),
        ("$.*", (Wildcard(Span(2, 3)),)),
        ("$[*]", (Wildcard(Span(1, 4)),)),
        ("$..id", (Scan(Span(1, 3)), Names(("id",), Span(3, 5)))),
        ("$..*", (Scan(Span(1, 3)), Wildcard(Span(3, 4)))),
        ("$.n.length()", (Names(("n",), Span(2, 3)), Function("length", (), Span(4, 12)))),
        ("$.sum(1, 2.5)", (Function("sum", (JsonLiteral(1), JsonLiteral(2.5)), Span(2, 13)),)),
        ("order", (Names(("order",), Span(0, 5)),)),
        ("$.order  ", (Names(("order",), Span(2, 7)),)),
        ("$.a-b", (Names(("a-b",), Span(2, 5)),)),
        ("$.été", (Names(("été",), Span(2, 5)),)),
        ("$.0", (Names(("0",), Span(2, 3)),)),
        ("$.x,y", (Names(("x,y",), Span(2, 5)),)),
        ("$.$", (Names(("$",), Span(2, 3)),)),
    ],
)
def test_segments(text: str, segments: tuple[Segment, ...]) -> None:
    assert parse_jsonpath(text).segments == segments


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (r"$['it\'s']", "it's"),
        (r"$['back\\slash']", "back\\slash"),
        (r"$['line\nbreak']", "line\nbreak"),
        (r"$['\u0041\u00e9']", "Aé"),
        (r"$['say \"hi\"']", r"say \"hi\""),
        (r"""$["it\'s"]""", r"it\'s"),
        (r"""$["say \"hi\""]""", 'say "hi"'),
        ("$['a.b[0]']", "a.b[0]"),
        ("$['']", ""),
    ],
)
def test_quoted_names_keep_a_backslash_only_before_the_other_quote(text: str, name: str) -> None:
    assert parse_jsonpath(text).keys == (name,)


def path(text: str, *keys: str, offset: int) -> JsonPath:
    segments, at = [], offset + 2
    for key in keys:
        segments.append(Names((key,), Span(at, at + len(key))))
        at += len(key) + 1
    return JsonPath(text, tuple(segments), is_item=text.startswith("@"))


A = PathOperand(path("@.a", "a", offset=4))


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("$[?(@.a)]", Exists(A.path, True)),
        ("$[?(!@.a)]", Exists(path("@.a", "a", offset=5), False)),
        ("$[?(@.a == 1.50)]", Compare(A, "==", NumberLiteral("1.50"))),
        ("$[?(@.a=='x')]", Compare(A, "==", StringLiteral("x"))),
        (r"$[?(@.a == 'it\'s')]", Compare(A, "==", StringLiteral("it's"))),
        ('$[?(@.a != "x")]', Compare(A, "!=", StringLiteral("x"))),
        ("$[?(@.a == true)]", Compare(A, "==", JsonLiteral(True))),
        ("$[?(@.a =~ /x.*/i)]", Compare(A, "=~", Pattern("x.*", "i"))),
        ("$[?(@.a NIN [1, 'b', null])]", Compare(A, "nin", JsonLiteral([1, "b", None]))),
        ('$[?(@.a == {"k": [1.5]})]', Compare(A, "==", JsonLiteral({"k": [1.5]}))),
        ("$[?(1 == 1)]", Compare(NumberLiteral("1"), "==", NumberLiteral("1"))),
        ("$[?(@.a && @.b)]", Both((Exists(A.path, True), Exists(path("@.b", "b", offset=11), True)))),
        ("$[?(@.a || @.b)]", Either((Exists(A.path, True), Exists(path("@.b", "b", offset=11), True)))),
        ("$[?(!(@.a))]", Negate(Exists(path("@.a", "a", offset=6), True))),
    ],
)
def test_filters(text: str, test: Test) -> None:
    assert parse_jsonpath(text).segments == (Filter(test, Span(1, len(text))),)


def test_and_binds_closer_than_or() -> None:
    (segment,) = parse_jsonpath("$[?(@.a && @.b || @.c)]").segments
    assert isinstance(segment, Filter)
    assert isinstance(segment.test, Either)
    assert isinstance(segment.test.tests[0], Both)


@pytest.mark.parametrize(
    ("text", "is_definite", "keys"),
    [
        ("$", True, ()),
        ("$.a[0]['b c']", True, ("a", 0, "b c")),
        ("$['a','b']", True, None),
        ("$['a','b'].c", False, None),
        ("$.a.length()", True, None),
        ("$[0,1]", False, None),
        ("$[1:]", False, None),
        ("$[*]", False, None),
        ("$..a", False, None),
        ("$..a.sum()", True, None),  # the function makes one value of the whole scan
        ("$[*].a.sum()", False, None),
        ("$[?(@.a)]", False, None),
    ],
)
def test_definite(text: str, is_definite: bool, keys: tuple[str | int, ...] | None) -> None:
    parsed = parse_jsonpath(text)
    assert (parsed.is_definite, parsed.keys) == (is_definite, keys)


def test_one_stray_character_is_read_over_and_kept() -> None:
    parsed = parse_jsonpath("$.a[")
    assert parsed.keys == ("a",)
    assert parsed.stray == Span(3, 4)
    assert parse_jsonpath("$.a[0]").stray is None


def test_unquoted_words_are_read_when_asked_for() -> None:
    text = "$[?(@.kind == Receipt)]"
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse_jsonpath(text)
    assert (caught.value.message, caught.value.help) == ("'Receipt' has no quotes", "write 'Receipt'")
    assert text[slice(*caught.value.span)] == "Receipt"
    (segment,) = parse_jsonpath(text, allows_unquoted=True).segments
    assert isinstance(segment, Filter)
    assert isinstance(segment.test, Compare)
    assert segment.test.right == Unquoted("Receipt")


SYNTAX = "check the path's syntax"
EARLY = ("the path ends too early", "finish the path, or remove its last part")
BLANK = ("unexpected ' ' in the path", "names with blanks go into brackets: ['my name']")


@pytest.mark.parametrize(
    ("text", "span", "message", "help_"),
    [
        ("", (0, 0), "the path is empty", "write $ for the whole document"),
        ("   ", (0, 3), "the path is empty", "write $ for the whole document"),
        ("$.", (1, 2), *EARLY),
        ("$..", (2, 3), *EARLY),
        ("$.a.", (3, 4), *EARLY),
        ("$[", (1, 2), *EARLY),
        ("$['a'", (4, 5), *EARLY),
        ("$.f(1", (4, 5), *EARLY),
        ("a..", (2, 3), *EARLY),
        (" $.a", (0, 1), *BLANK),
        ("$ .a", (1, 2), *BLANK),
        ("$.a b", (3, 4), *BLANK),
        ("a b", (1, 2), *BLANK),
        ("$.a[?(@.x =)]", (10, 11), "unexpected '=' in the path", "equality is written =="),
        ("$[?(@.a = 1)]", (8, 9), "unexpected '=' in the path", "equality is written =="),
        ("$[?(@.a & @.b)]", (8, 9), "unexpected '&' in the path", "and is written &&"),
        ("$[?(@.a and @.b)]", (8, 9), "unexpected 'a' in the path", "and is written &&"),
        ("$[?(@.a or @.b)]", (8, 9), "unexpected 'o' in the path", "or is written ||"),
        ("$[?(@.a <> 1)]", (9, 10), "unexpected '>' in the path", SYNTAX),
        ("$[?(true)]", (8, 9), "unexpected ')' in the path", SYNTAX),
        ("$[?@.x]", (2, 3), "unexpected '?' in the path", "a filter is written [?(@.name == 'value')]"),
        (
            "$[(@.length-1)]",
            (2, 3),
            "unexpected '(' in the path",
            "a function has a name before its parentheses; a script in brackets is not supported",
        ),
        ("$[name]", (2, 3), "unexpected 'n' in the path", "a name in brackets has quotes: ['name']"),
        ("$['a''b']", (5, 6), 'unexpected "\'" in the path', "a quoted name goes into brackets: ['name']"),
        ("$['a',]", (6, 7), "unexpected ']' in the path", SYNTAX),
        ("$[]", (2, 3), "unexpected ']' in the path", SYNTAX),
        ("$[:]", (2, 3), "unexpected ':' in the path", SYNTAX),
        ("$[::2]", (2, 3), "unexpected ':' in the path", SYNTAX),
        ("$[0,1:2]", (2, 3), "unexpected '0' in the path", SYNTAX),
        ("$$.a", (1, 2), "unexpected '$' in the path", SYNTAX),
        ("$name", (1, 2), "unexpected 'n' in the path", SYNTAX),
        ("$[2147483648]", (1, 13), "the index 2147483648 is too large", "indexes fit in 32 bits"),
        ("$[?(@.a == 1.2.3)]", (11, 16), "'1.2.3' is not a number", ""),
        ("$[?(@.a == 1e999)]", (11, 16), "'1e999' is out of range", "write a number that fits a double"),
        ("$.append(1e400)", (9, 14), "'1e400' is out of range", "write a number that fits a double"),
    ],
)
def test_syntax_errors(text: str, span: tuple[int, int], message: str, help_: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse_jsonpath(text)
    error = caught.value
    assert (tuple(error.span), error.message, error.help) == (span, message, help_)


def test_the_largest_index_is_read() -> None:
    assert parse_jsonpath("$[-2147483647]").keys == (-2147483647,)


@pytest.mark.parametrize("text", ["$[" + "1" * 5000 + "]", "$.append(" + "1" * 5000 + ")"])
def test_thousands_of_digits_are_refused(text: str) -> None:
    with pytest.raises(ExpressionSyntaxError, match=r"too large|out of range"):
        parse_jsonpath(text)


def test_a_path_has_a_greatest_length() -> None:
    text = "$." + "é" * MAX_LENGTH
    with pytest.raises(ExpressionSyntaxError, match="more than 20000 characters") as caught:
        parse_jsonpath(text)
    assert caught.value.span == (MAX_LENGTH, len(text))
    parse_jsonpath(text[:MAX_LENGTH])


def test_a_path_has_a_greatest_depth() -> None:
    def nested(depth: int) -> str:
        return "$[?(" + "(" * depth + "@.a" + ")" * depth + ")]"

    parse_jsonpath(nested(MAX_DEPTH - 2))
    with pytest.raises(ExpressionSyntaxError, match="brackets are open at once") as caught:
        parse_jsonpath(nested(MAX_DEPTH - 1))
    assert caught.value.span == (MAX_DEPTH + 2, MAX_DEPTH + 3)


def test_closing_brackets_in_a_name_do_not_make_room_for_more() -> None:
    text = "$['" + ")" * 500 + "'][?(" + "(" * 400 + "@.a" + ")" * 400 + ")]"
    with pytest.raises(ExpressionSyntaxError, match="brackets are open at once"):
        parse_jsonpath(text)


def test_negations_in_a_row_are_bounded() -> None:
    parse_jsonpath("$[?(" + "!" * MAX_DEPTH + "@.a)]")
    with pytest.raises(ExpressionSyntaxError, match="more than 60 negations"):
        parse_jsonpath("$[?(" + "!" * 5000 + "@.a)]")
