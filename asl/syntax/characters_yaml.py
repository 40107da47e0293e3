"""Maps the characters of YAML scalars: folding, indentation, quotes and escapes (YAML 1.2.2 chapters 7.3 and 8.1).

The text is cut into units, each a decoded character with its place, or a line break that folding turns into a space,
into line feeds or into nothing. The result is compared with the value that the YAML reader gave; when they differ the
mapping is withdrawn rather than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from asl.source import Span

__all__ = ["PROPERTIES", "yaml_character_spans"]

_Unit: TypeAlias = "tuple[str, Span]"

PROPERTIES = re.compile(r"(?:(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)\s+)*")
"""Anchors and tags before a scalar."""

_BREAKS = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_ESCAPED_BREAK = re.compile(r"\\(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_DOUBLE_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_HEADER = re.compile(r"([|>])([-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def yaml_character_spans(text: str, span: Span, decoded: str) -> list[Span] | None:
    """Return one span per decoded character, or nothing when text and value cannot be brought to agree."""
    properties = PROPERTIES.match(text, span.start, span.end)
    start = properties.end() if properties else span.start
    first = text[start : start + 1]
    if first in ("|", ">"):
        units = list(_block_units(text, start, span.end))
    elif first in ("'", '"') and span.end > start + 1:
        units = list(_flow_units(text, start + 1, span.end - 1, first))
    else:
        units = list(_flow_units(text, start, span.end, ""))
    written = "".join(char for char, _ in units)
    if not written.startswith(decoded):
        return None
    return [place for _, place in units[: len(decoded)]]


def _flow_units(text: str, at: int, end: int, quote: str) -> Iterator[_Unit]:
    while at < end:
        if quote == '"' and text[at] == "\\":
            escaped = _ESCAPED_BREAK.match(text, at, end)
            if escaped is not None:
                blank = _BREAK.findall(escaped[0])[1:]
                for _ in blank:
                    yield "\n", Span(*escaped.span())
                at = escaped.end()
                continue
            escape = _DOUBLE_ESCAPE.match(text, at, end)
            if escape is None:
                return
            digits = escape[1] or escape[2] or escape[3]
            code = int(digits, 16) if digits else 0
            if code > 0x10FFFF:
                return
            yield (chr(code) if digits else _ESCAPES.get(escape[4], escape[4])), Span(*escape.span())
            at = escape.end()
            continue
        breaks = _BREAKS.match(text, at, end)
        if breaks is not None:
            yield from _fold(len(_BREAK.findall(breaks[0])), Span(*breaks.span()))
            at = breaks.end()
            continue
        width = 2 if quote == "'" and text.startswith("''", at) else 1
        yield text[at], Span(at, at + width)
        at += width


def _fold(breaks: int, place: Span) -> Iterator[_Unit]:
    """One line break becomes a space; of several the first is dropped."""
    if breaks == 1:
        yield " ", place
    for _ in range(breaks - 1):
        yield "\n", place


def _block_units(text: str, start: int, end: int) -> Iterator[_Unit]:
    header = _HEADER.match(text, start)
    if header is None:
        return
    lines: list[tuple[int, str, Span]] = []
    at = header.end()
    while at < end:
        line = _LINE.match(text, at)
        assert line is not None, "every text has a line"
        lines.append((at, line[1], Span(*line.span(2))))
        if line.end() == at:
            break
        at = line.end()
    indent = _block_indent(lines, "".join(filter(str.isdigit, header[2])), text, start)
    is_folded = header[1] == ">"
    previous = ""
    pending: list[Span] = []
    has_started = False
    for begin, content, break_span in lines:
        body = content[indent:]
        if not content.strip(" ") and not body:
            pending.append(break_span)
            continue
        if has_started and is_folded and not _is_more_indented(previous) and not _is_more_indented(body):
            place = Span(pending[0].start, begin + indent)
            yield from _fold(len(pending), place)
        else:
            for span in pending:
                yield "\n", span
        offset = begin + indent
        for index, char in enumerate(body):
            yield char, Span(offset + index, offset + index + 1)
        previous, has_started, pending = body, True, [break_span]
    for span in pending:
        yield "\n", span


def _is_more_indented(body: str) -> bool:
    return body.startswith((" ", "\t"))


def _block_indent(lines: list[tuple[int, str, Span]], explicit: str, text: str, start: int) -> int:
    """Return how many columns of each line are indentation: told by the header, or seen at the first full line."""
    first = next((len(line) - len(line.lstrip(" ")) for _, line, _ in lines if line.strip(" ")), 0)
    if not explicit:
        return first
    # The header counts from the indentation of the parent, which the key's own line shows.
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    lead = re.compile(r"(?: |- )*").match(text, line_start)
    parent = len(lead[0]) if lead else 0
    return min(parent + int(explicit), first) if text[line_start:start].strip() else first
