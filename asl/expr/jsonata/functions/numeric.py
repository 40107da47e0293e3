"""Functions of numbers. Source: JSONata documentation, "Numeric functions"."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any, Final

from ..function import JsonataFunction
from ..number_text import as_number, render_number
from ..values import UNDEFINED, JsonataError
from .string import render_string

__all__ = ["FUNCTIONS"]

_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\Z", re.ASCII)
_PREFIXED: Final = re.compile(r"0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)\Z", re.ASCII)
_RADIX: Final = {"x": 16, "o": 8, "b": 2}
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    if _DECIMAL.match(value) and math.isfinite(float(value)):
        return as_number(float(value))
    if _PREFIXED.match(value) and len(value) < 200:
        return as_number(float(int(value[2:], _RADIX[value[1].lower()])))
    message = f"Unable to cast value to a number: {render_string([value])[1:-1]}"
    raise JsonataError("D3030", message, value=value)


def _floor(number: float) -> Any:
    return as_number(float(math.floor(number)))


def _ceil(number: float) -> Any:
    return as_number(float(math.ceil(number)))


def _abs(number: float) -> Any:
    return as_number(abs(number))


def _round(number: float, precision: Any = UNDEFINED) -> Any:
    """Round to ``precision`` decimal places, halves to the even neighbour, by the decimal digits that print."""
    places = 0 if precision is UNDEFINED else int(precision)
    exact = Decimal(repr(number))
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= places:
        return as_number(number)
    if places < -400:
        return 0
    with localcontext() as context:
        context.prec = 800
        scaled = exact.scaleb(places).to_integral_value(ROUND_HALF_EVEN)
        return as_number(float(scaled.scaleb(-places)))


def _sqrt(number: float) -> Any:
    if number < 0:
        message = f"The sqrt function cannot be applied to a negative number: {render_number(number)}"
        raise JsonataError("D3060", message, value=number)
    return as_number(math.sqrt(number))


def _power(base: float, exponent: Any) -> Any:
    try:
        result = math.pow(base, exponent)
    except (OverflowError, ValueError):
        result = math.nan
    if not math.isfinite(result):
        message = (
            "The power function has resulted in a value that cannot be represented as a JSON number:"
            f" base={render_number(base)}, exponent={render_number(exponent)}"
        )
        raise JsonataError("D3061", message, value=base)
    return as_number(result)


def _format_base(number: float, radix: Any = UNDEFINED) -> Any:
    whole = int(_round(number))
    base = 10 if radix is UNDEFINED else int(_round(radix))
    if not 2 <= base <= 36:
        message = f"The radix of the formatBase function must be between 2 and 36.  It was given {render_number(base)}"
        raise JsonataError("D3100", message, value=base)
    digits: list[str] = []
    rest = abs(whole)
    while rest:
        rest, digit = divmod(rest, base)
        digits.append(_DIGITS[digit])
    return ("-" if whole < 0 else "") + ("".join(reversed(digits)) or "0")


_SOURCE = "Numeric functions"
FUNCTIONS = (
    JsonataFunction("number", "<(nsb)-:n>", "1.0", "a value as a number", _SOURCE, _number),
    JsonataFunction("abs", "<n-:n>", "1.0", "the number without its sign", _SOURCE, _abs),
    JsonataFunction("floor", "<n-:n>", "1.0", "the next whole number below", _SOURCE, _floor),
    JsonataFunction("ceil", "<n-:n>", "1.0", "the next whole number above", _SOURCE, _ceil),
    JsonataFunction("round", "<n-n?:n>", "1.0", "the number rounded half to even", _SOURCE, _round),
    JsonataFunction("sqrt", "<n-:n>", "1.4", "the square root", _SOURCE, _sqrt),
    JsonataFunction("power", "<n-n:n>", "1.4", "a number to a power", _SOURCE, _power),
    JsonataFunction("formatBase", "<n-n?:s>", "1.5", "the number in another base", _SOURCE, _format_base),
)
