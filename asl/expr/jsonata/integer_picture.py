"""Whole numbers by picture: grouped digits, letters, Roman numerals, words. Source: XPath, "fn:format-integer"."""

from __future__ import annotations

import re
from typing import Any, Final

from .values import JsonataError

__all__ = ["format_integer", "parse_integer"]

_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = [
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
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
_MAX_ROMAN: Final = 1_000_000


def _unsupported(picture: str) -> JsonataError:
    message = (
        f'Formatting or parsing an integer as a sequence starting with "{picture}"'
        " is not supported by this implementation"
    )
    return JsonataError("D3130", message, value=picture)


def format_integer(number: int, picture: str) -> str:
    """Return ``number`` as ``picture`` shows it.

    Raises:
        JsonataError: D3130 for a picture without digits that is no known sequence, D3131 for digits of two scripts.

    >>> format_integer(1234, "#,##0"), format_integer(21, "w;o"), format_integer(14, "I"), format_integer(28, "a")
    ('1,234', 'twenty-first', 'XIV', 'ab')
    """
    primary, _, modifier = picture.rpartition(";") if ";" in picture else (picture, "", "")
    is_ordinal = modifier.startswith("o")
    sign, magnitude = ("-" if number < 0 else ""), abs(number)
    match primary:
        case "a" | "A":
            text = _letters(magnitude)
        case "i" | "I":
            text = _roman(magnitude, primary)
        case "w" | "W" | "Ww":
            text = _words(magnitude, is_ordinal)
        case _:
            return sign + _digits(magnitude, primary, is_ordinal)
    if primary == "Ww":
        return sign + re.sub(r"[a-z]+", lambda w: w[0] if w[0] == "and" else w[0].capitalize(), text)
    return sign + (text.upper() if primary in "AIW" else text)


def _letters(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int, picture: str) -> str:
    if number > _MAX_ROMAN:
        raise _unsupported(picture)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _words(number: int, is_ordinal: bool) -> str:
    text = _cardinal(number)
    if not is_ordinal:
        return text
    head, separator, last = re.fullmatch(r"(.*?)([ -]?)([a-z]+)", text).groups()  # type: ignore[union-attr]
    if last in _ORDINALS:
        return f"{head}{separator}{_ORDINALS[last]}"
    return f"{head}{separator}{last[:-1] + 'ieth' if last.endswith('y') else last + 'th'}"


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {_cardinal(rest)}" if rest else "")
    for scale, name in _SCALES:
        if number >= scale:
            count, rest = divmod(number, scale)
            tail = f" and {_cardinal(rest)}" if 0 < rest < 100 else f", {_cardinal(rest)}" if rest else ""
            return f"{_cardinal(count)} {name}{tail}"
    raise AssertionError("every number from 1000 has a scale")


def _digits(number: int, picture: str, is_ordinal: bool) -> str:
    zeros = {ord(sign) - int(sign) for sign in picture if sign.isdecimal()}
    if not zeros:
        raise _unsupported(picture)
    if len(zeros) > 1:
        message = "In a decimal digit pattern, all digits must be from the same decimal group"
        raise JsonataError("D3131", message)
    zero = zeros.pop()
    separators: list[tuple[int, str]] = []
    places = mandatory = 0
    for sign in reversed(picture):
        if sign == "#" or sign.isdecimal():
            places += 1
            mandatory += sign != "#"
        else:
            separators.append((places, sign))
    text = str(number).rjust(mandatory, "0")
    if is_ordinal:
        suffix = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    else:
        suffix = ""
    shown = "".join(chr(zero + int(digit)) for digit in text)
    return _group(shown, separators) + suffix


def _group(text: str, separators: list[tuple[int, str]]) -> str:
    """Return ``text`` with separators at their places from the right, repeated when they are regular and alike."""
    first = separators[0][0] if separators else 0
    is_regular = bool(first) and all(
        place == first * index and sign == separators[0][1] for index, (place, sign) in enumerate(separators, start=1)
    )
    if is_regular:
        separators = [(place, separators[0][1]) for place in range(first, len(text), first)]
    for place, sign in reversed(separators):
        if 0 < place < len(text):
            text = text[: len(text) - place] + sign + text[len(text) - place :]
    return text


def parse_integer(text: str, picture: str) -> Any:
    """Return the number that ``text`` shows by ``picture``; None when it shows none.

    >>> parse_integer("twenty-first", "w;o"), parse_integer("XIV", "I"), parse_integer("1,234", "#,##0")
    (21, 14, 1234)
    """
    primary = picture.rpartition(";")[0] if ";" in picture else picture
    lower = text.lower()
    match primary:
        case "a" | "A":
            number = 0
            for letter in lower:
                number = number * 26 + ord(letter) - ord("a") + 1
            return number
        case "i" | "I":
            return _parse_roman(lower)
        case "w" | "W" | "Ww":
            return _parse_words(lower)
        case _ if not any(sign.isdecimal() for sign in primary):
            raise _unsupported(primary)
        case _:
            digits = "".join(sign for sign in text if sign.isdecimal())
            return int(digits[:400]) if digits else None


def _parse_roman(text: str) -> int:
    number = 0
    for value, letters in _ROMAN:
        while text.startswith(letters):
            number += value
            text = text[len(letters) :]
    return number


def _parse_words(text: str) -> int | None:
    cardinals = {ordinal: word for word, ordinal in _ORDINALS.items()}
    scales = {name: value for value, name in _SCALES}
    total = part = 0
    for found in re.findall(r"[a-z]+", text):
        word = cardinals.get(found, found)
        if word.endswith("ieth"):
            word = word[:-4] + "y"
        elif word.endswith("th"):
            word = word[:-2]
        if word in _ONES:
            part += _ONES.index(word)
        elif word in _TENS:
            part += (_TENS.index(word) + 2) * 10
        elif word == "hundred":
            part *= 100
        elif word in scales:
            if part == 0:
                total *= scales[word]
            else:
                total += part * scales[word]
            part = 0
        elif word != "and":
            return None
    return total + part
