"""Maps offsets of a text that was put together from pieces back to the file that the pieces stand in.

A definition inside a template is text inside text: a JSON string with escapes, the lines of an indented block, strings
and references that ``Fn::Join`` puts together. The map is a list of runs. Most runs are characters that stand in the
file as they are; the others (an escape, a reference) map all their characters to the whole place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from asl.source import Source, Span
from asl.syntax.located import Scalar

from .runs import Run, scalar_runs

__all__ = ["OffsetMap", "Piece", "piece_of_scalar"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the inner text.

    Attributes:
        text: the characters.
        span: the place in the outer text that they stand for as a whole.
        scalar: the string that they are taken from, as ``value[start:stop]``; ``text`` may differ from these. Nothing
            when the place holds the characters themselves, or a reference.
        is_reference: the place holds no text but what stands for some; nothing may be written there.
    """

    text: str
    span: Span
    scalar: Scalar | None = None
    start: int = 0
    stop: int = 0
    is_reference: bool = False


def piece_of_scalar(scalar: Scalar, start: int = 0, stop: int | None = None, text: str | None = None) -> Piece:
    """Return a piece made of characters of a string, or standing for them."""
    value = str(scalar.value)
    stop = len(value) if stop is None else stop
    return Piece(value[start:stop] if text is None else text, scalar.span, scalar, start, stop)


class _Placed(NamedTuple):
    """A run, counted from the beginning of its piece, with the offset and the number of the piece."""

    run: Run
    start: int
    piece: int


class OffsetMap:
    """Where the characters of the inner text stand in the outer one; worked out when somebody asks."""

    def __init__(self, source: Source, pieces: Sequence[Piece]) -> None:
        self._source = source
        self._pieces = pieces
        self.text = "".join(piece.text for piece in pieces)
        self._runs: dict[int, Sequence[Run]] = {}
        self._scalars: dict[int, list[Run]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(piece.text) for piece in self._pieces)
        return [0, *accumulate(lengths)][: len(self._pieces)]

    def _at(self, offset: int) -> _Placed:
        """Return the run that holds the character at an offset."""
        number = bisect_right(self._starts, offset) - 1
        runs = self._runs.get(number)
        if runs is None:
            runs = self._runs[number] = self._runs_of(self._pieces[number])
        start = self._starts[number]
        index = bisect_right(runs, offset - start, key=_first) - 1
        return _Placed(runs[max(index, 0)], start, number)

    def _runs_of(self, piece: Piece) -> Sequence[Run]:
        """Return the runs of a piece that has characters."""
        length = len(piece.text)
        if piece.scalar is None:
            written = self._source.text[piece.span.start : piece.span.end]
            return (Run(0, length, piece.span, written == piece.text),)
        runs = self._scalars.get(id(piece.scalar))
        if runs is None:
            runs = self._scalars[id(piece.scalar)] = scalar_runs(self._source, piece.scalar)
        value = str(piece.scalar.value)
        if (piece.start, piece.stop) != (0, len(value)):
            runs = list(_cut(runs, piece.start, piece.stop))
        if runs and piece.text == value[piece.start : piece.stop]:
            return runs
        hull = Span(runs[0].outer.start, runs[-1].outer.end) if runs else piece.span
        return (Run(0, length, hull, False),)

    def writable_piece(self, span: Span) -> Piece | None:
        """Return a piece in whose notation a span of the inner text can be written over; nothing when there is none.

        A span may take in several pieces of one string or block, and nothing that lies between two strings.
        """
        if not self.text:
            return None
        first = self._at(span.start if span.end > span.start else max(span.start - 1, 0))
        last = self._at(max(span.end - 1, 0))
        pieces = self._pieces[min(first.piece, last.piece) : last.piece + 1]
        is_one = all(piece.scalar is pieces[0].scalar and not piece.is_reference for piece in pieces)
        return pieces[0] if is_one else None

    def to_outer(self, span: Span) -> Span:
        """Return the place of a span of the inner text; an empty one stands after the character before it.

        At the start of a line an empty one stands before the line's first character instead, after its indentation.
        """
        if not self.text:
            place = self._pieces[0].span if self._pieces else Span(0, 0)
            return Span(place.start, place.start)
        if span.end <= span.start:
            at = self._point(span.start)
            return Span(at, at)
        start = _start_in(self._at(span.start), span.start)
        return Span(start, max(_end_in(self._at(span.end - 1), span.end), start))

    def _point(self, offset: int) -> int:
        is_line_start = offset < len(self.text) and (offset == 0 or self.text[offset - 1] == "\n")
        if is_line_start:
            return _start_in(self._at(offset), offset)
        return _end_in(self._at(min(offset, len(self.text)) - 1), offset)


def _first(run: Run) -> int:
    return run.inner


def _cut(runs: Sequence[Run], start: int, stop: int) -> Iterator[Run]:
    """Yield the runs of the characters from ``start`` to ``stop``, counted from there."""
    first = max(bisect_right(runs, start, key=_first) - 1, 0)
    for run in islice(runs, first, None):
        if run.inner >= stop:
            return
        low, high = max(run.inner, start), min(run.inner + run.length, stop)
        if low < high:
            shift = run.outer.start - run.inner
            outer = Span(low + shift, high + shift) if run.is_verbatim else run.outer
            yield Run(low - start, high - low, outer, run.is_verbatim)


def _start_in(placed: _Placed, offset: int) -> int:
    run = placed.run
    return run.outer.start + (min(offset - placed.start - run.inner, run.length) if run.is_verbatim else 0)


def _end_in(placed: _Placed, offset: int) -> int:
    run = placed.run
    return run.outer.start + min(offset - placed.start - run.inner, run.length) if run.is_verbatim else run.outer.end
