"""Functions that cut and pad text, in characters. Source: JSONata documentation, "String functions"."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from ..function import JsonataFunction
from ..nesting import MAX_SIZE, too_large
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS"]

_LONGEST_ARRAY: Final = 2**32 - 1


def _clamp(position: float, length: int) -> int:
    """Return ``position`` as JavaScript's ``slice`` takes it: whole, from the end when negative, inside the text."""
    whole = math.trunc(max(-length - 1, min(length, position)))
    return max(0, length + whole) if whole < 0 else whole


def _substring(text: str, start: Any, length: Any = UNDEFINED) -> Any:
    if start is UNDEFINED:
        start = 0
    if len(text) + start < 0:
        start = 0
    if length is UNDEFINED:
        return text[_clamp(start, len(text)) :]
    if length <= 0:
        return ""
    end = start + length if start >= 0 else len(text) + start + length
    return text[_clamp(start, len(text)) : _clamp(end, len(text))]


def _substring_before(text: str, chars: Any) -> Any:
    return text if chars is UNDEFINED else text.partition(chars)[0] if chars else ""


def _substring_after(text: str, chars: Any) -> Any:
    if chars is UNDEFINED or not chars or chars not in text:
        return text
    return text.partition(chars)[2]


def _trim(text: str) -> str:
    return re.sub(r"[ \t\n\r]+", " ", text).removeprefix(" ").removesuffix(" ")


def _pad(text: str, width: Any, char: Any = UNDEFINED) -> Any:
    if width is UNDEFINED:
        return text
    missing = abs(width) - len(text)
    if missing <= 0:
        return text
    if missing >= _LONGEST_ARRAY or missing != math.floor(missing):
        raise JsonataError("", "Invalid array length")
    if missing > MAX_SIZE:
        raise too_large()
    missing = int(missing)
    filler = " " if char is UNDEFINED or char == "" else char
    padding = (filler * (missing // len(filler) + 1))[:missing]
    return text + padding if width > 0 else padding + text


_SOURCE = "String functions"
FUNCTIONS = (
    JsonataFunction("length", "<s-:n>", "1.0", "how many characters", _SOURCE, len),
    JsonataFunction("substring", "<s-nn?:s>", "1.0", "a part of a text", _SOURCE, _substring),
    JsonataFunction("substringBefore", "<s-s:s>", "1.0", "the text before a text", _SOURCE, _substring_before),
    JsonataFunction("substringAfter", "<s-s:s>", "1.0", "the text after a text", _SOURCE, _substring_after),
    JsonataFunction("lowercase", "<s-:s>", "1.0", "the text in small letters", _SOURCE, str.lower),
    JsonataFunction("uppercase", "<s-:s>", "1.0", "the text in capitals", _SOURCE, str.upper),
    JsonataFunction("trim", "<s-:s>", "1.0", "the text with blanks made one and cut off", _SOURCE, _trim),
    JsonataFunction("pad", "<s-ns?:s>", "1.3", "the text filled up to a width", _SOURCE, _pad),
)
