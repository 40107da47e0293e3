"""The calendar of JavaScript's dates: milliseconds since 1970 in UTC, years from -271821 to 275760.

Source: ECMA-262, "Time Values and Time Range"; the day count follows from the Gregorian calendar's 400-year cycle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

__all__ = ["MS_PER_DAY", "Moment", "gregorian_ms", "moment_of", "utc_ms", "week_one_ms"]

MS_PER_DAY: Final = 86_400_000
_LATEST_MS: Final = 8.64e15
_DAYS_PER_CYCLE: Final = 146_097
"""How many days are in 400 years."""
_DAYS_TO_1970: Final = 719_468
"""How many days are between the first of March of year 0 and the first of January 1970."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by calendar and clock; ``month`` and ``day`` count from 1, ``weekday`` from 1, Monday."""

    ms: int
    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: int
    millisecond: int


def moment_of(time_ms: float) -> Moment | None:
    """Return the moment of a time, parts of a millisecond cut off; None when it is out of range.

    >>> moment = moment_of(-1)
    >>> (moment.year, moment.month, moment.day, moment.weekday, moment.millisecond) if moment else None
    (1969, 12, 31, 3, 999)
    """
    if not abs(time_ms) <= _LATEST_MS:
        return None
    ms = math.trunc(time_ms)
    days, of_day = divmod(ms, MS_PER_DAY)
    # Years are counted from March, so that the day that comes and goes is the last.
    cycle, day_of_cycle = divmod(days + _DAYS_TO_1970, _DAYS_PER_CYCLE)
    year_of_cycle = (day_of_cycle - day_of_cycle // 1460 + day_of_cycle // 36524 - day_of_cycle // 146096) // 365
    day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = month_from_march + 3 if month_from_march < 10 else month_from_march - 9
    year = 400 * cycle + year_of_cycle + (month <= 2)
    seconds, millisecond = divmod(of_day, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return Moment(ms, year, month, day, (days + 3) % 7 + 1, hour, minute, second, millisecond)


def utc_ms(
    year: float, month: float = 1, day: float = 1, hour: float = 0, minute: float = 0, second: float = 0, ms: float = 0
) -> float:
    """Return the time of a date and time of day, which may run over; NaN when it is out of range or unknown.

    As in ``Date.UTC``, the years 0 to 99 mean the twentieth century.

    >>> utc_ms(2018, 3, 27), utc_ms(2018, 14, 1) == utc_ms(2019, 2, 1), utc_ms(70)
    (1522108800000, True, 0)
    """
    parts = (year, month, day, hour, minute, second, ms)
    if not all(map(math.isfinite, parts)):
        return math.nan
    whole = [math.trunc(part) for part in parts]
    if 0 <= whole[0] <= 99:
        whole[0] += 1900
    return gregorian_ms(*whole)


def gregorian_ms(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, ms: int = 0
) -> float:
    """Return the time of a date whose year is meant as it stands; NaN when it is out of range."""
    whole = (year, month, day, hour, minute, second, ms)
    in_year, month_index = divmod(whole[1] - 1, 12)
    from_march = (month_index + 10) % 12
    years = whole[0] + in_year - (month_index < 2)
    cycle, year_of_cycle = divmod(years, 400)
    day_of_year = (153 * from_march + 2) // 5 + whole[2] - 1
    days = (
        cycle * _DAYS_PER_CYCLE + year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + day_of_year
    ) - _DAYS_TO_1970
    time_ms = days * MS_PER_DAY + whole[3] * 3_600_000 + whole[4] * 60_000 + whole[5] * 1000 + whole[6]
    return time_ms if abs(time_ms) <= _LATEST_MS else math.nan


def week_one_ms(year: int, month: int = 1) -> float:
    """Return when the first week of a year, or of a month, begins: the one that its first Thursday is in."""
    first = utc_ms(year, month)
    moment = moment_of(first)
    assert moment is not None, "years of a moment are in range"
    return first + ((8 if moment.weekday > 4 else 1) - moment.weekday) * MS_PER_DAY
