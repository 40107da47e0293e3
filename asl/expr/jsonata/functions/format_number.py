"""``$formatNumber``: a number by a decimal picture such as ``#,##0.00``. Source: XPath, "fn:format-number"."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any, Final

from ..function import JsonataFunction
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS"]

_DEFAULTS: Final = {
    "decimal-separator": ".",
    "grouping-separator": ",",
    "exponent-separator": "e",
    "minus-sign": "-",
    "percent": "%",
    "per-mille": "\u2030",
    "zero-digit": "0",
    "digit": "#",
    "pattern-separator": ";",
}


def _refuse(code: str, message: str) -> JsonataError:
    return JsonataError(code, message)


def _format_number(number: float, picture: Any, options: Any = UNDEFINED) -> str:
    signs = _DEFAULTS if options is UNDEFINED else _DEFAULTS | options
    pictures = picture.split(signs["pattern-separator"])
    if len(pictures) > 2:
        raise _refuse("D3080", "The picture string must only contain a maximum of two sub-pictures")
    parts = [_split_picture(text, signs) for text in pictures]
    prefix, active, suffix = parts[0]
    if number < 0:
        prefix, active, suffix = parts[1] if len(parts) > 1 else (signs["minus-sign"] + prefix, active, suffix)
    shown = pictures[1] if number < 0 and len(parts) > 1 else pictures[0]
    scale = 2 if signs["percent"] in shown else 3 if signs["per-mille"] in shown else 0
    with localcontext() as context:
        context.prec = 800
        body = _render(Decimal(repr(abs(number))).scaleb(scale), active, signs)
    return prefix + body + suffix


def _split_picture(text: str, signs: dict[str, str]) -> tuple[str, str, str]:
    """Return the prefix, active part and suffix of a sub-picture that keeps the rules."""
    digits = _digits(signs)
    point, comma, optional = signs["decimal-separator"], signs["grouping-separator"], signs["digit"]
    active_signs = digits + point + comma + optional
    for code, name in (("D3081", "decimal-separator"), ("D3082", "percent"), ("D3083", "per-mille")):
        if text.count(signs[name]) > 1:
            message = f"The sub-picture must not contain more than one instance of the '{name}' character"
            raise _refuse(code, message)
    places = [index for index, sign in enumerate(text) if sign in active_signs]
    if places and signs["percent"] in text and signs["per-mille"] in text:
        raise _refuse("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character")
    first, last = (places[0], places[-1]) if places else (0, -1)
    active = text[first : last + 1]
    mantissa, _, exponent = active.partition(signs["exponent-separator"])
    if places and not any(sign in digits + optional for sign in mantissa):
        message = (
            "The mantissa part of a sub-picture must contain at least one character that is either an"
            " 'optional digit character' or a member of the 'decimal digit family'"
        )
        raise _refuse("D3085", message)
    if not places or any(sign not in active_signs for sign in mantissa + exponent):
        message = (
            "The sub-picture must not contain a passive character that is preceded by an active character and"
            " that is followed by another active character"
        )
        raise _refuse("D3086", message)
    whole, _, fraction = mantissa.partition(point)
    if point in mantissa and (whole.endswith(comma) or fraction.startswith(comma)):
        message = (
            "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a"
            " 'decimal-separator' character"
        )
        raise _refuse("D3087", message)
    if whole.endswith(comma):
        message = "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"
        raise _refuse("D3088", message)
    if comma + comma in mantissa:
        message = "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character"
        raise _refuse("D3089", message)
    bare_whole, bare_fraction = whole.replace(comma, ""), fraction.replace(comma, "")
    if optional in bare_whole.lstrip(optional):
        message = (
            "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is"
            " followed by an instance of the 'optional digit character'"
        )
        raise _refuse("D3090", message)
    if bare_fraction.rstrip(optional).count(optional):
        message = (
            "The fractional part of the sub-picture must not contain an instance of the 'optional digit character'"
            " that is followed by a member of the 'decimal digit family'"
        )
        raise _refuse("D3091", message)
    return text[:first], active, text[last + 1 :]


def _digits(signs: dict[str, str]) -> str:
    return "".join(chr(ord(signs["zero-digit"]) + value) for value in range(10))


def _render(value: Decimal, active: str, signs: dict[str, str]) -> str:
    digits, comma = _digits(signs), signs["grouping-separator"]
    mantissa, _, exponent_picture = active.partition(signs["exponent-separator"])
    whole_picture, _, fraction_picture = mantissa.partition(signs["decimal-separator"])
    least_whole = sum(sign in digits for sign in whole_picture)
    least_fraction = sum(sign in digits for sign in fraction_picture)
    most_fraction = len(fraction_picture.replace(comma, ""))
    exponent = 0
    if exponent_picture and value:
        exponent = value.adjusted() + 1 - least_whole
        value = value.scaleb(-exponent)
    if exponent_picture and signs["digit"] in whole_picture:
        least_whole = max(1, least_whole)
    if not least_whole and not most_fraction:
        least_whole = 1
    rounded = value.quantize(Decimal(1).scaleb(-most_fraction), ROUND_HALF_EVEN)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(least_whole, "0")
    fraction = fraction.rstrip("0").ljust(least_fraction, "0")
    fraction = _group_fraction(fraction, fraction_picture, comma)
    sizes = [len(group) for group in whole_picture.split(comma)][:0:-1]
    if sizes:
        groups: list[str] = []
        is_regular = len(set(sizes)) == 1
        while whole and (is_regular or sizes) and len(whole) > sizes[0]:
            groups.append(whole[-sizes[0] :])
            whole = whole[: -sizes[0]]
            sizes = sizes if is_regular else sizes[1:]
        whole = comma.join([whole, *reversed(groups)])
    text = whole + (signs["decimal-separator"] + fraction if fraction else "")
    if exponent_picture:
        sign = signs["minus-sign"] if exponent < 0 else ""
        text += signs["exponent-separator"] + sign + str(abs(exponent)).rjust(len(exponent_picture), "0")
    return text.translate({ord("0") + index: digit for index, digit in enumerate(digits)})


def _group_fraction(fraction: str, picture: str, comma: str) -> str:
    pieces: list[str] = []
    for size in map(len, picture.split(comma)):
        pieces.append(fraction[:size])
        fraction = fraction[size:]
    return comma.join(piece for piece in pieces if piece)


FUNCTIONS = (
    JsonataFunction(
        "formatNumber", "<n-so?:s>", "1.2", "a number by a decimal picture", "Numeric functions", _format_number
    ),
)
