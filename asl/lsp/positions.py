"""Lines and columns as editors count them: from 0, columns in units of an encoding, by default UTF-16.

Source: Language Server Protocol 3.17, *Position* and *Text Documents*: a line ends with ``\\n``, ``\\r\\n`` or ``\\r``;
a column past the end of a line is the end of the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Encoding", "LineColumn", "Positions"]

Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class LineColumn(NamedTuple):
    """A position of the protocol."""

    line: int
    column: int


class Positions:
    """Turns offsets of a text into positions and back.

    >>> positions = Positions("a\\n\\U0001f600b")
    >>> positions.at(3), positions.offset(LineColumn(1, 2))
    (LineColumn(line=1, column=2), 3)
    """

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self.text = text
        self.encoding = encoding

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    def _end_of(self, line: int) -> int:
        if line + 1 >= len(self._starts):
            return len(self.text)
        end = self._starts[line + 1] - 1
        return end - (self.text[end] == "\n" and self.text[end - 1 : end] == "\r" and end > self._starts[line])

    def at(self, offset: int) -> LineColumn:
        """Return the position of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return LineColumn(line, self._width(self.text[self._starts[line] : offset]))

    def offset(self, position: LineColumn) -> int:
        """Return the offset of a position; one that lies outside of the text is brought into it."""
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self._end_of(position.line)
        line = self.text[start:end]
        if self.encoding == "utf-32" or line.isascii():
            return min(start + max(position.column, 0), end)
        width = 0
        for index, char in enumerate(line):
            if width >= position.column:
                return start + index
            width += self._width(char)
        return end

    def _width(self, text: str) -> int:
        if self.encoding == "utf-32" or text.isascii():
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(char > "\uffff" for char in text)
