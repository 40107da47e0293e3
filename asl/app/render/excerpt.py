"""Lines of a source with some characters underlined, the way compilers show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from asl.source import Source, Span

from .cells import cells
from .colour import Paint, Role

__all__ = ["MAX_COLUMNS", "Mark", "render_excerpt"]

MAX_COLUMNS = 100
"""A line wider than this is cut around what is underlined."""

_CONTEXT = 30
"""Columns that are kept before the underlined characters when the beginning of a line is cut off."""

_MAX_CHARACTERS = 4 * MAX_COLUMNS
"""Characters of a line that are looked at on each side; a minified definition is one line of a million."""


class Mark(NamedTuple):
    """Characters to underline, what with, and a remark behind the underline."""

    span: Span
    sign: str
    role: Role
    text: str = ""


def render_excerpt(source: Source, marks: Sequence[Mark], paint: Paint) -> list[str]:
    r"""Return the lines that the marks are on, each with its underline below.

    >>> source = Source('{\n\t"Next": "Proces"\n}')
    >>> print("\n".join(render_excerpt(source, [Mark(Span(11, 19), "^", "error", "here")], Paint(is_on=False))))
      |
    2 |     "Next": "Proces"
      |             ^^^^^^^^ here
    """
    ordered = sorted(marks, key=lambda mark: mark.span)
    positions = [source.position(mark.span.start) for mark in ordered]
    gutter = len(str(max(position.line for position in positions)))
    bar = paint(f"{'':{gutter}} |", "label")
    lines = [bar]
    before = 0
    for mark, (line, column) in zip(ordered, positions, strict=True):
        text = source.line(line)
        start = column - 1
        length = max(0, min(mark.span.end - mark.span.start, len(text) - start))
        shown, under = _shown(text, start, length, mark.sign)
        if line != before:
            if before and line > before + 1:
                lines.append(paint(f"{'':{gutter}}...", "label"))
            number = paint(f"{line:{gutter}} |", "label")
            lines.append(f"{number} {shown}".rstrip())
        before = line
        tail = f" {mark.text}" if mark.text else ""
        indent = len(under) - len(under.lstrip(" "))
        lines.append(f"{bar} {under[:indent]}{paint(under[indent:] + tail, mark.role)}")
    return lines


def _shown(text: str, start: int, length: int, sign: str) -> tuple[str, str]:
    """Return a line, cut to what fits, and the underline below it."""
    first = max(0, start - _MAX_CHARACTERS)
    last = min(len(text), start + _MAX_CHARACTERS)
    shown = cells(text[first:last])
    start -= first
    end = min(start + length, len(shown))
    if first == 0 and last == len(text) and sum(width for _, width in shown) <= MAX_COLUMNS:
        left, right = 0, len(shown)
    else:
        left, right = _window(shown, start, end)
    has_left, has_right = first + left > 0, first + right < len(text)
    line = "".join(piece for piece, _ in shown[left:right])
    indent = sum(width for _, width in shown[left:start]) + has_left
    width = max(1, sum(width for _, width in shown[start : min(end, right)]))
    more = "…" if end > right else ""
    return f"{'…' if has_left else ''}{line}{'…' if has_right else ''}", f"{' ' * indent}{sign * width}{more}"


def _window(shown: Sequence[tuple[str, int]], start: int, end: int) -> tuple[int, int]:
    """Return which of the cells to show so that the beginning of the underline is among them."""
    before = sum(width for _, width in shown[:start])
    marked = min(sum(width for _, width in shown[start:end]), MAX_COLUMNS // 2)
    left = 0
    if before + marked > MAX_COLUMNS:
        left, kept = start, 0
        while left > 0 and kept + shown[left - 1][1] <= _CONTEXT:
            left -= 1
            kept += shown[left][1]
    right, used = left, 0
    while right < len(shown) and used + shown[right][1] <= MAX_COLUMNS:
        used += shown[right][1]
        right += 1
    return left, right
