"""Arguments while a call runs: has the value the wanted type, and which integer does it mean.

Integers may be given as decimals; each is rounded before it is used, half towards positive infinity as Java's
``Math.round`` does (recorded for ``States.MathAdd``; the guide says the same of the others).
"""

from __future__ import annotations

import math
from typing import Final

from asl.json_values import Json, JsonArray, JsonObject, kind_of

from .reasons import NOT_INT32, TOO_LONG, WRONG_TYPE, Refusal

__all__ = [
    "MAX_CHARACTERS",
    "as_array",
    "as_int32",
    "as_integer",
    "as_object",
    "as_short_string",
    "as_string",
    "round_half_up",
]

MAX_CHARACTERS: Final = 10_000
"""Longest data of Base64Encode, Base64Decode and Hash (Developer Guide)."""

_INT32_MIN: Final = -(2**31)
_INT32_MAX: Final = 2**31 - 1


def round_half_up(number: float) -> int:
    """Return the nearest integer, halves going up.

    The fraction is compared instead of adding one half first, which would lift 0.49999999999999994 to 1.

    >>> [round_half_up(x) for x in (0.5, 2.5, 1.49, -0.5, -1.5, -1.51)]
    [1, 3, 1, 0, -1, -2]
    """
    whole = math.floor(number)
    return whole + (number - whole >= 0.5)


def as_integer(value: Json, name: str) -> int:
    """Return the integer that a number means, rounded."""
    if type(value) is int:
        return value
    if type(value) is float and math.isfinite(value):
        return round_half_up(value)
    raise _wrong_type(value, name, "a number")


def as_int32(value: Json, name: str) -> int:
    """Return the integer that a number means, which has to fit into 32 bits with a sign."""
    if type(value) is not int:
        value = as_integer(value, name)
    if _INT32_MIN <= value <= _INT32_MAX:
        return value
    raise Refusal(NOT_INT32.format(name=name))


def as_string(value: Json, name: str) -> str:
    """Return the value if it is a string."""
    if isinstance(value, str):
        return value
    raise _wrong_type(value, name, "a string")


def as_short_string(value: Json, name: str) -> str:
    """Return the value if it is a string of at most :data:`MAX_CHARACTERS`."""
    text = as_string(value, name)
    if len(text) > MAX_CHARACTERS:
        raise Refusal(TOO_LONG.format(name=name, length=len(text), limit=MAX_CHARACTERS))
    return text


def as_array(value: Json, name: str) -> JsonArray:
    """Return the value if it is an array."""
    if isinstance(value, list):
        return value
    raise _wrong_type(value, name, "an array")


def as_object(value: Json, name: str) -> JsonObject:
    """Return the value if it is an object."""
    if isinstance(value, dict):
        return value
    raise _wrong_type(value, name, "an object")


def _wrong_type(value: Json, name: str, wanted: str) -> Refusal:
    kind = kind_of(value)
    article = "" if kind == "null" else "an " if kind in {"array", "object"} else "a "
    return Refusal(WRONG_TYPE.format(name=name, wanted=wanted, found=article + kind))
