"""Pictures of numbers, ``#,##0.00;(0)``: checked and taken apart.

A picture is one sub-picture, or two with the second for negative numbers. Source: XPath, "fn:format-number", "Defining
a decimal format"; where a picture breaks several rules, the last of them is reported, as JSONata 2.0.6 does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from .values import JsonataError

__all__ = ["DecimalPicture", "read_decimal_pictures", "read_signs"]

_SIGNS: Final = {
    "decimal-separator": ".",
    "grouping-separator": ",",
    "exponent-separator": "e",
    "infinity": "Infinity",
    "minus-sign": "-",
    "NaN": "NaN",
    "percent": "%",
    "per-mille": "\u2030",
    "zero-digit": "0",
    "digit": "#",
    "pattern-separator": ";",
}
_MESSAGES: Final = {
    "D3080": "The picture string must only contain a maximum of two sub-pictures",
    "D3081": "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
    "D3082": "The sub-picture must not contain more than one instance of the 'percent' character",
    "D3083": "The sub-picture must not contain more than one instance of the 'per-mille' character",
    "D3084": "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
    "D3085": (
        "The mantissa part of a sub-picture must contain at least one character that is either an"
        " 'optional digit character' or a member of the 'decimal digit family'"
    ),
    "D3086": (
        "The sub-picture must not contain a passive character that is preceded by an active character and"
        " that is followed by another active character"
    ),
    "D3087": (
        "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a"
        " 'decimal-separator' character"
    ),
    "D3088": "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
    "D3089": "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
    "D3090": (
        "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is"
        " followed by an instance of the 'optional digit character'"
    ),
    "D3091": (
        "The fractional part of the sub-picture must not contain an instance of the 'optional digit character'"
        " that is followed by a member of the 'decimal digit family'"
    ),
    "D3092": (
        "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated"
        " as an 'exponent-separator'"
    ),
    "D3093": (
        "The exponent part of the sub-picture must comprise only of one or more characters that are members of"
        " the 'decimal digit family'"
    ),
}


@dataclass(frozen=True, slots=True)
class DecimalPicture:
    """What a sub-picture asks for.

    ``whole_groups`` and ``fraction_groups`` are places of grouping separators counted from the decimal separator;
    when ``period`` is not 0 they come again after so many digits.
    """

    text: str
    prefix: str
    suffix: str
    least_whole: int
    least_fraction: int
    most_fraction: int
    least_exponent: int
    scaling: int
    period: int
    whole_groups: tuple[int, ...]
    fraction_groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    text: str
    prefix: str
    suffix: str
    active: str
    mantissa: str
    exponent: str | None
    whole: str
    fraction: str


def read_signs(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the characters that mean something in a picture, some of them chosen by ``options``.

    Raises:
        JsonataError: a character is no text, or there is none for a digit.
    """
    signs: dict[str, Any] = {**_SIGNS, **options}
    for name, sign in signs.items():
        if name in _SIGNS and (not isinstance(sign, str) or (name == "zero-digit" and not sign)):
            raise JsonataError("", f"The option {name} of formatNumber is not a character")
    return signs


def read_decimal_pictures(text: str, signs: dict[str, str]) -> tuple[DecimalPicture, DecimalPicture]:
    """Return the sub-pictures for numbers from zero up and for negative ones.

    Raises:
        JsonataError: D3080 to D3093, the picture breaks a rule.
    """
    separator = signs["pattern-separator"]
    texts = text.split(separator) if separator else list(text)
    if len(texts) > 2:
        raise _refuse("D3080")
    parts = [_split(one, signs) for one in texts]
    for one in parts:
        _check(one, signs)
    positive, *others = (_analyse(one, signs) for one in parts)
    negative = others[0] if others else replace(positive, prefix=signs["minus-sign"] + positive.prefix)
    return positive, negative


def _refuse(code: str) -> JsonataError:
    return JsonataError(code, _MESSAGES[code])


def _digits(signs: dict[str, str]) -> str:
    zero = ord(signs["zero-digit"][0])
    return "".join(chr(zero + value) for value in range(10))


def _split(text: str, signs: dict[str, str]) -> _Parts:
    marks = {*_digits(signs), signs["decimal-separator"], signs["grouping-separator"], signs["digit"]}
    marks = (marks | {signs["pattern-separator"]}) - {signs["exponent-separator"]}
    places = [place for place, sign in enumerate(text) if sign in marks]
    if not places:
        # No rule is kept by such a text, and it has nothing to take apart.
        return _Parts(text, "", "", text, text, None, text, "")
    prefix, suffix = text[: places[0]], text[places[-1] + 1 :]
    active = mantissa = text[places[0] : places[-1] + 1]
    exponent = None
    at = text.find(signs["exponent-separator"], len(prefix))
    if 0 <= at <= len(text) - len(suffix):
        # The library takes the place in the whole text for one in the active part.
        mantissa, exponent = active[:at], active[at + 1 :]
    whole, point, fraction = mantissa.partition(signs["decimal-separator"] or "\0")
    return _Parts(text, prefix, suffix, active, mantissa, exponent, whole, fraction if point else suffix)


def _check(parts: _Parts, signs: dict[str, str]) -> None:
    digits, optional, comma = _digits(signs), signs["digit"], signs["grouping-separator"]
    percent, per_mille = signs["percent"], signs["per-mille"]
    text, point = parts.text, signs["decimal-separator"]
    known = {*digits, point, signs["exponent-separator"], comma, optional, signs["pattern-separator"]}
    at = text.find(point)
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    rules: tuple[tuple[str, bool], ...] = (
        ("D3081", text.count(point) > 1),
        ("D3082", text.count(percent) > 1),
        ("D3083", text.count(per_mille) > 1),
        ("D3084", percent in text and per_mille in text),
        ("D3085", not any(sign in digits or sign == optional for sign in parts.mantissa)),
        ("D3086", any(sign not in known for sign in parts.active)),
        ("D3087", at >= 0 and comma in beside),
        ("D3088", at < 0 and parts.whole[-1:] == comma),
        ("D3089", comma + comma in text),
        ("D3090", any(sign in digits for sign in parts.whole.partition(optional)[0]) and optional in parts.whole),
        ("D3091", optional in parts.fraction and any(s in digits for s in parts.fraction.rpartition(optional)[2])),
        ("D3092", bool(parts.exponent) and (percent in text or per_mille in text)),
        ("D3093", parts.exponent is not None and (not parts.exponent or any(s not in digits for s in parts.exponent))),
    )
    broken = [code for code, is_broken in rules if is_broken]
    if broken:
        raise _refuse(broken[-1])


def _analyse(parts: _Parts, signs: dict[str, str]) -> DecimalPicture:
    digits, optional, comma = _digits(signs), signs["digit"], signs["grouping-separator"]

    def count(text: str, accepts: Callable[[str], bool]) -> int:
        return sum(map(accepts, text))

    def is_digit(sign: str) -> bool:
        return sign in digits

    def is_place(sign: str) -> bool:
        return sign in digits or sign == optional

    whole_commas = _places(parts.whole, comma)
    whole_groups = tuple(count(parts.whole[at:], is_place) for at in whole_commas)
    # The library looks for the second separator of the fraction in the whole part.
    first = _places(parts.fraction, comma)[:1]
    fraction_commas = first + [at for at in whole_commas if first and at > first[0]]
    fraction_groups = tuple(count(parts.fraction[:at], is_place) for at in fraction_commas)
    least_whole = scaling = count(parts.whole, is_digit)
    least_fraction, most_fraction = count(parts.fraction, is_digit), count(parts.fraction, is_place)
    has_exponent = parts.exponent is not None
    if least_whole == most_fraction == 0:
        if has_exponent:
            least_fraction = most_fraction = 1
        else:
            least_whole = 1
    if has_exponent and least_whole == 0 and optional in parts.whole:
        least_whole = 1
    if least_whole == least_fraction == 0:
        least_fraction = 1
    return DecimalPicture(
        parts.text,
        parts.prefix,
        parts.suffix,
        least_whole,
        least_fraction,
        most_fraction,
        count(parts.exponent or "", is_digit),
        scaling,
        _period(whole_groups),
        whole_groups,
        fraction_groups,
    )


def _places(text: str, sign: str) -> list[int]:
    return [at for at, one in enumerate(text) if one == sign]


def _period(places: tuple[int, ...]) -> int:
    distance = reduce(math.gcd, places, 0)
    return distance if places and all(distance * count in places for count in range(1, len(places) + 1)) else 0
