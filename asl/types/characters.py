"""Sets of characters, for what a string may hold.

A set is a sorted tuple of code point ranges that neither touch nor overlap, so equal sets are equal tuples. Every set
is an upper bound: a string of the type has no character outside it, and need not use all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["ANY", "NONE", "Characters", "characters_of", "characters_of_ranges"]

_LAST = 0x10FFFF
_FIRST_PUNCTUATION, _LAST_PUNCTUATION = 0x20, 0x7E
_ALPHABETS = ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A))


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters as inclusive ranges of code points."""

    ranges: tuple[tuple[int, int], ...]

    def __contains__(self, character: str) -> bool:
        return self.holds(ord(character))

    def holds(self, point: int) -> bool:
        """Tell whether a code point belongs to the set."""
        return any(low <= point <= high for low, high in self.ranges)

    def holds_all(self, text: str) -> bool:
        """Tell whether every character of a text belongs to the set."""
        return self is ANY or _compiled(self.ranges).fullmatch(text) is not None

    def __or__(self, other: Characters) -> Characters:
        if self is other or self is ANY or other is ANY:
            return ANY if other is ANY else self
        return characters_of_ranges((*self.ranges, *other.ranges))

    def __and__(self, other: Characters) -> Characters:
        if self is ANY or self is other:
            return other
        if other is ANY:
            return self
        return ~(~self | ~other)

    def __sub__(self, other: Characters) -> Characters:
        return self & ~other

    def __invert__(self) -> Characters:
        gaps, start = [], 0
        for low, high in self.ranges:
            gaps.append((start, low - 1))
            start = high + 1
        return characters_of_ranges((*gaps, (start, _LAST)))

    def __le__(self, other: Characters) -> bool:
        return self is other or other is ANY or not (self - other).ranges

    def __str__(self) -> str:
        if self is ANY:
            return "any character"
        return " ".join(text for low, high in self.ranges for text in _iter_texts(low, high))


@lru_cache(maxsize=1024)
def _compiled(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    inner = "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
    return re.compile(f"[{inner}]*" if inner else "")


def _iter_texts(low: int, high: int) -> Iterator[str]:
    """Yield texts for a range of code points: punctuation one by one, letters and digits as ``a-z``."""
    start = low
    while start <= high:
        alphabet = next((each for each in _ALPHABETS if each[0] <= start <= each[1]), None)
        if alphabet is not None:
            end = min(high, alphabet[1])
            yield chr(start) if start == end else f"{chr(start)}-{chr(end)}"
        elif _FIRST_PUNCTUATION <= start <= _LAST_PUNCTUATION:
            end = start
            yield "space" if start == _FIRST_PUNCTUATION else chr(start)
        else:
            end = high if start > _LAST_PUNCTUATION else min(high, _FIRST_PUNCTUATION - 1)
            yield f"U+{start:04X}" if start == end else f"U+{start:04X}-U+{end:04X}"
        start = end + 1


def characters_of_ranges(ranges: Iterable[tuple[int, int]]) -> Characters:
    """Return the set of all code points in some ranges; a range whose end precedes its start is empty.

    >>> str(characters_of_ranges([(65, 70), (71, 90), (48, 47)]))
    'A-Z'
    """
    merged: list[tuple[int, int]] = []
    for low, high in sorted(span for span in ranges if span[0] <= span[1]):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    whole = tuple(merged)
    return ANY if whole == ANY.ranges else Characters(whole)


ANY = Characters(((0, _LAST),))
NONE = Characters(())


def characters_of(text: str) -> Characters:
    """Return the set of the characters of a text.

    >>> "b" in characters_of("abc"), "d" in characters_of("abc")
    (True, False)
    """
    return characters_of_ranges((point, point) for point in set(map(ord, text)))
