"""Numbers as JavaScript has them: how they print, how text is read, which are whole.

Source: ECMA-262, "Number::toString", "parseInt", "Number.prototype.toFixed". A whole number is a Python int as long as
JavaScript prints it without exponent.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

__all__ = ["as_number", "read_integer", "render_fixed", "render_number", "round_half_even"]

_FIRST_WITH_EXPONENT: Final = 1e21
_LARGEST_WHOLE: Final = 2**53
_INTEGER: Final = re.compile(r"\s*([-+]?)(?:0[xX]([0-9a-fA-F]*)|([0-9]+))")


def as_number(value: float) -> int | float:
    """Return a number as a double has it: an int where JavaScript prints neither fraction nor exponent.

    Of a large int only the digits that JavaScript prints are kept, and zeros behind them.

    >>> as_number(2.0), as_number(2.5), as_number(2**53 + 1), as_number(2**60), as_number(1e21), as_number(-0.0)
    (2, 2.5, 9007199254740992, 1152921504606847000, 1e+21, 0)
    """
    if type(value) is int:
        if -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE:
            return value
        try:
            value = float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    if not value.is_integer() or abs(value) >= _FIRST_WITH_EXPONENT:
        return value
    return int(value) if abs(value) <= _LARGEST_WHOLE else int(render_number(value))


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


def render_fixed(value: float, places: int) -> str:
    """Return a number with so many decimal places, its exact binary value rounded half up.

    >>> render_fixed(2.5, 0), render_fixed(1.005, 2), render_fixed(1e21, 2)
    ('3', '1.00', '1e+21')
    """
    if abs(value) >= _FIRST_WITH_EXPONENT:
        return render_number(value)
    with localcontext() as context:
        context.prec = 200
        return f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def read_integer(text: str) -> float:
    """Return the whole number that a text begins with, NaN when it begins with none.

    >>> read_integer(" -12.5x"), read_integer("0x1f"), read_integer("x")
    (-12.0, 31.0, nan)
    """
    found = _INTEGER.match(text)
    if found is None:
        return math.nan
    if found[2] == "":
        return math.nan
    number = float(int(found[2], 16)) if found[2] else float(found[3])
    return -number if found[1] == "-" else number


def round_half_even(number: float, places: float = 0) -> float:
    """Return a number rounded to decimal places as JSONata does it, NaN where it cannot.

    It moves the decimal point in the printed number, so that 2.675 is what it looks like, rounds that double, and moves
    the point back.

    >>> round_half_even(2.5), round_half_even(2.675, 2), round_half_even(1250, -2)
    (2.0, 2.68, 1200.0)
    """
    moved = _move_point(float(number), places) if places else float(number)
    if not math.isfinite(moved):
        return math.nan if places else moved
    result = float(math.floor(moved))
    result += moved - result >= 0.5
    if abs(result - moved) == 0.5 and result % 2 == 1:
        result -= 1
    return _move_point(result, -places) if places else result


def _move_point(number: float, places: float) -> float:
    if not math.isfinite(number) or not float(places).is_integer():
        return math.nan
    digits, _, exponent = render_number(number).partition("e")
    return float(f"{digits}e{int(exponent or 0) + int(places)}")
