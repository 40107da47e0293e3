"""Timestamps: the profile of ISO 8601 that Choice and Wait states read, and the form that the service writes.

A timestamp is RFC 3339 with an upper-case ``T`` between date and time and, where there is no numeric offset,
an upper-case ``Z`` (States Language specification, "Timestamps"). The service calls it a valid ISO-8601
extended offset date-time, Java's name for the same form with at most nine digits of a second. Recorded as no
timestamp: a blank instead of ``T``, no ``Z``, day before month, month 13, hour 25.

Numbers instead of ``datetime``, because nanoseconds count in comparisons and ``datetime`` stops at
microseconds.
"""

from __future__ import annotations

import re
from typing import Final

from asl.json_values import Json

__all__ = ["format_timestamp", "is_timestamp", "is_utc_timestamp", "parse_timestamp", "parse_timestamp_ns"]

_TIMESTAMP: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
_DAYS_IN_MONTH: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MS_PER_DAY: Final = 86_400_000
_NS_PER_MS: Final = 1_000_000
_NS_PER_S: Final = 1_000_000_000
_MAX_OFFSET_MINUTES: Final = 18 * 60


def parse_timestamp(text: str) -> int:
    """Return the milliseconds since 1970-01-01T00:00:00Z; what is finer than a millisecond is cut off.

    >>> parse_timestamp("1970-01-01T00:00:01.5Z")
    1500

    Raises:
        ValueError: the text is not a timestamp.
    """
    return parse_timestamp_ns(text) // _NS_PER_MS


def parse_timestamp_ns(text: str) -> int:
    """Return the nanoseconds since 1970-01-01T00:00:00Z, exactly, for comparing.

    >>> parse_timestamp_ns("1970-01-01T01:00:00.000000001+01:00")
    1

    Raises:
        ValueError: the text is not a timestamp.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise ValueError(f"not a timestamp: {text!r}")
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    if not 1 <= month <= 12 or not 1 <= day <= _month_days(year, month):
        raise ValueError(f"no such date: {text!r}")
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"no such time of day: {text!r}")
    offset = 0
    if match[8]:
        offset = int(match[9]) * 60 + int(match[10])
        if int(match[10]) > 59 or offset > _MAX_OFFSET_MINUTES:
            raise ValueError(f"no such offset: {text!r}")
        offset = -offset if match[8] == "-" else offset
    seconds = _days_from_epoch(year, month, day) * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
    return seconds * _NS_PER_S + int((match[7] or "").ljust(9, "0"))


def is_timestamp(value: Json) -> bool:
    """Tell whether a value is a string that holds a timestamp, which is what ``IsTimestamp`` asks.

    >>> [is_timestamp(v) for v in ("2012-10-09T19:00:55Z", "2023-02-24 12:15:56.832957", "", 0, None)]
    [True, False, False, False, False]
    """
    if not isinstance(value, str):
        return False
    try:
        parse_timestamp_ns(value)
    except ValueError:
        return False
    return True


def is_utc_timestamp(value: Json) -> bool:
    """Tell whether a value is a timestamp that ends in ``Z``, the only form for a Wait state's literal
    ``Timestamp``.

    >>> is_utc_timestamp("2030-01-01T00:00:00Z"), is_utc_timestamp("2030-01-01T00:00:00+02:00")
    (True, False)
    """
    return isinstance(value, str) and value.endswith("Z") and is_timestamp(value)


def format_timestamp(ms: int) -> str:
    """Return the text of a time in milliseconds since the epoch: no fraction, or three digits, as Java's
    ``Instant``.

    >>> format_timestamp(1_767_323_045_678), format_timestamp(0)
    ('2026-01-02T03:04:05.678Z', '1970-01-01T00:00:00Z')
    """
    days, ms_of_day = divmod(ms, _MS_PER_DAY)
    year, month, day = _date_of(days)
    minutes, ms_of_minute = divmod(ms_of_day, 60_000)
    second, fraction = divmod(ms_of_minute, 1000)
    tail = f".{fraction:03}" if fraction else ""
    return f"{year:04}-{month:02}-{day:02}T{minutes // 60:02}:{minutes % 60:02}:{second:02}{tail}Z"


def _month_days(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS_IN_MONTH[month]


def _days_from_epoch(year: int, month: int, day: int) -> int:
    """Count days in the Gregorian calendar, with years that begin in March so that a leap day is the last."""
    if month <= 2:
        year -= 1
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + day_of_year - 719_468


def _date_of(days: int) -> tuple[int, int, int]:
    """Undo :func:`_days_from_epoch`."""
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = month_from_march + 3 if month_from_march < 10 else month_from_march - 9
    return era * 400 + year_of_era + (1 if month <= 2 else 0), month, day
