"""Times written by picture, for ``$fromMillis`` and ``$now``. Source: XPath, "fn:format-dateTime"."""

from __future__ import annotations

import math
from typing import Any

from .calendar import MS_PER_DAY, Moment, moment_of, utc_ms, week_one_ms
from .datetime_picture import DAYS, ISO_PICTURE, MONTHS, Marker, name_modifier_error, read_time_picture
from .integer_picture import format_integer, read_integer_picture
from .number_text import read_integer
from .values import JsonataError

__all__ = ["format_time", "fragment_of"]

_MS_PER_WEEK = 7 * MS_PER_DAY


def format_time(time_ms: float, picture: str = ISO_PICTURE, zone: str | None = None) -> str:
    """Return the time as ``picture`` shows it at the offset ``zone`` (``+0530``), UTC when it is None.

    >>> format_time(0), format_time(0, "[D1o] [MNn] [Y], [h]:[m] [P]", "+0530")
    ('1970-01-01T00:00:00.000Z', '1st January 1970, 5:30 am')
    """
    hours, minutes = (0, 0) if zone is None else _read_zone(zone)
    parts = read_time_picture(picture)
    moment = moment_of(time_ms + (60 * hours + minutes) * 60_000)
    if moment is None:
        raise _invalid()
    return "".join(part if isinstance(part, str) else _format(part, moment, hours, minutes) for part in parts)


def _invalid() -> JsonataError:
    # The library writes NaN for each part of such a time; JavaScript itself says this where it refuses one.
    return JsonataError("", "Invalid time value")


def _read_zone(zone: str) -> tuple[int, int]:
    """Return hours and minutes of an offset.

    The library rounds the hours down and takes the minutes with their sign, so ``-0330`` is four hours and a half.
    """
    offset = read_integer(zone)
    if math.isnan(offset):
        raise _invalid()
    return math.floor(offset / 100), int(math.fmod(offset, 100))


def fragment_of(component: str, moment: Moment) -> Any:
    """Return the part of a moment that a component shows; text for the calendar and the half of the day."""
    match component:
        case "Y":
            return moment.year
        case "M":
            return moment.month
        case "D":
            return moment.day
        case "d":
            return int((_midnight(moment) - utc_ms(moment.year)) // MS_PER_DAY) + 1
        case "F":
            return moment.weekday
        case "W":
            return _week_in_year(moment)
        case "w":
            return _week_in_month(moment)
        case "X":
            return _week_year(moment)
        case "x":
            return _week_month(moment)
        case "H":
            return moment.hour
        case "h":
            return moment.hour % 12 or 12
        case "P":
            return "pm" if moment.hour >= 12 else "am"
        case "m":
            return moment.minute
        case "s":
            return moment.second
        case "f":
            return moment.millisecond
        case _:
            return "ISO"


def _midnight(moment: Moment) -> float:
    return utc_ms(moment.year, moment.month, moment.day)


def _week_in_year(moment: Moment) -> int:
    today = _midnight(moment)
    week = (today - week_one_ms(moment.year)) / _MS_PER_WEEK + 1
    if week > 52 and today >= week_one_ms(moment.year + 1):
        week = 1
    elif week < 1:
        week = (today - week_one_ms(moment.year - 1)) / _MS_PER_WEEK + 1
    return math.floor(week)


def _next_month(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _last_month(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)


def _week_in_month(moment: Moment) -> int:
    today = _midnight(moment)
    week = (today - week_one_ms(moment.year, moment.month)) / _MS_PER_WEEK + 1
    if week > 4 and today >= week_one_ms(*_next_month(moment.year, moment.month)):
        week = 1
    elif week < 1:
        week = (today - week_one_ms(*_last_month(moment.year, moment.month))) / _MS_PER_WEEK + 1
    return math.floor(week)


def _week_year(moment: Moment) -> int:
    if moment.ms < week_one_ms(moment.year):
        return moment.year - 1
    return moment.year + (moment.ms >= week_one_ms(moment.year + 1))


def _week_month(moment: Moment) -> int:
    if moment.ms < week_one_ms(moment.year, moment.month):
        return _last_month(moment.year, moment.month)[1]
    following = _next_month(moment.year, moment.month)
    return following[1] if moment.ms >= week_one_ms(*following) else moment.month


def _format(marker: Marker, moment: Moment, hours: int, minutes: int) -> str:
    component = marker.component
    if component in "Zz":
        return _format_zone(marker, hours, minutes)
    value = fragment_of(component, moment)
    if component in "PCE":
        text = str(value)
        return text.upper() if component == "P" and marker.names == "upper" else text
    if component == "Y" and marker.digits >= 0:
        value = int(math.fmod(value, 10**marker.digits))
    if component == "f" and marker.names:
        raise JsonataError("", "Cannot read properties of undefined (reading 'primary')")
    if not marker.names:
        assert marker.number is not None
        return format_integer(int(value), marker.number)
    if component not in "MxF":
        raise name_modifier_error(component)
    name: str = (DAYS if component == "F" else MONTHS)[value - 1]
    name = name.upper() if marker.names == "upper" else name.lower() if marker.names == "lower" else name
    return name if marker.max_width is None else name[: max(0, marker.max_width)]


def _format_zone(marker: Marker, hours: int, minutes: int) -> str:
    picture, offset = marker.number, hours * 100 + minutes
    assert picture is not None
    if picture.period or picture.mandatory in {3, 4}:
        text = format_integer(offset, picture)
    elif picture.mandatory in {1, 2}:
        text = format_integer(hours, picture)
        if minutes:
            text += ":" + format_integer(minutes, read_integer_picture("00"))
    else:
        raise JsonataError("D3134", "The timezone integer format specifier cannot have more than four digits")
    if offset == 0 and marker.modifier == "t":
        return "Z"
    return ("GMT" if marker.component == "z" else "") + ("+" if offset >= 0 else "") + text
