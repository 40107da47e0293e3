"""``$now $millis $fromMillis $toMillis``. Source: JSONata documentation, "Date/Time functions"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ..datetime_picture import ISO_PICTURE, format_time, parse_time
from ..function import JsonataFunction
from ..values import UNDEFINED, JsonataError, Surroundings
from .string import render_string

__all__ = ["FUNCTIONS"]

_ISO: Final = re.compile(
    r"(\d{4})(?:-([01]\d))?(?:-([0-3]\d))?(?:T([0-2]\d):([0-5]\d):([0-5]\d)(\.\d+)?)?"
    r"(?:([-+])([0-2]\d):?([0-5]\d)|Z)?\Z",
    re.ASCII,
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
        return UNDEFINED if parsed is None else parsed
    found = _ISO.match(text)
    if found is None:
        raise _not_iso(text)
    try:
        year, month, day, hour, minute, second = (
            int(piece or least) for piece, least in zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
        )
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise _not_iso(text) from error
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    utc = moment + offset if found[8] == "-" else moment - offset
    milliseconds = int((found[7] or ".0")[1:4].ljust(3, "0"))
    return (utc - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) + milliseconds


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
