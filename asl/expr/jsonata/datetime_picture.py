"""Times by picture, ``[Y0001]-[M01]-[D01]``: written and read. Source: XPath, "fn:format-dateTime".

A picture is text with markers; a marker has a component, a presentation such as ``01``, ``Nn`` or ``w``, perhaps a
modifier, and perhaps ``,min-max`` widths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from .integer_picture import format_integer, parse_integer
from .values import JsonataError

__all__ = ["ISO_PICTURE", "format_time", "parse_time"]

ISO_PICTURE: Final = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
_MONTHS: Final = (
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
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DEFAULTS: Final = {"F": "n", "P": "n", "C": "n", "E": "n", "m": "01", "s": "01", "Z": "01:01", "z": "01:01"}
_COMPONENTS: Final = "YMDdFWwXxHhPmsfZzCE"
_NAMED: Final = "MxFP"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_PICTURE: Final = 4096


@dataclass(frozen=True, slots=True)
class _Marker:
    component: str
    presentation: str
    min_width: int | None
    max_width: int | None


def _parse_width(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _parse_picture(picture: str) -> list[str | _Marker]:
    parts: list[str | _Marker] = []
    position = 0
    while position < min(len(picture), _MAX_PICTURE):
        if picture.startswith(("[[", "]]"), position):
            parts.append(picture[position])
            position += 2
        elif picture[position] == "[":
            end = picture.find("]", position)
            if end < 0:
                message = "No matching closing bracket ']' in date/time picture string"
                raise JsonataError("D3135", message)
            parts.append(_parse_marker("".join(picture[position + 1 : end].split())))
            position = end + 1
        else:
            parts.append(picture[position])
            position += 1
    return parts


def _parse_marker(text: str) -> _Marker:
    component = text[:1]
    body, _, widths = text[1:].rpartition(",") if "," in text else (text[1:], "", "")
    low, _, high = widths.partition("-")
    if component not in _COMPONENTS or not component:
        message = f'Unknown component specifier "{component}" in date/time picture string'
        raise JsonataError("D3132", message, value=component)
    presentation = body or _DEFAULTS.get(component, "1")
    if presentation[0] in "nN" and component not in _NAMED + "CE":
        message = (
            "The 'name' modifier can only be applied to months and days in the date/time picture string,"
            f' not "{component}"'
        )
        raise JsonataError("D3133", message, value=component)
    return _Marker(component, presentation, _parse_width(low), _parse_width(high))


def _parse_offset(zone: str | None) -> int:
    """Return the minutes of an offset such as ``+0530``."""
    if not zone:
        return 0
    found = re.fullmatch(r"([-+]?)(\d{1,2}):?(\d{2})", zone, re.ASCII)
    if found is None:
        return 0
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def format_time(time_ms: float, picture: str = ISO_PICTURE, zone: str | None = None) -> str:
    """Return the time as ``picture`` shows it at the offset ``zone`` (``+0530``), UTC when it is None.

    >>> format_time(0), format_time(0, "[D1o] [MNn] [Y], [h]:[m] [P]", "+0530")
    ('1970-01-01T00:00:00.000Z', '1st January 1970, 5:30 am')
    """
    offset = _parse_offset(zone)
    try:
        moment = (_EPOCH + timedelta(milliseconds=int(time_ms))).astimezone(timezone(timedelta(minutes=offset)))
    except (OverflowError, ValueError) as error:
        raise JsonataError("D3137", "Invalid time value", value=time_ms) from error
    return "".join(
        part if isinstance(part, str) else _format_marker(part, moment, offset) for part in _parse_picture(picture)
    )


def _value_of(component: str, moment: datetime) -> int:
    iso_year, iso_week, iso_day = moment.isocalendar()
    # The week of a month belongs to the month that its Thursday is in.
    thursday = moment + timedelta(days=4 - iso_day)
    match component:
        case "Y":
            return moment.year
        case "M":
            return moment.month
        case "D":
            return moment.day
        case "d":
            return moment.timetuple().tm_yday
        case "F":
            return iso_day
        case "W":
            return iso_week
        case "X":
            return iso_year
        case "w":
            return (thursday.day - 1) // 7 + 1
        case "x":
            return thursday.month
        case "H":
            return moment.hour
        case "h":
            return moment.hour % 12 or 12
        case "m":
            return moment.minute
        case "s":
            return moment.second
        case _:
            return moment.microsecond // 1000


def _format_marker(marker: _Marker, moment: datetime, offset: int) -> str:
    component, presentation = marker.component, marker.presentation
    if component in "Zz":
        return _format_offset(component, presentation, offset)
    if component in "CE":
        return "ISO"
    if component == "P":
        half = "am" if moment.hour < 12 else "pm"
        return half.upper() if presentation.startswith("N") and not presentation.startswith("Nn") else half
    value = _value_of(component, moment)
    if presentation[0] in "nN":
        name = (_DAYS if component == "F" else _MONTHS)[value - 1]
        name = name if presentation.startswith("Nn") else name.upper() if presentation[0] == "N" else name.lower()
        return name[: marker.max_width]
    is_ordinal = presentation.endswith("o") and len(presentation) > 1
    primary = presentation.removesuffix("o") if is_ordinal else presentation
    if len(primary) > 1 and primary[-1] in "tc":
        primary = primary[:-1]
    if marker.min_width and primary[-1:].isdecimal():
        primary = primary.rjust(marker.min_width, "0")
    if component == "Y":
        digits = sum(sign.isdecimal() for sign in primary)
        width = marker.max_width or (digits if digits >= 2 else None)
        value = value % 10**width if width else value
    return format_integer(value, f"{primary};o" if is_ordinal else primary)


def _format_offset(component: str, presentation: str, offset: int) -> str:
    if presentation.endswith("t"):
        presentation = presentation[:-1]
        if offset == 0:
            return "Z"
    hours, minutes = divmod(abs(offset), 60)
    sign = "-" if offset < 0 else "+"
    digits = sum(place.isdecimal() for place in presentation)
    if ":" in presentation:
        left = len(presentation.split(":")[0])
        text = f"{hours:0{left}d}:{minutes:02d}"
    elif digits in (1, 2):
        text = f"{hours:0{digits}d}" + (f":{minutes:02d}" if minutes else "")
    elif digits in (3, 4):
        text = f"{hours:0{digits - 2}d}{minutes:02d}"
    else:
        message = "The timezone integer format specifier cannot have more than four digits"
        raise JsonataError("D3134", message, value=presentation)
    return ("GMT" if component == "z" else "") + sign + text


def parse_time(text: str, picture: str, now_ms: int) -> int | None:
    """Return the milliseconds that ``text`` shows by ``picture``; None when it does not fit.

    Parts of the date larger than any shown are those of ``now_ms``, smaller ones their least.

    Raises:
        JsonataError: D3136 when a part between two shown ones is missing, D3132 and D3133 for a wrong picture.

    >>> parse_time("23 June 2017", "[D] [MNn] [Y]", 0)
    1498176000000
    """
    markers: list[_Marker] = []
    pattern = ""
    for part in _parse_picture(picture):
        if isinstance(part, str):
            pattern += re.escape(part)
        else:
            markers.append(part)
            pattern += f"({_regex_of(part)})"
    found = re.fullmatch(pattern, text, re.IGNORECASE)
    if found is None:
        return None
    shown: dict[str, Any] = {}
    for marker, piece in zip(markers, found.groups(), strict=True):
        value = _read(marker, piece)
        if value is None:
            return None
        shown[marker.component] = value
    return _assemble(shown, _EPOCH + timedelta(milliseconds=now_ms)) if shown else None


def _regex_of(marker: _Marker) -> str:
    presentation = marker.presentation
    if marker.component in "Zz":
        return r"(?:GMT)?[-+][0-9]{1,2}:?(?:[0-9]{2})?|Z"
    match presentation[0]:
        case "n" | "N":
            return "[a-z]+"
        case "a" | "A":
            return "[a-z]+"
        case "i" | "I":
            return "[mdclxvi]+"
        case "w" | "W":
            names = r"[a-z]+"
            return rf"{names}(?:(?:,? |-){names})*"
    digits = sum(sign.isdecimal() for sign in presentation)
    width = digits if marker.component in "YMDdHhmsf" and digits > 1 else None
    suffix = "(?:th|st|nd|rd)" if presentation.endswith("o") else ""
    if width and not marker.max_width:
        return f"[0-9]{{{width}}}{suffix}"
    return f"[0-9]+{suffix}"


def _read(marker: _Marker, piece: str) -> Any:
    if marker.component in "Zz":
        bare = piece.upper().removeprefix("GMT")
        return 0 if bare == "Z" else _parse_offset(bare if len(bare) > 3 else bare + "00")
    if marker.presentation[0] not in "nN":
        primary = marker.presentation.removesuffix("o") if len(marker.presentation) > 1 else marker.presentation
        return parse_integer(piece, primary or "1")
    if marker.component == "P":
        return {"am": 0, "pm": 1}.get(piece.lower())
    names = _DAYS if marker.component == "F" else _MONTHS
    width = marker.max_width
    wanted = piece.lower()
    return next((index for index, name in enumerate(names, start=1) if name[:width].lower() == wanted), None)


def _assemble(shown: Mapping[str, int], now: datetime) -> int:
    by_day_of_year = "d" in shown
    by_half = "P" in shown or "h" in shown
    if ("X" in shown or "W" in shown or "w" in shown) and "Y" not in shown:
        raise _missing()
    order: tuple[str, ...] = ("Y", "d") if by_day_of_year else ("Y", "M", "D")
    order += (("P", "h") if by_half else ("H",)) + ("m", "s", "f")
    parts: dict[str, int] = {}
    has_started = has_ended = False
    for component in order:
        if component in shown:
            if has_ended:
                raise _missing()
            has_started = True
            parts[component] = shown[component]
        elif has_started:
            has_ended = True
            parts[component] = 1 if component in "MDd" else 0
        else:
            parts[component] = (1 if now.hour >= 12 else 0) if component == "P" else _value_of(component, now)
    hour = parts["h"] % 12 + 12 * parts["P"] if by_half else parts["H"]
    month = 1 if by_day_of_year else parts["M"]
    day = parts["d"] if by_day_of_year else parts["D"]
    try:
        year, month = parts["Y"] + (month - 1) // 12, (month - 1) % 12 + 1
        moment = datetime(year, month, 1, tzinfo=UTC) + timedelta(
            days=day - 1, hours=hour, minutes=parts["m"] - shown.get("Z", shown.get("z", 0)), seconds=parts["s"]
        )
    except (OverflowError, ValueError) as error:
        raise _missing() from error
    return (moment - _EPOCH) // timedelta(milliseconds=1) + parts["f"]


def _missing() -> JsonataError:
    return JsonataError("D3136", "The date/time picture string is missing specifiers required to parse the timestamp")
