"""Times read by picture, for ``$toMillis``.

Each marker becomes a group of a regular expression; which components a picture has decides what the others mean: those
before the first shown one are those of the present time, those after the last their least. As in JSONata 2.0.6, a date
by weeks is recognized but not understood.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

from .calendar import moment_of, utc_ms
from .datetime_format import fragment_of
from .datetime_picture import DAYS, MONTHS, Marker, name_modifier_error, read_time_picture
from .integer_picture import IntegerPicture, parse_integer
from .number_text import read_integer
from .number_words import WORDS
from .values import JsonataError

__all__ = ["parse_time"]

_Read = Callable[[str], Any]
_DATE: Final = "YXMxWwdD"
_TIME: Final = "PHhmsf"
_LEAST: Final = {"M": 1, "D": 1, "d": 1}
_HALVES: Final = {"am": 0, "AM": 0, "pm": 1, "PM": 1}


def parse_time(text: str, picture: str, now_ms: int) -> float | None:
    """Return the milliseconds that ``text`` shows by ``picture``; None when it does not fit, NaN for no real time.

    Raises:
        JsonataError: D3136 when a part between two shown ones is missing, D3132 and D3133 for a wrong picture.

    >>> parse_time("23 June 2017", "[D] [MNn] [Y]", 0)
    1498176000000
    """
    pattern = ""
    readers: list[tuple[str, _Read]] = []
    for part in read_time_picture(picture):
        if isinstance(part, str):
            pattern += re.escape(part)
        else:
            regex, read = _reader(part)
            pattern += f"({regex})"
            readers.append((part.component, read))
    found = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)
    if found is None or not readers:
        return None
    pairs = zip(readers, found.groups(), strict=True)
    shown = {component: read(piece) for (component, read), piece in pairs}
    return _assemble(shown, now_ms)


def _reader(marker: Marker) -> tuple[str, _Read]:
    component, number = marker.component, marker.number
    if component in "Zz":
        assert number is not None
        return _zone_reader(component, number)
    if number is not None:
        return _number_regex(number, marker.digits), lambda piece: parse_integer(piece, number)
    if component == "P":
        return "[a-zA-Z]+", _HALVES.get
    if component not in "MxF":
        raise name_modifier_error(component)
    width = marker.max_width or None
    names = {name[:width]: index for index, name in enumerate(DAYS if component == "F" else MONTHS, start=1)}
    return "[a-zA-Z]+", names.get


def _number_regex(number: IntegerPicture, digits: int) -> str:
    match number.form:
        case "letters":
            return "[a-z]+"
        case "roman":
            return "[mdclxvi]+"
        case "words":
            return f"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))}|and|[-, ])+"
        case "digits":
            times = "+"
            if digits > 0:
                times = f"{{{max(0, digits - number.optional)},{digits}}}"
            return f"[0-9]{times}" + ("(?:th|st|nd|rd)" if number.is_ordinal else "")
        case _:
            parse_integer("", number)  # It refuses a picture that it does not know.
            raise AssertionError(number)


def _zone_reader(component: str, number: IntegerPicture) -> tuple[str, _Read]:
    separator = number.separators[0][1] if number.period else ""
    prefix = "GMT" if component == "z" else ""

    def read(piece: str) -> float:
        offset = piece[len(prefix) :]
        if separator:
            hours, _, minutes = offset.partition(separator)
            return read_integer(hours) * 60 + read_integer(minutes)
        if len(offset) <= 3:
            return read_integer(offset) * 60
        return read_integer(offset[:3]) * 60 + read_integer(offset[3:])

    return f"{prefix}[-+][0-9]+" + (re.escape(separator) + "[0-9]+" if separator else ""), read


def _assemble(shown: dict[str, Any], now_ms: int) -> float:
    values = {component: value for component, value in shown.items() if value is not None}
    date_parts = {component for component in _DATE if _counts(values, component)}
    time_parts = {component for component in _TIME if _counts(values, component)}
    by_day_of_year = "d" in date_parts and date_parts <= set("Yd")
    by_week = bool(date_parts) and (date_parts <= set("Xxw") or date_parts <= set("XW"))
    by_half = bool(time_parts & set("Ph")) and time_parts <= set("Phmsf")
    date = "YD" if by_day_of_year else "XxwF" if by_week and date_parts <= set("Xxw") else "XWF" if by_week else "YMD"
    _complete(values, date + ("Phmsf" if by_half else "Hmsf"), now_ms)
    if by_week:
        raise _missing()
    month, day = (1, values["d"]) if by_day_of_year else (values.get("M", 0), values["D"])
    hour = values.get("H", 0)
    if by_half:
        hour = (0 if values["h"] == 12 else values["h"]) + (12 if values["P"] == 1 else 0)
    time_ms = utc_ms(values["Y"], month if month > 0 else 1, day, hour, values["m"], values["s"], values["f"])
    offset = next((values[zone] for zone in "Zz" if _counts(values, zone)), 0)
    return time_ms - offset * 60_000


def _counts(values: dict[str, Any], component: str) -> bool:
    """Tell whether a component was shown, and neither as zero nor as what is no number."""
    value = values.get(component, 0)
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _complete(values: dict[str, Any], order: str, now_ms: int) -> None:
    """Give each missing component of ``order`` a value."""
    now = moment_of(now_ms)
    assert now is not None, "the present is in range"
    has_started = has_ended = False
    for component in order:
        if component in values:
            has_started = True
            if has_ended:
                raise _missing()
        elif has_started:
            has_ended = True
            values[component] = _LEAST.get(component, 0)
        else:
            values[component] = fragment_of(component, now)


def _missing() -> JsonataError:
    return JsonataError("D3136", "The date/time picture string is missing specifiers required to parse the timestamp")
