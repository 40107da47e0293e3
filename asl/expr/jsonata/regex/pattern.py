"""A pattern ready to search texts. Offsets are in units of UTF-16, as in JavaScript."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .machine import Budget, build_program, run_program
from .parse import parse_pattern
from .translate import translate

__all__ = ["Found", "Pattern", "join_units", "units_of"]

_MOST_WORK: Final = 30_000_000
"""How many characters :mod:`re` may look at in the worst case before the counting machine takes over."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match from ``start`` to before ``end``; a group that did not match is None."""

    text: str
    start: int
    end: int
    groups: tuple[str | None, ...]


class Pattern:
    """A regular expression ``/text/flags``; of the flags ``i`` and ``m`` count.

    Raises:
        JsonataError: the text is no pattern.

    >>> Pattern("(b+)|(c)", "").search("abbc", 0)
    Found(text='bb', start=1, end=3, groups=('bb', None))
    """

    __slots__ = ("_fast", "_groups", "_program")

    def __init__(self, text: str, flags: str) -> None:
        node, self._groups = parse_pattern(units_of(text), flags)
        folds, is_multiline = "i" in flags, "m" in flags
        self._fast = translate(node, folds=folds, is_multiline=is_multiline)
        self._program = build_program(node, self._groups, folds=folds, is_multiline=is_multiline)

    def search(self, text: str, start: int) -> Found | None:
        """Return the first match in ``text`` that begins at ``start`` or later.

        Raises:
            JsonataError: U1001, the search takes too long.
        """
        units = units_of(text)
        if self._fast is not None and len(units) ** (self._fast[1] + 1) <= _MOST_WORK:
            found = self._fast[0].search(units, start)
            spans = None if found is None else [place for pair in found.regs for place in pair]
        else:
            spans = self.search_counting(units, start)
        if spans is None:
            return None
        pieces = [_piece(units, spans[at], spans[at + 1]) for at in range(2, len(spans), 2)]
        return Found(_piece(units, spans[0], spans[1]) or "", spans[0], spans[1], tuple(pieces))

    def search_counting(self, units: str, start: int) -> list[int] | None:
        """Return starts and ends of match and groups, searched by the machine that counts its steps."""
        budget = Budget()
        nothing = (-1,) * (2 * self._groups + 2)
        for at in range(start, len(units) + 1):
            found = run_program(self._program, units, at, nothing, budget)
            if found is not None:
                return list(found)
        return None


@lru_cache(maxsize=8)
def units_of(text: str) -> str:
    """Return a text with two surrogates for each character beyond the first plane."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    units = array("H", text.encode("utf-16", "surrogatepass")[2:])
    return "".join(map(chr, units))


def _piece(units: str, start: int, end: int) -> str | None:
    return None if start < 0 or end < 0 else join_units(units[start:end])


def join_units(units: str) -> str:
    """Return a text with pairs of surrogates made into the characters they stand for."""
    if units.isascii() or not any("\ud800" <= one <= "\udfff" for one in units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
