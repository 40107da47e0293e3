"""``$formatNumber``: a number by a decimal picture such as ``#,##0.00``. Source: JSONata documentation.

How a picture is read is in :mod:`asl.expr.jsonata.decimal_picture`.
"""

from __future__ import annotations

import math
from typing import Any

from ..decimal_picture import DecimalPicture, read_decimal_pictures, read_signs
from ..function import JsonataFunction
from ..number_text import render_fixed, render_number, round_half_even
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS"]

_MAX_PLACES = 100


def _format_number(number: float, picture: Any, options: Any = UNDEFINED) -> str:
    if picture is UNDEFINED:
        raise JsonataError("", "Cannot read properties of undefined (reading 'split')")
    signs = read_signs({} if options is UNDEFINED else options)
    positive, negative = read_decimal_pictures(picture, signs)
    shown = positive if number >= 0 else negative
    scale = 100 if signs["percent"] in shown.text else 1000 if signs["per-mille"] in shown.text else 1
    scaled = float(number) * scale
    exponent: int | None = None
    if shown.least_exponent:
        scaled, exponent = _normalize(scaled, shown.scaling)
    text = _render(round_half_even(scaled, shown.most_fraction), shown.most_fraction, signs)
    text = _pad(text, shown, signs)
    text = _group(text, shown, signs)
    if signs["decimal-separator"] not in shown.text or text.endswith(signs["decimal-separator"]):
        text = text[:-1]
    if exponent is not None:
        digits = _render(float(exponent), 0, signs)
        sign = signs["minus-sign"] if exponent < 0 else ""
        text += signs["exponent-separator"] + sign + digits.rjust(shown.least_exponent, signs["zero-digit"])
    return shown.prefix + text + shown.suffix


def _normalize(number: float, scaling: int) -> tuple[float, int]:
    """Return mantissa and exponent, so many digits before the point.

    The library knows no end for a number that is not positive; here zero stays zero, and the sign does not count.
    """
    most, least = 10.0**scaling, 10.0 ** (scaling - 1)
    mantissa, exponent = abs(number), 0
    if mantissa == 0 or not math.isfinite(mantissa):
        return mantissa, 0
    while mantissa < least:
        mantissa *= 10
        exponent -= 1
    while mantissa > most:
        mantissa /= 10
        exponent += 1
    return mantissa, exponent


def _render(number: float, places: int, signs: dict[str, str]) -> str:
    if places > _MAX_PLACES:
        raise JsonataError("", "toFixed() digits argument must be between 0 and 100")
    text = render_fixed(abs(number), places) if math.isfinite(number) else render_number(abs(number))
    zero = ord(signs["zero-digit"][0])
    return "".join(chr(ord(sign) - ord("0") + zero) if "0" <= sign <= "9" else sign for sign in text)


def _pad(text: str, picture: DecimalPicture, signs: dict[str, str]) -> str:
    point, zero = signs["decimal-separator"], signs["zero-digit"]
    text = text.replace(".", point, 1) if "." in text else text + point
    text = text.strip(zero) if len(zero) == 1 else text
    place = text.find(point)
    text = zero * max(0, picture.least_whole - place) + text
    return text + zero * max(0, picture.least_fraction - (len(text) - text.find(point) - 1))


def _group(text: str, picture: DecimalPicture, signs: dict[str, str]) -> str:
    point, comma = signs["decimal-separator"], signs["grouping-separator"]
    place = text.find(point)
    if picture.period:
        for count in range(1, (place - 1) // picture.period + 1):
            at = place - count * picture.period
            text = text[:at] + comma + text[at:]
    else:
        for position in picture.whole_groups:
            # Like JavaScript's slice, a place before the beginning counts from the end.
            text = text[: place - position] + comma + text[place - position :]
            place += 1
    place = text.find(point)
    for position in picture.fraction_groups:
        at = place + position + 1
        text = text[:at] + comma + text[at:]
    return text


FUNCTIONS = (
    JsonataFunction(
        "formatNumber", "<n-so?:s>", "1.2", "a number by a decimal picture", "Numeric functions", _format_number
    ),
)
