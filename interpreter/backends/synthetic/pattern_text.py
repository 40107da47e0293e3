"""A short text that matches a regular expression, for the plain patterns that API models use.

The text is the least one: first alternative, fewest repetitions, first allowed character. Look-arounds, back
references and Unicode classes are not understood; then there is no text, and the caller has its own.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Final

__all__ = ["matches", "text_for_pattern"]

_MOST_REPETITIONS: Final = 64
_ESCAPED: Final = {
    "d": "0123456789",
    "w": "abcdefghijklmnopqrstuvwxyz0123456789_ABC",
    "s": " ",
    "S": "a",
    "D": "a",
    "W": "-",
}
_NEGATED_CANDIDATES: Final = "a0-_ ./:A"
_QUANTIFIER: Final = re.compile(r"\{(\d*)(?:,(\d*))?\}")


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        with warnings.catch_warnings():
            # Java reads [[ and && in a class as set operations; Python warns that it might one day.
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(pattern, re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return None


def matches(pattern: str, text: str) -> bool:
    """Tell whether the whole text matches; a pattern that Python cannot read matches everything."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def text_for_pattern(pattern: str, minimum: int = 0) -> str | None:
    """Return a text of at least ``minimum`` characters that matches, or ``None`` when none was found.

    >>> text_for_pattern("arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:model/.*")
    'arn:aws:sagemaker::000000000000:model/'
    >>> text_for_pattern("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", 3)
    'a-a'
    """
    if _compiled(pattern) is None:
        return None
    for repetitions in (0, 1, max(minimum, 1), max(minimum - 1, 1)):
        reader = _Reader(pattern, min(repetitions, _MOST_REPETITIONS))
        try:
            text = reader.alternatives()
        except (_UnknownSyntaxError, IndexError, RecursionError):
            return None
        if reader.at == len(pattern) and len(text) >= minimum and matches(pattern, text):
            return text
    return None


class _UnknownSyntaxError(Exception):
    pass


class _Reader:
    """Reads a pattern once, from left to right, and makes the text on the way."""

    def __init__(self, pattern: str, repetitions: int) -> None:
        self.pattern = pattern
        self.repetitions = repetitions
        self.at = 0

    def alternatives(self) -> str:
        texts = [self._sequence()]
        while self.at < len(self.pattern) and self.pattern[self.at] == "|":
            self.at += 1
            texts.append(self._sequence())
        return texts[0]

    def _sequence(self) -> str:
        text = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            piece = self._atom()
            text += piece * self._count()
        return text

    def _count(self) -> int:
        """Return how often the atom just read is repeated."""
        if self.at >= len(self.pattern):
            return 1
        mark = self.pattern[self.at]
        least, most = 1, 1
        if mark in "*+?":
            self.at += 1
            least, most = {"*": (0, _MOST_REPETITIONS), "+": (1, _MOST_REPETITIONS), "?": (0, 1)}[mark]
        elif mark == "{":
            quantifier = _QUANTIFIER.match(self.pattern, self.at)
            if quantifier is None:
                raise _UnknownSyntaxError
            self.at = quantifier.end()
            least = int(quantifier[1] or 0)
            most = least if quantifier[2] is None else int(quantifier[2] or _MOST_REPETITIONS)
        else:
            return 1
        if self.at < len(self.pattern) and self.pattern[self.at] in "?+":
            self.at += 1
        if least > 4096:
            raise _UnknownSyntaxError
        return max(least, min(most, self.repetitions))

    def _atom(self) -> str:
        mark = self.pattern[self.at]
        self.at += 1
        match mark:
            case "^" | "$":
                return ""
            case ".":
                return "a"
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()[0]
            case "*" | "+" | "?":
                raise _UnknownSyntaxError
            case _:
                return mark

    def _group(self) -> str:
        if self.pattern[self.at] == "?":
            if self.pattern[self.at + 1] != ":":
                raise _UnknownSyntaxError
            self.at += 2
        text = self.alternatives()
        if self.pattern[self.at] != ")":
            raise _UnknownSyntaxError
        self.at += 1
        return text

    def _escape(self) -> str:
        """Return the characters that an escape allows."""
        mark = self.pattern[self.at]
        self.at += 1
        if mark in _ESCAPED:
            return _ESCAPED[mark]
        if mark in "tnr":
            return {"t": "\t", "n": "\n", "r": "\r"}[mark]
        if mark in "xu":
            length = 2 if mark == "x" else 4
            digits = self.pattern[self.at : self.at + length]
            self.at += length
            try:
                return chr(int(digits, 16))
            except ValueError:
                raise _UnknownSyntaxError from None
        if mark.isalnum():
            raise _UnknownSyntaxError
        return mark

    def _class(self) -> str:
        start = self.at - 1
        negated = self.pattern[self.at] == "^"
        if negated:
            self.at += 1
        allowed = ""
        first = True
        while self.pattern[self.at] != "]" or first:
            first = False
            mark = self.pattern[self.at]
            self.at += 1
            allowed += self._escape() if mark == "\\" else mark
            if self.pattern[self.at] == "-" and self.pattern[self.at + 1] != "]":
                self.at += 1
        self.at += 1
        if negated:
            compiled = _compiled(self.pattern[start : self.at])
            allowed = "".join(c for c in _NEGATED_CANDIDATES if compiled is not None and compiled.match(c))
        letters = [c for c in allowed if c.islower()] or [c for c in allowed if c.isalnum()] or list(allowed)
        if not letters:
            raise _UnknownSyntaxError
        return letters[0]
