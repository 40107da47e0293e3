"""Reads as much of Terraform's language as definitions need: blocks, attributes, and expressions written out.

Source: HCL native syntax specification. An expression is an object, a tuple, a template (quoted or heredoc), a literal
or a call; everything else (references, operators, ``for``) is kept as its text, because only Terraform can tell what
it gives. No existing parser is used: python-hcl2 tells lines only, and places here are characters. Nothing raises: what
cannot be read is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from asl.source import Span

from .hcl_text import CLOSERS, OPENERS, QuotedText, read_heredoc, read_quoted, skip_balanced, skip_blank, trimmed_end

__all__ = ["Attribute", "Block", "Call", "Expression", "Heredoc", "Literal", "Mapping", "Other", "Quoted", "Tuple"]

MAX_DEPTH = 100
"""Levels of nesting that are read; what lies deeper is kept as text."""

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_CALL = re.compile(r"([A-Za-z_][\w:-]*)\(")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_FOR = re.compile(r"[{\[]\s*for\b")
_WORDS: dict[str, None | bool] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a boolean or null."""

    span: Span
    value: None | bool | int | float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A template in double quotes."""

    span: Span
    text: QuotedText


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A template in lines of its own; ``lines`` are the characters of its text, without the indentation of ``<<-``."""

    span: Span
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key = value`` of an object."""

    key: str
    key_span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Mapping:
    """An object."""

    span: Span
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """A list."""

    span: Span
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    span: Span
    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """An expression of any other kind, as it is written."""

    span: Span
    text: str


Expression: TypeAlias = Literal | Quoted | Heredoc | Mapping | Tuple | Call | Other


@dataclass(frozen=True, slots=True)
class Attribute:
    """``name = expression``."""

    name: str
    name_span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Block:
    """``kind "label" { … }``, with its attributes; blocks inside it are left out."""

    kind: str
    labels: tuple[str, ...]
    span: Span
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> Expression | None:
        """Return the value of an attribute."""
        return next((attribute.value for attribute in self.attributes if attribute.name == name), None)


def iter_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a file."""
    at = 0
    while (at := skip_blank(text, at)) < len(text):
        name = _NAME.match(text, at)
        if name is None:
            at = _past(text, at)
            continue
        labels, opening = _labels(text, name.end())
        if text[opening : opening + 1] != "{":
            at = max(skip_balanced(text, opening, ends_at_line=True), name.end())
            continue
        end = skip_balanced(text, opening + 1, is_body=True)
        attributes = tuple(_attributes(text, opening + 1, end))
        yield Block(name[0], labels, Span(at, opening), attributes)
        at = end + 1


def _labels(text: str, at: int) -> tuple[tuple[str, ...], int]:
    labels: list[str] = []
    while True:
        at = skip_blank(text, at, stops_at_line=True)
        name = _NAME.match(text, at)
        if name is not None:
            labels.append(name[0])
            at = name.end()
        elif text[at : at + 1] == '"':
            quoted, at = read_quoted(text, at)
            labels.append(quoted.value)
        else:
            return tuple(labels), at


def _attributes(text: str, at: int, end: int) -> Iterator[Attribute]:
    while (at := skip_blank(text, at)) < end:
        name = _NAME.match(text, at, end)
        if name is None:
            at = _past(text, at)
            continue
        labels, after = _labels(text, name.end())
        if text[after : after + 1] == "{":
            at = skip_balanced(text, after + 1, is_body=True) + 1
        elif text[after : after + 1] == "=" and not labels:
            start = skip_blank(text, after + 1, stops_at_line=True)
            at = min(skip_balanced(text, start, ends_at_line=True), end)
            yield Attribute(name[0], Span(*name.span()), parse_expression(text, start, at))
        else:
            at = max(skip_balanced(text, after, ends_at_line=True), name.end())


def _past(text: str, at: int) -> int:
    """Return the offset after something that starts no name; a bracket is skipped with what it holds."""
    if text[at] in OPENERS:
        return skip_balanced(text, at + 1, is_body=True) + 1
    if text[at] in CLOSERS or text[at] == ",":
        return at + 1
    return max(skip_balanced(text, at, ends_at_line=True), at + 1)


def parse_expression(text: str, start: int, end: int, depth: int = 0) -> Expression:
    """Return the expression that stands in a range of the text."""
    start = min(skip_blank(text, start), end)
    span = Span(start, start + len(text[start:end].rstrip()))
    if depth >= MAX_DEPTH:
        return Other(span, text[start:end])
    found = _operand(text, span, depth)
    if found is None:
        # Brackets and quotes show their own end; before anything else a comment at the end has to go.
        span = Span(start, trimmed_end(text, start, span.end))
        found = _literal(text, span)
    return found if found is not None else Other(span, text[span.start : span.end])


def _literal(text: str, span: Span) -> Literal | None:
    number = _NUMBER.fullmatch(text, *span)
    if number is not None:
        return Literal(span, float(number[0]) if number[1] or number[2] else _integer(number[0]))
    written = text[span.start : span.end]
    return Literal(span, _WORDS[written]) if written in _WORDS else None


def _operand(text: str, span: Span, depth: int) -> Expression | None:
    """Return the expression when it is in quotes or brackets as a whole; nothing when operators follow it."""
    start, end = span
    char = text[start : start + 1]
    if char == '"':
        quoted, after = read_quoted(text, start)
        return Quoted(Span(start, after), quoted) if _is_end(text, after, end) else None
    if text.startswith("<<", start):
        lines, after = read_heredoc(text, start)
        return Heredoc(Span(start, after), lines) if _is_end(text, after, end) else None
    call = _CALL.match(text, start, end)
    opening = call.end() - 1 if call else start
    if text[opening : opening + 1] not in OPENERS or _FOR.match(text, start, end):
        return None
    closing = skip_balanced(text, opening + 1, is_body=True)
    if closing >= end or not _is_end(text, closing + 1, end):
        return None
    inside = Span(opening + 1, closing)
    span = Span(start, closing + 1)
    if call is not None:
        return Call(span, call[1], tuple(_items(text, inside, depth)))
    if char == "(":
        return parse_expression(text, *inside, depth + 1)
    if char == "[":
        return Tuple(span, tuple(_items(text, inside, depth)))
    return Mapping(span, tuple(_entries(text, inside, depth)))


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _is_end(text: str, at: int, end: int) -> bool:
    return skip_blank(text, at) >= end


def _items(text: str, inside: Span, depth: int) -> Iterator[Expression]:
    at, end = inside
    while (at := skip_blank(text, at)) < end:
        stop = min(skip_balanced(text, at), end)
        if stop > at:
            yield parse_expression(text, at, stop, depth + 1)
        at = stop + 1


def _entries(text: str, inside: Span, depth: int) -> Iterator[Entry]:
    at, end = inside
    while (at := skip_blank(text, at)) < end:
        if text[at] == ",":
            at += 1
            continue
        key, key_end = _key(text, at)
        sign = skip_blank(text, key_end, stops_at_line=True)
        if text[sign : sign + 1] not in ("=", ":"):
            at = max(skip_balanced(text, at, ends_at_line=True), at + 1)
            continue
        start = skip_blank(text, sign + 1, stops_at_line=True)
        stop = min(skip_balanced(text, start, ends_at_line=True), end)
        yield Entry(key, Span(at, key_end), parse_expression(text, start, stop, depth + 1))
        at = stop


def _key(text: str, at: int) -> tuple[str, int]:
    if text[at] == '"':
        quoted, end = read_quoted(text, at)
        return quoted.value, end
    if text[at] == "(":
        end = skip_balanced(text, at + 1, is_body=True) + 1
        return "${" + text[at + 1 : end - 1].strip() + "}", end
    name = re.compile(r"[^\s=:{}\[\](),\"]+").match(text, at)
    return (name[0], name.end()) if name else ("", at)
