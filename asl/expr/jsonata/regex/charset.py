"""Sets of characters: what a class, an escape or a single character of a pattern accepts.

Characters are units of UTF-16, as JavaScript counts them without the flag ``u``. Source: ECMA-262, "Character Classes"
and "Canonicalize".
"""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["ANY", "DIGIT", "DOT", "LINE_END", "SPACE", "WORD", "CharSet", "Ranges", "invert"]

Ranges = tuple[tuple[int, int], ...]
"""First and last code of each range."""

_LAST: Final = 0xFFFF
LINE_END: Final = "\n\r\u2028\u2029"
DIGIT: Final[Ranges] = ((0x30, 0x39),)
WORD: Final[Ranges] = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
SPACE: Final[Ranges] = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
ANY: Final[Ranges] = ((0, _LAST),)


def invert(ranges: Ranges) -> Ranges:
    """Return the ranges of all other characters.

    >>> invert(((0x30, 0x39), (0, 0x20)))
    ((33, 47), (58, 65535))
    """
    found: list[tuple[int, int]] = []
    start = 0
    for first, last in sorted(ranges):
        if first > start:
            found.append((start, first - 1))
        start = max(start, last + 1)
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


DOT: Final = invert(tuple((ord(one), ord(one)) for one in LINE_END))


class CharSet:
    """The characters of some ranges, or all others; ``in`` asks for a character."""

    __slots__ = ("_known", "folds", "is_negated", "ranges")

    def __init__(self, ranges: Ranges, *, is_negated: bool = False, folds: bool = False) -> None:
        self.ranges = ranges
        self.is_negated = is_negated
        self.folds = folds
        self._known: dict[str, bool] = {}

    def __contains__(self, character: str) -> bool:
        known = self._known.get(character)
        if known is None:
            variants = _variants(character) if self.folds else (character,)
            is_member = any(first <= ord(one) <= last for one in variants for first, last in self.ranges)
            known = self._known[character] = is_member is not self.is_negated
        return known

    @property
    def is_ascii(self) -> bool:
        """Tell whether only ASCII characters, or all but some ASCII characters, are members."""
        return all(last < 0x80 for _, last in self.ranges)


def canonical(character: str) -> str:
    """Return the character that stands for all that differ from it in case only."""
    upper = character.upper()
    if len(upper) != 1 or (ord(character) >= 0x80 > ord(upper)) or ord(upper) > _LAST:
        return character
    return upper


@cache
def _variants(character: str) -> tuple[str, ...]:
    wanted = canonical(character)
    if wanted.isascii():
        return tuple({wanted, wanted.lower()})
    return _by_canonical().get(wanted, (character,))


@cache
def _by_canonical() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in range(0x80, _LAST + 1):
        if not 0xD800 <= code <= 0xDFFF:
            found.setdefault(canonical(chr(code)), []).append(chr(code))
    return {one: tuple(characters) for one, characters in found.items()}
