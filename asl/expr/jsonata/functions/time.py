"""``$now $millis $fromMillis $toMillis``. Source: JSONata documentation, "Date/Time functions"."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from ..calendar import gregorian_ms
from ..datetime_format import format_time
from ..datetime_parse import parse_time
from ..datetime_picture import ISO_PICTURE
from ..function import JsonataFunction
from ..number_text import as_number
from ..values import UNDEFINED, JsonataError, Surroundings
from .string import render_string

__all__ = ["FUNCTIONS"]

_ACCEPTED: Final = re.compile(
    r"\d{4}(-[01]\d)*(-[0-3]\d)*(T[0-2]\d:[0-5]\d:[0-5]\d)*(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?", re.ASCII
)
"""What the library takes for a timestamp; not all of it is one."""
_ISO: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|(?:T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:([-+])(\d\d):?(\d\d)|Z)?))?", re.ASCII
)


def _now(surroundings: Surroundings, picture: Any = UNDEFINED, zone: Any = UNDEFINED) -> str:
    return _from_millis(surroundings.now_ms(), picture, zone)


def _millis(surroundings: Surroundings) -> int:
    return surroundings.now_ms()


def _from_millis(time_ms: float, picture: Any = UNDEFINED, zone: Any = UNDEFINED) -> str:
    return format_time(time_ms, ISO_PICTURE if picture is UNDEFINED else picture, None if zone is UNDEFINED else zone)


def _to_millis(surroundings: Surroundings, text: str, picture: Any = UNDEFINED) -> Any:
    if picture is not UNDEFINED:
        parsed = parse_time(text, picture, surroundings.now_ms())
        return UNDEFINED if parsed is None else as_number(parsed)
    if _ACCEPTED.fullmatch(text) is None:
        raise _not_iso(text)
    return as_number(_parse_iso(text))


def _parse_iso(text: str) -> float:
    """Return the time of a timestamp, NaN when there is no such time; days of short months may run over."""
    found = _ISO.fullmatch(text)
    if found is None:
        return math.nan
    least = (0, 1, 1, 0, 0, 0)
    pieces = zip(found.groups(), least, strict=False)
    year, month, day, hour, minute, second = (int(piece or low) for piece, low in pieces)
    is_whole = hour < 24 or (hour == 24 and minute == second == 0 and not (found[7] or "").strip(".0"))
    if not (1 <= month <= 12 and 1 <= day <= 31 and is_whole) or int(found[9] or 0) > 23:
        return math.nan
    milliseconds = int((found[7] or ".0")[1:4].ljust(3, "0"))
    offset = (int(found[9] or 0) * 60 + int(found[10] or 0)) * (-1 if found[8] == "-" else 1)
    return gregorian_ms(year, month, day, hour, minute - offset, second, milliseconds)


def _not_iso(text: str) -> JsonataError:
    message = (
        "The argument of the toMillis function must be an ISO 8601 formatted timestamp."
        f" Given {render_string([text])[1:-1]}"
    )
    return JsonataError("D3110", message, value=text)


_SOURCE = "Date/Time functions"
FUNCTIONS = (
    JsonataFunction(
        "now", "<s?s?:s>", "1.0", "the time as text", _SOURCE, _now, passes_undefined=False, needs_surroundings=True
    ),
    JsonataFunction("millis", "<:n>", "1.0", "the time in milliseconds", _SOURCE, _millis, needs_surroundings=True),
    JsonataFunction("fromMillis", "<n-s?s?:s>", "1.3", "a time as text", _SOURCE, _from_millis),
    JsonataFunction("toMillis", "<s-s?:n>", "1.3", "a time from text", _SOURCE, _to_millis, needs_surroundings=True),
)
