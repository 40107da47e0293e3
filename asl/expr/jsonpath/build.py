"""From lark's parse tree to the tree of :mod:`.syntax`."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from asl.json_values import Json
from asl.source import Span

from ..failure import ExpressionSyntaxError
from ..grammar import Token, Tree
from .syntax import (
    Both,
    Compare,
    Either,
    Exists,
    Filter,
    Function,
    Indexes,
    JsonLiteral,
    JsonPath,
    Names,
    Negate,
    NumberLiteral,
    Operand,
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

__all__ = ["build_path"]

_LARGEST_INDEX = 2**31 - 1
_LARGEST_EXPONENT = 307  # every number below fits a double


def build_path(tree: Tree[Token], text: str, added: int, *, allows_unquoted: bool) -> JsonPath:
    """Return the tree of a path; ``added`` characters were put before the text that the user wrote."""
    return _Builder(text, added, allows_unquoted).path(tree, text)


class _Builder:
    def __init__(self, text: str, added: int, allows_unquoted: bool) -> None:
        self._allows_unquoted = allows_unquoted
        self._text = text
        self._added = added

    def _span(self, item: Any) -> Span:
        position = item.meta if isinstance(item, Tree) else item
        return Span(max(0, position.start_pos - self._added), max(0, position.end_pos - self._added))

    def path(self, tree: Tree[Token], text: str | None = None) -> JsonPath:
        root, *parts = tree.children
        segments: list[Segment] = []
        for part in parts:
            segments.extend(self._segments(part, is_last=part is parts[-1]))
        if text is None:
            span = self._span(tree)
            text = self._text[span.start : span.end]
        has_stray = bool(parts) and isinstance(parts[-1], Token) and parts[-1].type == "TAIL"
        stray = self._span(parts[-1]) if has_stray else None
        return JsonPath(text, tuple(segments), is_item=str(root) == "@", stray=stray)

    def _segments(self, part: Any, *, is_last: bool) -> list[Segment]:
        span = self._span(part)
        if isinstance(part, Tree):
            match part.data:
                case "names":
                    quote = str(part.children[0])[0]
                    names = tuple(
                        _unescape(str(child)[1:-1], kept='"' if quote == "'" else "'") for child in part.children
                    )
                    return [Names(names, span, quote)]
                case "filter":
                    return [Filter(self._test(part.children[0]), span)]
                case _:
                    return self._call(part, span, is_last)
        match part.type:
            case "DOT" | "TAIL":
                return []
            case "SCAN":
                return [Scan(span)]
            case "WILDCARD" | "WILDCARD_BRACKET":
                return [Wildcard(span)]
            case "INDEXES":
                indexes = tuple(self._index(text, span) for text in str(part)[1:-1].split(","))
                return [Indexes(indexes, span)]
            case "SLICE":
                start, _, rest = str(part)[1:-1].strip().partition(":")
                end = rest.partition(":")[0]
                return [Slice(self._bound(start, span), self._bound(end, span), span)]
            case _:
                return [Names((str(part),), span)]

    def _index(self, text: str, span: Span) -> int:
        digits = text.strip().lstrip("-").lstrip("0")
        # The length goes first: Python refuses to read integers of thousands of digits.
        if len(digits) > len(str(_LARGEST_INDEX)) or int(digits or 0) > _LARGEST_INDEX:
            raise ExpressionSyntaxError(f"the index {text.strip()} is too large", span, help="indexes fit in 32 bits")
        return int(text)

    def _bound(self, text: str, span: Span) -> int | None:
        return self._index(text, span) if text else None

    def _call(self, part: Tree[Token], span: Span, is_last: bool) -> list[Segment]:
        name, *rest = part.children
        given: list[Any] = rest[0].children if rest and isinstance(rest[0], Tree) else []
        arguments = tuple(self._argument(child) for child in given if child.data != "ignored")
        segments: list[Segment] = [Function(str(name), arguments, span)]
        if not rest and not is_last:
            # Jayway goes on reading at the closing parenthesis and takes it for a name.
            segments.append(Names((")",), Span(span.end - 1, span.end)))
        return segments

    def _argument(self, child: Any) -> JsonPath | JsonLiteral:
        if child.data == "argument_path":
            return self.path(child)
        operand = self._operand(child)
        match operand:
            case NumberLiteral(text=text):
                return JsonLiteral(_json_number(text))
            case StringLiteral(value=value):
                return JsonLiteral(value)
            case JsonLiteral():
                return operand
            case _:
                raise AssertionError("the grammar lets only paths and JSON stand as arguments")

    def _test(self, tree: Any) -> Test:
        children = tree.children
        match tree.data:
            case "any_of":
                return Either(tuple(self._test(child) for child in children))
            case "all_of":
                return Both(tuple(self._test(child) for child in children))
            case "exists":
                return Exists(self.path(children[0]), True)
            case "missing":
                return Exists(self.path(children[1]), False)
            case "compare":
                return self._compare(*children)
            case "compare_banged":
                return self._compare(*children[1:])
            case "negate":
                return Negate(self._test(children[1]))
            case "negate_compare":
                return Negate(self._compare(*children[1:]))
            case _:
                raise AssertionError(f"no test is written as {tree.data}")

    def _compare(self, left: Any, operator: Token, right: Any) -> Compare:
        return Compare(self._operand(left), str(operator).strip().lower(), self._operand(right))

    def _operand(self, tree: Any) -> Operand:
        if isinstance(tree, Tree) and tree.data == "banged_value":
            tree = tree.children[1]
        match tree.data:
            case "filter_path":
                return PathOperand(self.path(tree))
            case "literal_number":
                return NumberLiteral(self._number(tree))
            case "string" | "double_quoted":
                return StringLiteral(_unescape(str(tree.children[0])[1:-1]))
            case "keyword":
                return JsonLiteral(_KEYWORDS[str(tree.children[0])])
            case "unquoted":
                word = str(tree.children[0])
                if not self._allows_unquoted:
                    raise ExpressionSyntaxError(f"{word!r} has no quotes", self._span(tree), help=f"write '{word}'")
                return Unquoted(word)
            case "pattern":
                body, _, flags = str(tree.children[0])[1:].rpartition("/")
                return Pattern(body, flags)
            case _:
                return JsonLiteral(self._json(tree))

    def _number(self, tree: Any) -> str:
        text = str(tree.children[0])
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ExpressionSyntaxError(f"{text!r} is not a number", self._span(tree)) from None
        if not number.is_zero() and abs(number.adjusted()) > _LARGEST_EXPONENT:
            raise ExpressionSyntaxError(
                f"{text!r} is out of range", self._span(tree), help="write a number that fits a double"
            )
        return text

    def _json(self, tree: Any) -> Json:
        match tree.data:
            case "json_array":
                return [self._json(child) for child in tree.children if child is not None]
            case "json_object":
                children = [child for child in tree.children if child is not None]
                names = (str(name) for name in children[::2])
                values = (self._json(value) for value in children[1::2])
                return {_unescape(n[1:-1]) if n[0] in "'\"" else n: v for n, v in zip(names, values, strict=True)}
            case "json_path_text":
                return str(tree.children[0])
            case "literal_number":
                return _json_number(self._number(tree))
            case "keyword":
                return _KEYWORDS[str(tree.children[0])]
            case _:
                return _unescape(str(tree.children[0])[1:-1])


def _json_number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text)


_KEYWORDS: dict[str, Json] = {"true": True, "false": False, "null": None}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[\s\S])")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _unescape(text: str, kept: str = "") -> str:
    r"""Resolve escapes. A backslash before ``kept``, the quote that needs none, stays.

    Recorded: ``$['a\"b']`` finds the member whose name has the backslash in it.
    """

    def resolve(match: re.Match[str]) -> str:
        escape = match[1]
        if escape == kept:
            return match[0]
        if len(escape) == 5:
            return chr(int(escape[1:], 16))
        return _SINGLE.get(escape, escape)

    return _ESCAPE.sub(resolve, text) if "\\" in text else text
