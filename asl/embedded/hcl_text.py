"""The characters of Terraform's language: blanks, comments, brackets, quoted strings and heredocs.

Source: HCL native syntax specification, *Lexical Elements* and *Template Expressions*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from asl.source import Span

__all__ = [
    "CLOSERS",
    "OPENERS",
    "QuotedText",
    "find_holes",
    "has_directives",
    "read_heredoc",
    "read_quoted",
    "skip_balanced",
    "skip_blank",
    "trimmed_end",
]

OPENERS = frozenset("([{")
CLOSERS = frozenset(")]}")

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*|//[^\n]*|/\*(?s:.*?)(?:\*/|\Z))*")
_BLANK_IN_LINE = re.compile(r"(?:[ \t\r]+|/\*(?s:.*?)(?:\*/|\Z))*")
_COMMENT = re.compile(r"#[^\n]*|//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)")
_HEREDOC = re.compile(r"<<(-?)([A-Za-z_][\w-]*)[ \t\r]*\n")
_ORDINARY = re.compile(r"[^\"<#/()\[\]{},\n]+")
_PLAIN = re.compile(r'[^"\\$%\n]+')
_ESCAPE = re.compile(r'\\(?:([nrtbf/"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))')
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "/": "/", '"': '"', "\\": "\\"}
"""Terraform's escapes and, for text that was pasted from JSON, the three that only JSON has."""

_HOLE_OR_ESCAPE = re.compile(r"\$\$\{|%%\{|\$\{|%\{")


class QuotedText(NamedTuple):
    """The value of a quoted template; ``holes`` are the characters of it that are ``${…}``, kept as written."""

    value: str
    holes: tuple[Span, ...]


def skip_blank(text: str, at: int, *, stops_at_line: bool = False) -> int:
    """Return the offset of the next character that is no blank and no comment."""
    match = (_BLANK_IN_LINE if stops_at_line else _BLANK).match(text, at)
    return match.end() if match else at


def skip_balanced(text: str, at: int, *, ends_at_line: bool = False, is_body: bool = False) -> int:
    """Return where an expression ends: before a comma or closing bracket of the outer level, or at the line's end.

    With ``is_body`` only the closing bracket ends it. The end of the text ends everything.
    """
    depth = 0
    while at < len(text):
        ordinary = _ORDINARY.match(text, at)
        if ordinary is not None:
            at = ordinary.end()
            continue
        char = text[at]
        if char == '"':
            at = read_quoted(text, at)[1]
        elif char == "<" and _HEREDOC.match(text, at):
            at = read_heredoc(text, at)[1]
        elif char in "#/":
            comment = _COMMENT.match(text, at)
            at = comment.end() if comment else at + 1
        elif char in OPENERS:
            depth += 1
            at += 1
        elif char in CLOSERS:
            if depth == 0:
                return at
            depth -= 1
            at += 1
        elif depth == 0 and not is_body and (char == "," or (char == "\n" and ends_at_line)):
            return at
        else:
            at += 1
    return at


def trimmed_end(text: str, start: int, end: int) -> int:
    """Return where the last character before ``end`` stands that is no blank and no comment."""
    at = last = start
    while at < end:
        after = skip_blank(text, at)
        if after > at:
            at = after
            continue
        at = read_quoted(text, at)[1] if text[at] == '"' else at + 1
        last = min(at, end)
    return last


def read_quoted(text: str, start: int) -> tuple[QuotedText, int]:
    """Return the string whose opening quote is at ``start``, and the offset after its closing quote.

    A string without a closing quote ends with its line.
    """
    pieces: list[str] = []
    holes: list[Span] = []
    length = 0
    at = start + 1
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain is not None:
            piece, after = plain[0], plain.end()
        elif text[at] == '"':
            return QuotedText("".join(pieces), tuple(holes)), at + 1
        elif text[at] == "\n":
            break
        elif text[at] == "\\":
            escape = _ESCAPE.match(text, at)
            piece, after = _decoded(escape) if escape else text[at], escape.end() if escape else at + 1
        elif text.startswith(("$${", "%%{"), at):
            piece, after = text[at : at + 3], at + 3
        elif text.startswith(("${", "%{"), at):
            after = min(skip_balanced(text, at + 2, is_body=True) + 1, len(text))
            piece = text[at:after]
            holes.append(Span(length, length + len(piece)))
        else:
            piece, after = text[at], at + 1
        pieces.append(piece)
        length += len(piece)
        at = after
    return QuotedText("".join(pieces), tuple(holes)), at


def _decoded(escape: re.Match[str]) -> str:
    if escape[1]:
        return _ESCAPES[escape[1]]
    code = int(escape[2] or escape[3], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]


def read_heredoc(text: str, start: int) -> tuple[tuple[Span, ...], int]:
    """Return the lines of a heredoc, each with its line break, and the offset after its end mark.

    With ``<<-`` the indentation that all lines share is left out.
    """
    head = _HEREDOC.match(text, start)
    if head is None:
        return (), start + 2
    end = re.compile(rf"^[ \t]*{re.escape(head[2])}[ \t\r]*$", re.MULTILINE).search(text, head.end())
    stop = end.start() if end else len(text)
    lines = [Span(*line.span()) for line in re.compile(r"[^\n]*\n|[^\n]+\Z").finditer(text, head.end(), stop)]
    if head[1]:
        indents = [_indent(text, line) for line in lines if text[line.start : line.end].strip()]
        shared = min(indents, default=0)
        lines = [Span(min(line.start + shared, line.end - 1), line.end) for line in lines]
    return tuple(lines), end.end() if end else len(text)


def _indent(text: str, line: Span) -> int:
    content = text[line.start : line.end]
    return len(content) - len(content.lstrip(" \t"))


def find_holes(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the ``${…}`` that begin in template text outside quotes, in a heredoc or a file; one may end after it."""
    at = start
    while (found := _HOLE_OR_ESCAPE.search(text, at, end)) is not None:
        at = found.end()
        if found[0] == "${":
            at = min(skip_balanced(text, at, is_body=True) + 1, len(text))
            yield Span(found.start(), at)


def has_directives(text: str, start: int, end: int) -> bool:
    """Tell whether template text holds ``%{ if … }`` or ``%{ for … }``, which decide what the text is."""
    return any(found[0] == "%{" for found in _HOLE_OR_ESCAPE.finditer(text, start, end))
