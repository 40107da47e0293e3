"""``$formatInteger $parseInteger``. Source: JSONata documentation, "Numeric functions"."""

from __future__ import annotations

import math
from typing import Any

from ..function import JsonataFunction
from ..integer_picture import IntegerPicture, format_integer, parse_integer, read_integer_picture
from ..number_text import as_number
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS"]


def _read(picture: Any) -> IntegerPicture:
    if picture is UNDEFINED:
        raise JsonataError("", "Cannot read properties of undefined (reading 'lastIndexOf')")
    return read_integer_picture(picture)


def _format_integer(number: float, picture: Any) -> str:
    read = _read(picture)
    if not math.isfinite(number) and read.form in {"letters", "roman"}:
        raise JsonataError("", "Maximum call stack size exceeded")
    return format_integer(math.floor(number) if math.isfinite(number) else number, read)


def _parse_integer(text: str, picture: Any) -> Any:
    return as_number(parse_integer(text, _read(picture)))


FUNCTIONS = (
    JsonataFunction(
        "formatInteger", "<n-s:s>", "1.6", "a whole number by picture", "Numeric functions", _format_integer
    ),
    JsonataFunction("parseInteger", "<s-s:n>", "1.6", "the number in a text", "Numeric functions", _parse_integer),
)
