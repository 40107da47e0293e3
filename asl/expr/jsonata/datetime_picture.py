"""Pictures of times, ``[Y0001]-[M01]-[D01]``: text with markers, taken apart.

A marker has a component, a presentation such as ``01``, ``Nn`` or ``w``, perhaps a modifier, and perhaps ``,min-max``
widths. Source: XPath, "fn:format-dateTime"; what that leaves open is as in JSONata 2.0.6.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from .integer_picture import IntegerPicture, read_integer_picture
from .number_text import read_integer
from .values import JsonataError

__all__ = ["DAYS", "ISO_PICTURE", "MONTHS", "Marker", "name_modifier_error", "read_time_picture"]

ISO_PICTURE: Final = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DEFAULTS: Final = {
    **dict.fromkeys("YMDdWwXxHhf", "1"),
    **dict.fromkeys("FPCE", "n"),
    **dict.fromkeys("ms", "01"),
    **dict.fromkeys("Zz", "01:01"),
}
_NUMBERS: Final = "YMDdFWwXxHhmsf"
_MAX_PICTURE: Final = 4096


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker; ``names`` is ``upper``, ``lower`` or ``title`` for names instead of numbers, else empty.

    ``number`` is how a number is written. ``digits`` is how many digits a year, month or day has, -1 for any number.
    """

    component: str
    modifier: str
    names: str
    max_width: int | None
    number: IntegerPicture | None
    digits: int = -1


@lru_cache(maxsize=256)
def read_time_picture(picture: str) -> tuple[str | Marker, ...]:
    """Return the parts of a picture, text and markers.

    Raises:
        JsonataError: D3135, a marker does not end; D3132, its component is not known; D3131, it mixes digits.
    """
    if len(picture) > _MAX_PICTURE:
        raise JsonataError("U1001", "The date/time picture string is too long")
    parts: list[str | Marker] = []
    start = position = 0

    def add_text(end: int) -> None:
        if end > start:
            parts.append(picture[start:end].replace("]]", "]"))

    while position < len(picture):
        if picture.startswith("[[", position):
            add_text(position)
            parts.append("[")
            position += 2
            start = position
        elif picture[position] == "[":
            add_text(position)
            end = picture.find("]", position)
            if end < 0:
                raise JsonataError("D3135", "No matching closing bracket ']' in date/time picture string")
            parts.append(_read_marker("".join(picture[position + 1 : end].split())))
            position = start = end + 1
        else:
            position += 1
    add_text(position)
    return tuple(parts)


def _read_marker(text: str) -> Marker:
    component, body = text[:1], text[1:]
    least, most = None, None
    if "," in body:
        body, _, widths = body.rpartition(",")
        low, dash, high = widths.partition("-")
        least, most = _read_width(low), _read_width(high) if dash else None
    modifier = body[-1] if len(body) > 1 and body[-1] in "atco" else ""
    presentation = body.removesuffix(modifier) if body else _DEFAULTS.get(component)
    if presentation is None:
        message = f'Unknown component specifier "{component}" in date/time picture string'
        raise JsonataError("D3132", message, value=component)
    if presentation[0] in "nN":
        case = "lower" if presentation[0] == "n" else "title" if presentation[1:2] == "n" else "upper"
        number = read_integer_picture(presentation) if component in "Zz" else None
        return Marker(component, modifier, case, most, number)
    if component in "Zz":
        return Marker(component, modifier, "", most, read_integer_picture(presentation))
    if component not in _NUMBERS:
        return Marker(component, modifier, "", most, None)
    number = read_integer_picture(presentation + (modifier and ";" + modifier))
    if least is not None and number.mandatory < least:
        number = replace(number, mandatory=least)
    if component not in "YMD":
        return Marker(component, modifier, "", most, number)
    if most is not None:
        return Marker(component, modifier, "", most, replace(number, mandatory=most), most)
    digits = number.mandatory + number.optional
    return Marker(component, modifier, "", most, number, digits if digits >= 2 else -1)


def _read_width(text: str) -> int | None:
    width = read_integer(text)
    return None if math.isnan(width) else min(int(width), _MAX_PICTURE)


def name_modifier_error(component: str) -> JsonataError:
    """Return the error for a component that has no names."""
    message = (
        "The 'name' modifier can only be applied to months and days in the date/time picture string,"
        f' not "{component}"'
    )
    return JsonataError("D3133", message, value=component)
