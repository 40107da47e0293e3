"""Bounds on the size of the JSON text of a type's values, in bytes of UTF-8.

The size is that of :func:`asl.json_values.size_bytes`, which the service's payload quota of 256 KiB counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from asl.json_values import size_bytes

from .characters import Characters
from .model import Array, Boolean, Never, Null, Number, Object, String, Type, Union, Unknown
from .numbers import greatest, least

__all__ = ["SizeBounds", "size_bounds"]

_LONGEST_FLOAT = 24
_EXACT_INTEGERS = 10**300
_LAST_OF_BYTES = (0x7F, 0x7FF, 0xFFFF)


@dataclass(frozen=True, slots=True)
class SizeBounds:
    """The least and the greatest size in bytes; ``maximum`` is ``None`` where there is no bound."""

    minimum: int
    maximum: int | None


def size_bounds(whole: Type) -> SizeBounds:
    """Return the bounds of a type; of ``never``, which has no value, nought to nought.

    >>> from .build import of_value
    >>> size_bounds(of_value({"a": [True, "é"]}))
    SizeBounds(minimum=17, maximum=17)
    """
    match whole:
        case Unknown():
            return SizeBounds(1, None)
        case Never():
            return SizeBounds(0, 0)
        case Null():
            return SizeBounds(4, 4)
        case Boolean(value=value):
            return SizeBounds(5 if value is False else 4, 4 if value is True else 5)
        case Number():
            return _number(whole)
        case String():
            return _string(whole)
        case Array():
            return _array(whole)
        case Object():
            return _object(whole)
        case Union(members=members):
            bounds = [size_bounds(member) for member in members]
            return SizeBounds(min(each.minimum for each in bounds), _greatest([each.maximum for each in bounds]))
        case _:
            assert_never(whole)


def _greatest(sizes: list[int | None]) -> int | None:
    return None if None in sizes else max(size for size in sizes if size is not None)


def _number(number: Number) -> SizeBounds:
    if number.values:
        # 1 and 1.0 are the same number with different texts, and a type does not tell them apart.
        texts = [size for value in number.values for size in _number_sizes(value)]
        return SizeBounds(min(texts), max(texts))
    low, high = least(number), greatest(number)
    if low is None or high is None:
        return SizeBounds(1, None)
    return SizeBounds(1, max(_LONGEST_FLOAT, *_number_sizes(low), *_number_sizes(high)))


def _number_sizes(value: int | float) -> list[int]:  # noqa: PYI041 - the two have different texts
    """Return the sizes of the texts that a number can have."""
    other: int | float = value
    if isinstance(value, int):
        other = float(value) if abs(value) < _EXACT_INTEGERS else value
    elif value == value // 1:
        other = int(value)
    return [size_bytes(value), size_bytes(other)]


def _string(string: String) -> SizeBounds:
    if string.values:
        sizes = [size_bytes(value) for value in string.values]
        return SizeBounds(min(sizes), max(sizes))
    known = size_bytes(string.prefix) - 2
    maximum = None
    if string.max_length is not None:
        maximum = 2 + known + (string.max_length - len(string.prefix)) * _widest(string.characters)
    return SizeBounds(2 + max(string.min_length, known, size_bytes(string.suffix) - 2), maximum)


def _widest(characters: Characters) -> int:
    """Return the most bytes that one character of a set takes in JSON text."""
    widest = 0
    for low, high in characters.ranges:
        if low < 0x20:
            return 6
        widest = max(widest, 1 + sum(high > last for last in _LAST_OF_BYTES))
    if characters.holds(ord('"')) or characters.holds(ord("\\")):
        widest = max(widest, 2)
    return widest


def _array(array: Array) -> SizeBounds:
    places = [size_bounds(each) for each in array.prefix]
    others = size_bounds(array.items)
    sure = places[: array.min_items]
    minimum = 2 + sum(each.minimum for each in sure) + (array.min_items - len(sure)) * others.minimum
    minimum += max(0, array.min_items - 1)
    if array.max_items is None:
        return SizeBounds(minimum, None)
    possible = [each.maximum for each in places[: array.max_items]]
    possible += [others.maximum] if array.max_items > len(possible) else []
    if None in possible:
        return SizeBounds(minimum, None)
    count = array.max_items
    total = sum(each.maximum or 0 for each in places[:count]) + max(0, count - len(places)) * (others.maximum or 0)
    return SizeBounds(minimum, 2 + total + max(0, count - 1))


def _object(whole: Object) -> SizeBounds:
    minimum, count = 2, 0
    maximum: int | None = 2 if whole.is_closed else None
    for name, member in whole.fields.items():
        if isinstance(member.type, Never):
            continue
        inner = size_bounds(member.type)
        key = size_bytes(name) + 1
        if member.is_required:
            minimum += key + inner.minimum + (1 if count else 0)
            count += 1
        if maximum is not None:
            maximum = None if inner.maximum is None else maximum + key + inner.maximum + (1 if maximum > 2 else 0)
    return SizeBounds(minimum, maximum)
