"""Whole numbers in English words: ``one hundred and five``, ``twenty-first``, and back."""

from __future__ import annotations

import math
import re
from types import MappingProxyType
from typing import Final

from .values import JsonataError

__all__ = ["WORDS", "number_of_words", "words_of_number"]

_FEW: Final = (
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
)
_ORDINALS: Final = (
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
)
_TENS: Final = ("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_SCALES: Final = ("Thousand", "Million", "Billion", "Trillion")

WORDS: Final = MappingProxyType(
    {word.lower(): float(value) for words in (_FEW, _ORDINALS) for value, word in enumerate(words)}
    | {word.lower(): float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {word.lower()[:-1] + "ieth": float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {"hundred": 100.0, "hundredth": 100.0}
    | {word.lower() + end: 1000.0 ** (power + 1) for power, word in enumerate(_SCALES) for end in ("", "th")}
)
"""What each word counts for, in small letters."""

_SEPARATOR: Final = re.compile(r",\s|\sand\s|[\s\\-]")


def words_of_number(number: float, *, is_ordinal: bool = False) -> str:
    """Return a whole number that is not negative in words with capitals.

    >>> words_of_number(1105.0), words_of_number(20.0, is_ordinal=True)
    ('One Thousand, One Hundred and Five', 'Twentieth')
    """
    if not math.isfinite(number):
        raise JsonataError("", "Maximum call stack size exceeded")
    return _words(number, "", is_ordinal)


def _words(number: float, joint: str, is_ordinal: bool) -> str:
    """Return the words; ``joint`` is empty, or a comma or an "and" that stands before them as it fits."""
    if number < 20:
        return (joint and " and ") + (_ORDINALS if is_ordinal else _FEW)[int(number)]
    if number < 100:
        tens, rest = _TENS[int(number // 10) - 2], number % 10
        if rest:
            return (joint and " and ") + tens + "-" + _words(rest, "", is_ordinal)
        return (joint and " and ") + (tens[:-1] + "ieth" if is_ordinal else tens)
    if number < 1000:
        count, rest, scale = number // 100, number % 100, "Hundred"
    else:
        power = min(math.floor(math.log10(number) / 3), len(_SCALES))
        factor = 1000.0**power
        count = float(math.floor(number / factor))
        rest, scale = number - count * factor, _SCALES[power - 1]
    head = (joint and ", ") + _words(count, "", False) + " " + scale
    if rest > 0:
        return head + _words(rest, "joint", is_ordinal)
    return head + ("th" if is_ordinal else "")


def number_of_words(text: str) -> float:
    """Return the number that words in small letters spell; NaN when one of them is no number.

    >>> number_of_words("one thousand, one hundred and five"), number_of_words("a dozen")
    (1105.0, nan)
    """
    parts = [0.0]
    for word in _SEPARATOR.split(text):
        value = WORDS.get(word, math.nan)
        if value < 100:
            if parts[-1] >= 1000:
                parts.append(0.0)
            parts[-1] += value
        else:
            parts[-1] *= value
    return sum(parts)
