r"""What a regular expression says about the strings it matches as a whole: their characters and their lengths.

API models give patterns in Java's dialect. They are not decided here (no inclusion of languages), they are bounded: a
set of characters that no match leaves, and the least and greatest length. For a single class with a quantifier,
``[a-z-]{1,64}``, the bounds say everything, and the pattern itself can be dropped. Whatever this reader does not know
makes a bound vanish, never tighten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .characters import ANY, NONE, Characters, characters_of_ranges

__all__ = ["Bounds", "compile_whole", "read_bounds", "strip_anchors"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every match of a pattern keeps to; ``is_exact`` when every string that keeps to it is a match."""

    characters: Characters
    min_length: int
    max_length: int | None
    is_exact: bool = False


_EVERYTHING = Bounds(ANY, 0, None)
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def _pair(match: re.Match[str]) -> str:
    high, low = (int(group, 16) for group in match.groups())
    return f"\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08x}"


def strip_anchors(pattern: str) -> str:
    r"""Return a pattern without the ``^`` and ``$`` around it, which say nothing when the whole string has to match.

    >>> strip_anchors("^a+$"), strip_anchors(r"a\\$"), strip_anchors("^a|b$")
    ('a+', 'a\\\\$', '^a|b$')
    """
    if "|" in pattern:
        return pattern
    start = 1 if pattern.startswith("^") else 0
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    return pattern[start : len(pattern) - 1] if ends else pattern[start:]


@lru_cache(maxsize=4096)
def compile_whole(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern in Java's dialect compiled for ``fullmatch``, or ``None`` when Python cannot say the same."""
    text = _SURROGATES.sub(_pair, pattern)
    if r"\p" in text or r"\P" in text or "&&" in text or r"\Q" in text or r"\h" in text or r"\R" in text:
        return None
    text = text.replace(r"\z", r"\Z")
    try:
        return re.compile(text, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None


@lru_cache(maxsize=4096)
def read_bounds(pattern: str) -> Bounds:
    """Return what bounds a pattern's matches, a pattern being one for the whole string.

    >>> bounds = read_bounds("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
    >>> str(bounds.characters), bounds.min_length, bounds.max_length, bounds.is_exact
    ('- 0-9 A-Z a-z', 1, None, False)
    >>> read_bounds("[0-9]{12}").is_exact
    True
    """
    reader = _Reader(_SURROGATES.sub(_pair, strip_anchors(pattern)))
    try:
        bounds = reader.alternatives()
    except (_UnknownSyntaxError, RecursionError, IndexError, ValueError, OverflowError):
        return _EVERYTHING
    return bounds if reader.is_at_end else _EVERYTHING


class _UnknownSyntaxError(Exception):
    """The pattern has something that this reader does not know."""


_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b", "v": "\x0b", "0": "\0"}
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
_DIGIT = characters_of_ranges([(48, 57)])
_WORD = characters_of_ranges([(48, 57), (65, 90), (95, 95), (97, 122)])
_SPACE = characters_of_ranges([(9, 13), (32, 32)])
_DOT = ~characters_of_ranges([(10, 10)])
_CLASSES = {"d": _DIGIT, "D": ~_DIGIT, "w": _WORD, "W": ~_WORD, "s": _SPACE, "S": ~_SPACE}
_QUANTIFIED = re.compile(r"(?:([*+?])|\{(\d{1,6})(?:(,)(\d{1,6})?)?\})[?+]?")


class _Reader:
    """Reads a pattern by recursive descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        return self._at >= len(self._text)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._text[self._at - 1]

    def _skip(self, text: str) -> bool:
        if self._text.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def alternatives(self) -> Bounds:
        found = [self._sequence()]
        while self._skip("|"):
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        characters = NONE
        for bounds in found:
            characters = characters | bounds.characters
        longest = [bounds.max_length for bounds in found]
        return Bounds(
            characters,
            min(bounds.min_length for bounds in found),
            None if None in longest else max(length for length in longest if length is not None),
        )

    def _sequence(self) -> Bounds:
        parts: list[Bounds] = []
        while not self.is_at_end and self._peek() not in "|)":
            part = self._quantified()
            if part is not None:
                parts.append(part)
        if len(parts) == 1:
            return parts[0]
        characters, shortest, longest = NONE, 0, 0
        is_bounded = True
        for part in parts:
            characters = characters | part.characters
            shortest += part.min_length
            is_bounded = is_bounded and part.max_length is not None
            longest += part.max_length or 0
        return Bounds(characters, shortest, longest if is_bounded else None)

    def _quantified(self) -> Bounds | None:
        atom = self._atom()
        counted = _QUANTIFIED.match(self._text, self._at)
        if counted is None:
            return atom
        self._at = counted.end()
        if atom is None:
            return None
        sign, low, comma, high = counted.groups()
        least = {"*": 0, "+": 1, "?": 0}[sign] if sign else int(low)
        if sign:
            most = 1 if sign == "?" else None
        elif comma is None:
            most = least
        else:
            most = int(high) if high else None
        is_one = atom.is_exact and atom.min_length == atom.max_length == 1
        if most == 0:
            return Bounds(NONE, 0, 0, is_exact=True)
        longest = None if most is None or atom.max_length is None else most * atom.max_length
        return Bounds(atom.characters, least * atom.min_length, longest, is_exact=is_one)

    def _atom(self) -> Bounds | None:
        """Read one atom; ``None`` for what stands between characters."""
        character = self._take()
        if character == "(":
            return self._group()
        if character == "[":
            return Bounds(self._class(), 1, 1, is_exact=True)
        if character in "^$":
            raise _UnknownSyntaxError
        if character == ".":
            return Bounds(_DOT, 1, 1, is_exact=True)
        if character == "\\":
            if self._peek() in ("b", "B"):
                self._take()
                # A word boundary only takes strings away, so the sequence around it is no longer exact.
                return Bounds(NONE, 0, 0)
            return Bounds(self._escape(), 1, 1, is_exact=True)
        if character in "*+?":
            raise _UnknownSyntaxError
        point = ord(character)
        return Bounds(characters_of_ranges([(point, point)]), 1, 1, is_exact=True)

    def _group(self) -> Bounds:
        if any(self._skip(opening) for opening in ("?=", "?!", "?<=", "?<!")):
            self.alternatives()
            self._close()
            return Bounds(NONE, 0, 0)
        if self._skip("?:") or self._skip("?>"):
            pass
        elif self._skip("?"):
            raise _UnknownSyntaxError
        inner = self.alternatives()
        self._close()
        return inner

    def _close(self) -> None:
        if not self._skip(")"):
            raise _UnknownSyntaxError

    def _class(self) -> Characters:
        is_negated = self._skip("^")
        found = NONE
        is_first = True
        while True:
            character = self._take()
            if character == "]" and not is_first:
                break
            is_first = False
            if character == "[" or (character == "&" and self._peek() == "&"):
                raise _UnknownSyntaxError
            chosen = self._escape() if character == "\\" else characters_of_ranges([(ord(character), ord(character))])
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in ("]", ""):
                chosen = self._range(chosen)
            found = found | chosen
        return ~found if is_negated else found

    def _range(self, first: Characters) -> Characters:
        self._take()
        character = self._take()
        last = self._escape() if character == "\\" else characters_of_ranges([(ord(character), ord(character))])
        if any(len(end.ranges) != 1 or end.ranges[0][0] != end.ranges[0][1] for end in (first, last)):
            # ``\w-.`` is no range: the hyphen stands for itself.
            return first | last | characters_of_ranges([(45, 45)])
        return characters_of_ranges([(first.ranges[0][0], last.ranges[0][0])])

    def _escape(self) -> Characters:
        character = self._take()
        if character in _CLASSES:
            return _CLASSES[character]
        if character in _HEX_DIGITS:
            digits = self._text[self._at : self._at + _HEX_DIGITS[character]]
            self._at += _HEX_DIGITS[character]
            point = int(digits, 16)
            return characters_of_ranges([(point, point)])
        if character in _ESCAPED:
            point = ord(_ESCAPED[character])
        elif character.isalnum():
            raise _UnknownSyntaxError
        else:
            point = ord(character)
        return characters_of_ranges([(point, point)])
