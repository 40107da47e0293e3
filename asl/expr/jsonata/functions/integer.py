"""``$formatInteger $parseInteger``. Source: JSONata documentation, "Numeric functions"."""

from __future__ import annotations

import math
from typing import Any

from ..function import JsonataFunction
from ..integer_picture import format_integer, parse_integer
from ..number_text import as_number
from ..values import UNDEFINED

__all__ = ["FUNCTIONS"]


def _format_integer(number: float, picture: Any) -> str:
    return format_integer(math.floor(number), picture)


def _parse_integer(text: str, picture: Any) -> Any:
    number = parse_integer(text, picture)
    return UNDEFINED if number is None else as_number(float(number))


FUNCTIONS = (
    JsonataFunction(
        "formatInteger", "<n-s:s>", "1.6", "a whole number by picture", "Numeric functions", _format_integer
    ),
    JsonataFunction("parseInteger", "<s-s:n>", "1.6", "the number in a text", "Numeric functions", _parse_integer),
)
