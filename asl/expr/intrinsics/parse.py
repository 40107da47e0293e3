"""The text of an intrinsic call, taken apart once, with mistakes placed at the exact characters.

The service allows 10 calls in one field; the other limit is ours, so that no text can keep the parser busy
for long.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.path import read_path
from asl.source import Span

from .plain import read_plain_call
from .string_literal import unescape
from .syntax import Argument, Call, Literal, PathArgument

if TYPE_CHECKING:
    from asl.expr.grammar import Token, Tree

__all__ = ["MAX_CALLS", "MAX_LENGTH", "looks_like_intrinsic", "parse_intrinsic", "parse_with_grammar"]

MAX_CALLS: Final = 10
"""Calls in one field, nested ones counted (Developer Guide, "Intrinsic functions")."""

MAX_LENGTH: Final = 65_536
"""Characters of one field; our own bound, far above what a readable definition holds."""

_LOOKS_LIKE = re.compile(r"\s*(States\.|[A-Za-z_][\w.]*\s*\()")
_WORD_BEFORE = re.compile(r"([\w.]+)\s*$")
_CONSTANTS: Final[dict[str, bool | None]] = {"TRUE": True, "FALSE": False, "NULL": None}
_FOREIGN_QUOTES = '"‘’‚“”„`´'


def looks_like_intrinsic(text: str) -> bool:
    """Tell whether a text is meant as a call, so that its mistakes are worth explaining.

    >>> [looks_like_intrinsic(text) for text in ("States.UUID()", "states.uuid()", "$.a", "plain")]
    [True, True, False, False]
    """
    return _LOOKS_LIKE.match(text) is not None


@lru_cache(maxsize=4096)
def parse_intrinsic(text: str) -> Call:
    """Return the call that a text stands for. Whether the function exists is :func:`.check_call`'s question.

    >>> call = parse_intrinsic("States.MathAdd($.n, 1)")
    >>> call.name, [argument.span for argument in call.arguments]
    ('States.MathAdd', [Span(start=15, end=18), Span(start=20, end=21)])

    Raises:
        ExpressionSyntaxError: the text is not a call; the span counts characters of ``text``.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionSyntaxError(
            f"the call has {len(text)} characters, more than {MAX_LENGTH}", Span(MAX_LENGTH, len(text))
        )
    plain = read_plain_call(text, MAX_CALLS)
    return plain if plain is not None else parse_with_grammar(text)


def parse_with_grammar(text: str) -> Call:
    """Return the call that a text stands for, read by the grammar, which also says what is wrong.

    Raises:
        ExpressionSyntaxError: as :func:`parse_intrinsic`.
    """
    # The parser library is loaded when the first call that is not plain is met, so that checking a definition stays
    # quick.
    from asl.expr.grammar import UnexpectedCharacters, UnexpectedToken, load_grammar

    try:
        tree = load_grammar(__package__ or "").parse(text)
    except UnexpectedToken as unexpected:
        at = len(text) if unexpected.token.type == "$END" else (unexpected.token.start_pos or 0)
        raise _syntax_error(text, at, unexpected.accepts or unexpected.expected) from None
    except UnexpectedCharacters as unexpected:
        raise _syntax_error(text, unexpected.pos_in_stream or 0, unexpected.allowed or set()) from None
    return _Reader(text).call(tree.children[0])  # type: ignore[arg-type]  # the grammar's start rule holds one call


class _Reader:
    """Turns the parser's tree into a :class:`Call`; counting the calls bounds the depth as well."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._calls = 0

    def call(self, tree: Tree[Token]) -> Call:
        name, *arguments = tree.children
        assert isinstance(name, str)
        name_span = _token_span(name)
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise ExpressionSyntaxError(
                f"more than {MAX_CALLS} intrinsic function calls in one field",
                name_span,
                help="compute a part of it in an earlier state",
            )
        span = Span(tree.meta.start_pos, tree.meta.end_pos)
        return Call(
            name=str(name),
            arguments=tuple(map(self._argument, arguments)),
            text=self._text[span.start : span.end],
            span=span,
            name_span=name_span,
        )

    def _argument(self, part: Tree[Token] | Token) -> Argument:
        if isinstance(part, str):
            return _read_literal(part)
        return self.call(part) if part.data == "call" else self._path(part)

    def _path(self, tree: Tree[Token]) -> PathArgument:
        span = Span(tree.meta.start_pos, tree.meta.end_pos)
        try:
            path = read_path(self._text[span.start : span.end])
        except ExpressionSyntaxError as error:
            within = Span(span.start + error.span.start, span.start + error.span.end)
            raise ExpressionSyntaxError(error.message, within, help=error.help) from None
        return PathArgument(path, span)


def _token_span(token: Token) -> Span:
    assert token.start_pos is not None
    assert token.end_pos is not None
    return Span(token.start_pos, token.end_pos)


def _read_literal(token: Token) -> Literal:
    span = _token_span(token)
    written = str(token)
    if token.type == "STRING":
        return Literal(unescape(written, span.start), written, span)
    if token.type == "NUMBER":
        return Literal(_read_number(written, span), written, span)
    return Literal(_CONSTANTS[token.type], written, span)


def _read_number(written: str, span: Span) -> int | float:
    try:
        number = int(written) if written.lstrip("-").isdigit() else float(written)
    except ValueError:  # Python bounds the digits of an int that is read from text
        number = float("inf")
    if number in (float("inf"), float("-inf")):
        raise ExpressionSyntaxError("the number is too large", span)
    return number


def _syntax_error(text: str, at: int, expected: set[str]) -> ExpressionSyntaxError:
    """Say what stands in the way at an offset, in the language's words rather than the parser's."""
    if at >= len(text.rstrip()):
        end = len(text)
        if not text.strip():
            return ExpressionSyntaxError("the text is empty", Span(0, end))
        missing = "the arguments in parentheses are missing" if expected == {"LPAR"} else "the call is not closed"
        return ExpressionSyntaxError(missing, Span(max(end - 1, 0), end), help="add what is missing at the end")
    found = text[at]
    here = Span(at, at + 1)
    if "$END" in expected:
        return ExpressionSyntaxError("text after the end of the call", Span(at, len(text)), help="remove it")
    if "QUOTED" in expected and found in "'\"":
        return ExpressionSyntaxError("a quoted text inside the path is not closed", Span(at, len(text)))
    if "QUOTED" in expected:
        closing = "]" if "RSQB" in expected else ")"
        return ExpressionSyntaxError(
            f"expected '{closing}' inside the path but found '{found}'", here, help=f"close the bracket with {closing}"
        )
    if "STRING" in expected and found == "'":
        return ExpressionSyntaxError("the string is not closed", Span(at, len(text)), help="end it with a single quote")
    if "STRING" in expected and found in _FOREIGN_QUOTES:
        return ExpressionSyntaxError(f"a string cannot begin with {found}", here, help="write it in single quotes")
    if "STRING" in expected and found in "[{":
        kind = "array" if found == "[" else "object"
        advice = "States.Array" if found == "[" else "States.StringToJson"
        return ExpressionSyntaxError(f"an {kind} cannot be written as an argument", here, help=f"use {advice}")
    if "STRING" in expected:
        return ExpressionSyntaxError(
            f"'{found}' does not begin an argument",
            here,
            help="an argument is a path, a text in single quotes, a number, true, false, null or a call",
        )
    if "COMMA" in expected:
        return ExpressionSyntaxError(f"expected ',' or ')' but found '{found}'", here)
    word = _WORD_BEFORE.search(text, 0, at)
    if word is not None and "LPAR" in expected:
        return ExpressionSyntaxError(
            f"'{word[1]}' is neither a call nor another argument",
            Span(*word.span(1)),
            help="write text in single quotes; a function is called with parentheses",
        )
    return ExpressionSyntaxError(f"'{found}' is not expected here", here)
