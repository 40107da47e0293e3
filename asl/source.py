"""A text and its name: the only place where an offset becomes a line and a column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Format", "Position", "Source", "Span"]

Format: TypeAlias = Literal["json", "yaml"]


class Span(NamedTuple):
    """Half-open range of character offsets into a :class:`Source`'s text."""

    start: int
    end: int


class Position(NamedTuple):
    """Line and column, both counted from 1; columns count characters (code points), not bytes."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A text with the name it is reported under.

    >>> Source("a\\nbc", name="x.json").position(3)
    Position(line=2, column=2)
    """

    text: str = field(repr=False)
    name: str = "<text>"
    format: Format = "json"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset; an offset past the end is the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return the text of a line (from 1) without its line break."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        """Number of lines, at least 1."""
        return len(self._line_starts)
