"""Whole numbers by picture: grouped digits, letters, Roman numerals, words.

The picture of ``$formatInteger`` and ``$parseInteger``, and of the numbers in a picture of a time. Source: XPath,
"fn:format-integer"; what that leaves open is as in JSONata 2.0.6.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import Final

from .number_text import read_integer, render_number
from .number_words import number_of_words, words_of_number
from .values import JsonataError

__all__ = ["IntegerPicture", "format_integer", "parse_integer", "read_integer_picture"]

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_VALUES: Final = {letters: value for value, letters in _ROMAN}
_MAX_ROMAN: Final = 10_000_000
_MOST_LETTERS: Final = 200
"""More letters than a double counts."""
_ASCII_ZERO: Final = 0x30
_ZEROS: Final = (
    *(0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6),
    *(0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40),
    *(0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10),
)
"""The digit zero of each script that has ten digits in a row."""


@dataclass(frozen=True, slots=True)
class IntegerPicture:
    """What a picture asks for.

    ``form`` is ``letters``, ``roman``, ``words``, ``digits``, or ``unknown`` when it is none of them; ``case`` is
    ``upper``, ``lower`` or ``title``. ``separators`` are places counted from the right and signs, from the right; when
    ``period`` is not 0, the first sign comes again after so many digits.
    """

    text: str
    form: str
    case: str = "lower"
    is_ordinal: bool = False
    zero: int = _ASCII_ZERO
    mandatory: int = 0
    optional: int = 0
    separators: tuple[tuple[int, str], ...] = ()
    period: int = 0


def read_integer_picture(text: str) -> IntegerPicture:
    """Return what the picture ``text`` asks for.

    Raises:
        JsonataError: D3131, digits of two scripts.
    """
    primary, semicolon, modifier = text.rpartition(";")
    if not semicolon:
        primary, modifier = text, ""
    is_ordinal = modifier.startswith("o")
    case = "upper" if primary in {"A", "I", "W"} else "title" if primary == "Ww" else "lower"
    match primary:
        case "a" | "A":
            return IntegerPicture(primary, "letters", case, is_ordinal)
        case "i" | "I":
            return IntegerPicture(primary, "roman", case, is_ordinal)
        case "w" | "W" | "Ww":
            return IntegerPicture(primary, "words", case, is_ordinal)
        case _:
            return _read_digits(primary, is_ordinal)


def _read_digits(primary: str, is_ordinal: bool) -> IntegerPicture:
    zero: int | None = None
    mandatory = optional = 0
    separators: list[tuple[int, str]] = []
    for sign in reversed(primary):
        own_zero = next((first for first in _ZEROS if first <= ord(sign) <= first + 9), None)
        if own_zero is not None:
            mandatory += 1
            if zero not in {None, own_zero}:
                message = "In a decimal digit pattern, all digits must be from the same decimal group"
                raise JsonataError("D3131", message)
            zero = own_zero
        elif sign == "#":
            optional += 1
        else:
            separators.append((mandatory + optional, sign))
    if zero is None:
        return IntegerPicture(primary, "unknown", is_ordinal=is_ordinal)
    period = _period(separators)
    return IntegerPicture(primary, "digits", "lower", is_ordinal, zero, mandatory, optional, tuple(separators), period)


def _period(separators: list[tuple[int, str]]) -> int:
    """Return the distance of separators that are alike and regular, 0 of others."""
    if len({sign for _, sign in separators}) != 1:
        return 0
    places = [place for place, _ in separators]
    distance = reduce(math.gcd, places)
    return distance if all(distance * count in places for count in range(1, len(places) + 1)) else 0


def _unsupported(picture: IntegerPicture) -> JsonataError:
    message = (
        f'Formatting or parsing an integer as a sequence starting with "{picture.text}"'
        " is not supported by this implementation"
    )
    return JsonataError("D3130", message, value=picture.text)


def format_integer(number: float, picture: IntegerPicture) -> str:
    """Return a whole number as the picture shows it.

    Raises:
        JsonataError: D3130 for a picture without digits that is no known sequence.

    >>> [format_integer(21, read_integer_picture(text)) for text in ("w;o", "Ww", "I", "a", "#,000")]
    ['twenty-first', 'Twenty-One', 'XXI', 'u', '021']
    """
    sign, magnitude = ("-" if number < 0 else ""), abs(number)
    match picture.form:
        case "letters":
            text = _letters(float(magnitude))
        case "roman":
            text = _roman(int(magnitude))
        case "words":
            text = words_of_number(float(magnitude), is_ordinal=picture.is_ordinal)
        case "digits":
            return sign + _digits(magnitude, picture)
        case _:
            raise _unsupported(picture)
    if picture.form == "words" and picture.case == "lower":
        text = text.lower()
    return sign + (text.upper() if picture.case == "upper" else text)


def _letters(number: float) -> str:
    # In doubles, as all that is computed here: beyond 2**53 that makes a difference.
    text = ""
    while number > 0:
        text = chr(ord("a") + int((number - 1) % 26)) + text
        number = float(math.floor((number - 1) / 26))
    return text


def _roman(number: int) -> str:
    if number > _MAX_ROMAN:
        # The library calls itself once for each letter.
        raise JsonataError("", "Maximum call stack size exceeded")
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _digits(number: float, picture: IntegerPicture) -> str:
    text = render_number(number).rjust(picture.mandatory, "0")
    if picture.zero != _ASCII_ZERO:
        text = "".join(chr(ord(sign) + picture.zero - _ASCII_ZERO) for sign in text)
    if picture.period:
        separator = picture.separators[0][1]
        for place in range((len(text) - 1) // picture.period * picture.period, 0, -picture.period):
            text = _insert(text, place, separator)
    else:
        for place, separator in reversed(picture.separators):
            text = _insert(text, place, separator)
    if not picture.is_ordinal:
        return text
    suffix = {"1": "st", "2": "nd", "3": "rd"}.get(text[-1])
    return text + ("th" if suffix is None or text[-2:-1] == "1" else suffix)


def _insert(text: str, place: int, separator: str) -> str:
    """Return ``text`` with a separator so many places from the right.

    Where the text is too short, the library counts from the right once more.
    """
    at = len(text) - place
    return (text[:at] if at > 0 else "") + separator + text[at:]


def parse_integer(text: str, picture: IntegerPicture) -> float:
    """Return the number that ``text`` shows by the picture; NaN when it shows none.

    >>> [parse_integer(*one) for one in (("XIV", read_integer_picture("I")), ("1,234", read_integer_picture("#,##0")))]
    [14.0, 1234.0]
    """
    match picture.form:
        case "letters":
            before = ord("A" if picture.case == "upper" else "a") - 1
            number = 0.0
            for place, sign in enumerate(reversed(text[-_MOST_LETTERS:])):
                number += (ord(sign) - before) * 26.0**place
            return number
        case "roman":
            return _parse_roman(text if picture.case == "upper" else text.upper())
        case "words":
            return number_of_words(text.lower())
        case "digits":
            return _parse_digits(text, picture)
        case _:
            raise _unsupported(picture)


def _parse_roman(text: str) -> float:
    number = largest = 0
    for letter in reversed(text):
        value = _ROMAN_VALUES.get(letter.lower()) if letter.isupper() else None
        if value is None:
            return math.nan
        if value < largest:
            number -= value
        else:
            largest = value
            number += value
    return float(number)


def _parse_digits(text: str, picture: IntegerPicture) -> float:
    digits = text[:-2] if picture.is_ordinal else text
    for separator in {","} if picture.period else {sign for _, sign in picture.separators}:
        digits = digits.replace(separator, "")
    if picture.zero != _ASCII_ZERO:
        points = [ord(sign) - picture.zero + _ASCII_ZERO for sign in digits]
        wrong = next((point for point in points if point < 0), None)
        if wrong is not None:
            raise JsonataError("", f"Invalid code point {wrong}")
        digits = "".join(map(chr, points))
    return read_integer(digits)
