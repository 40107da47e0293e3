"""Numbers as JavaScript has them: how they print, and which are whole.

Source: ECMA-262, "Number::toString". A whole number is a Python int as long as JavaScript prints it without exponent.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

__all__ = ["as_number", "render_number"]

_FIRST_WITH_EXPONENT: Final = 1e21


def as_number(value: float) -> int | float:
    """Return ``value`` as an int where it is whole and prints without exponent; ``-0.0`` becomes 0.

    >>> as_number(2.0), as_number(2.5), as_number(1e21)
    (2, 2.5, 1e+21)
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _FIRST_WITH_EXPONENT:
        return int(value)
    return value


def render_number(value: float) -> str:
    """Return the digits that JavaScript prints.

    >>> render_number(1e21), render_number(1e20), render_number(-0.0), render_number(1e-7), render_number(0.1)
    ('1e+21', '100000000000000000000', '0', '1e-7', '0.1')
    """
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    _, digit_tuple, exponent = Decimal(repr(abs(number))).as_tuple()
    sign = "-" if number < 0 else ""
    digits = "".join(map(str, digit_tuple))
    point = len(digits) + int(exponent)
    digits = digits.rstrip("0") or "0"
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{mantissa}e{point - 1:+d}"
