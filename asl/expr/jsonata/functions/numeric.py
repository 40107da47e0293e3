"""Functions of numbers. Source: JSONata documentation, "Numeric functions"."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from ..function import JsonataFunction
from ..number_text import as_number, render_number, round_half_even
from ..values import UNDEFINED, JsonataError
from .string import render_string

__all__ = ["FUNCTIONS"]

_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\Z", re.ASCII)
_PREFIXED: Final = re.compile(r"0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)\Z", re.ASCII)
_NEARLY_PREFIXED: Final = re.compile(r"^0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+\Z", re.ASCII)
_FIRST_UNSAFE: Final = 2.0**53
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
    if _NEARLY_PREFIXED.search(value):
        # The library takes such a text for a number, and JavaScript does not.
        return math.nan
    message = f"Unable to cast value to a number: {render_string([value])[1:-1]}"
    raise JsonataError("D3030", message, value=value)


def _floor(number: float) -> Any:
    return as_number(float(math.floor(number))) if math.isfinite(number) else number


def _ceil(number: float) -> Any:
    return as_number(float(math.ceil(number))) if math.isfinite(number) else number


def _abs(number: float) -> Any:
    return as_number(abs(number))


def _round(number: float, precision: Any = UNDEFINED) -> Any:
    return as_number(round_half_even(number, 0 if precision is UNDEFINED else precision))


def _sqrt(number: float) -> Any:
    if number < 0:
        message = f"The sqrt function cannot be applied to a negative number: {render_number(number)}"
        raise JsonataError("D3060", message, value=number)
    return as_number(math.sqrt(number))


def _shown(number: Any) -> str:
    if number is UNDEFINED:
        return "undefined"
    return render_number(number) if math.isfinite(number) else "null"


def _power(base: float, exponent: Any) -> Any:
    try:
        result = math.nan if exponent is UNDEFINED else math.pow(base, exponent)
    except (OverflowError, ValueError):
        result = math.nan
    if not math.isfinite(result) or (abs(base) == 1 and math.isinf(exponent)):
        message = (
            "The power function has resulted in a value that cannot be represented as a JSON number:"
            f" base={_shown(base)}, exponent={_shown(exponent)}"
        )
        raise JsonataError("D3061", message, value=base)
    return as_number(result)


def _format_base(number: float, radix: Any = UNDEFINED) -> Any:
    base = 10 if radix is UNDEFINED else _round(radix)
    if not 2 <= base <= 36:
        message = f"The radix of the formatBase function must be between 2 and 36.  It was given {_shown(base)}"
        raise JsonataError("D3100", message, value=base)
    if not math.isfinite(number):
        return render_number(number)
    whole = round_half_even(number)
    if base == 10:
        return render_number(whole)
    digits: list[str] = []
    rest = abs(whole)
    while rest >= _FIRST_UNSAFE:
        # Digits that a double does not hold are zeros.
        rest /= base
        digits.append("0")
    left = int(rest)
    while left:
        left, digit = divmod(left, base)
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
