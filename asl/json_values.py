"""JSON values as the toolkit holds them, and the decisions about numbers.

* An integer literal is an ``int`` of any size; a literal with a fraction or an exponent is a ``float``.
  ``1`` and ``1.0`` are equal numbers but print differently, as they do in Step Functions.
* ``NaN`` and ``Infinity`` are not JSON and are refused.
* Booleans are never numbers, although Python says ``True == 1``: use :func:`equal`.
* Values are never changed after they are built. Writing into one copies the containers on the way down.
* Printed floats look like Java's ``Double.toString`` (``1.0E10``), because the service prints them so.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, TypeAlias

__all__ = [
    "MISSING",
    "Json",
    "JsonArray",
    "JsonObject",
    "Missing",
    "compact",
    "equal",
    "java_double",
    "kind_of",
    "parse_json",
    "size_bytes",
]

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
JsonArray: TypeAlias = "list[Json]"
JsonObject: TypeAlias = "dict[str, Json]"


class Missing(Enum):
    """The type of :data:`MISSING`, "this field was not given", which is not the same as ``null``."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing.MISSING


def kind_of(value: Json) -> str:
    """Return JSON's own word for the type of a value.

    >>> [kind_of(v) for v in (None, True, 1, 1.5, "x", [], {})]
    ['null', 'boolean', 'number', 'number', 'string', 'array', 'object']
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _refuse_constant(text: str) -> Json:
    raise ValueError(f"{text} is not JSON")


def _read_float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large for a number")
    return number


def parse_json(text: str, *, object_pairs_hook: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Json:
    """Parse JSON text; the last of duplicate keys wins.

    Raises:
        ValueError: the text is not JSON (``json.JSONDecodeError`` where the place is known), is nested deeper than
            the interpreter's stack allows, or holds ``NaN``, ``Infinity`` or a float that no double can hold.
    """
    try:
        value: Json = json.loads(
            text, parse_constant=_refuse_constant, parse_float=_read_float, object_pairs_hook=object_pairs_hook
        )
    except RecursionError:
        raise ValueError("the JSON text is nested too deeply") from None
    return value


def java_double(number: float) -> str:
    """Return a float as Java's ``Double.toString`` prints it, which is how the service prints JSON numbers.

    >>> [java_double(x) for x in (1.0, 0.1, 1e10, 1e7, 123456.7, 1e-3, 1e-4, -0.0)]
    ['1.0', '0.1', '1.0E10', '1.0E7', '123456.7', '0.001', '1.0E-4', '-0.0']
    """
    if number == 0 or not math.isfinite(number):
        return repr(number)
    magnitude = abs(number)
    if 1e-3 <= magnitude < 1e7:
        text = repr(number)
        if "e" not in text:
            return text
    mantissa, _, exponent = f"{number!r}".partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    power = int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    if whole.strip("0"):
        power += len(whole.lstrip("0")) - 1
    else:
        power -= len(fraction) - len(fraction.lstrip("0")) + 1
    digits = digits.rstrip("0") or "0"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{power}"


def _has_unusual_float(value: Json) -> bool:
    if isinstance(value, float):
        return value != 0 and not (1e-3 <= abs(value) < 1e7)
    if isinstance(value, dict):
        return any(_has_unusual_float(v) for v in value.values())
    if isinstance(value, list):
        return any(_has_unusual_float(v) for v in value)
    return False


def compact(value: Json) -> str:
    """Return the JSON text of a value without spaces, keys in their order, floats as Java prints them.

    >>> compact({"b": [1, 1.0, 1e10], "a": "é\\n"})
    '{"b":[1,1.0,1.0E10],"a":"é\\\\n"}'
    """
    text = _ENCODE(value)
    if ("." in text or "e-" in text or "e+" in text) and _LOOKS_UNUSUAL.search(text) and _has_unusual_float(value):
        return "".join(_java_pieces(value))
    return text


# What Python's text of a float looks like where Java's differs: an exponent, many digits before the point, many
# zeros after it.
_LOOKS_UNUSUAL = re.compile(r"[0-9]e[-+][0-9]|[0-9]{8}\.[0-9]|0\.000")


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _java_pieces(value: Json) -> list[str]:
    if isinstance(value, float):
        return [java_double(value)]
    if isinstance(value, dict):
        pieces = ["{"]
        for index, (key, member) in enumerate(value.items()):
            pieces.append(("," if index else "") + _ENCODE(key) + ":")
            pieces += _java_pieces(member)
        return [*pieces, "}"]
    if isinstance(value, list):
        pieces = ["["]
        for index, item in enumerate(value):
            if index:
                pieces.append(",")
            pieces += _java_pieces(item)
        return [*pieces, "]"]
    return [_ENCODE(value)]


def size_bytes(value: Json) -> int:
    """Return the length of the compact JSON text in UTF-8, the size that the service's payload quota counts."""
    text = compact(value)
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def equal(left: Json, right: Json) -> bool:
    """Tell whether two values are the same JSON: numbers by value, never a boolean with a number.

    >>> equal({"a": [1, True]}, {"a": [1.0, True]}), equal(1, True), equal([0], [False])
    (True, False, False)
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict):
        return (
            isinstance(right, Mapping)
            and len(left) == len(right)
            and all(key in right and equal(member, right[key]) for key, member in left.items())
        )
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(equal, left, right))
    return left == right and isinstance(right, (int, float)) == isinstance(left, (int, float))
