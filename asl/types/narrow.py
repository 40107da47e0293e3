"""What is left of a type after a test held, or did not.

The tests are those of Choice Rules: of the kind of a value, of equality, of order, of a pattern. A comparison between
values of different kinds does not hold and is no error, so a test that did not hold leaves all other kinds as they
were. Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias, assert_never

from .build import array_of, number_between, number_of, object_of, of_value, string_like
from .characters import characters_of
from .join import field_type, join, join_all, with_origin
from .limits import MAX_TUPLE
from .meet import meet, without
from .model import (
    BOOLEAN,
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Never,
    Number,
    Object,
    String,
    Type,
    Union,
    Unknown,
)

__all__ = [
    "Equals",
    "IsKind",
    "Kind",
    "Matches",
    "Order",
    "Ordered",
    "Test",
    "absent",
    "narrow",
    "narrow_at",
    "present",
]

_TIMESTAMP: Final = string_like(min_length=20, max_length=35, characters=characters_of("0123456789-+T:.Z"))


class Kind(Enum):
    """What ``IsNull`` and its kin ask for; the value is JSON's word, or ``timestamp``."""

    NULL = "null"
    BOOLEAN = "boolean"
    NUMERIC = "number"
    STRING = "string"
    TIMESTAMP = "timestamp"


_KINDS: Final[dict[Kind, Type]] = {
    Kind.NULL: NULL,
    Kind.BOOLEAN: BOOLEAN,
    Kind.NUMERIC: NUMBER,
    Kind.STRING: STRING,
    Kind.TIMESTAMP: _TIMESTAMP,
}


class Order(Enum):
    """How a value stands to another one; the value is the operator."""

    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


_OPPOSITE: Final = {
    Order.LESS: Order.GREATER_OR_EQUAL,
    Order.LESS_OR_EQUAL: Order.GREATER,
    Order.GREATER: Order.LESS_OR_EQUAL,
    Order.GREATER_OR_EQUAL: Order.LESS,
}


@dataclass(frozen=True, slots=True)
class IsKind:
    """``IsString`` and its kin. A comparison of timestamps that holds says as much as ``IsTimestamp``."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Equals:
    """``StringEquals``, ``NumericEquals``, ``BooleanEquals``: the same kind and the same value."""

    value: str | float | bool


@dataclass(frozen=True, slots=True)
class Ordered:
    """``NumericLessThan``, ``StringGreaterThan`` and their kin: the same kind and in that order to ``bound``.

    ``bound`` is ``None`` where only its kind is known, as when it is read from a path.
    """

    kind: Kind
    order: Order
    bound: str | float | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    r"""``StringMatches``: ``*`` stands for any characters, a backslash before a character for that character."""

    pattern: str


Test: TypeAlias = IsKind | Equals | Ordered | Matches


def narrow(whole: Type, test: Test, *, holds: bool = True) -> Type:
    """Return the type of the values for which a test holds, or does not.

    >>> from .build import union_of
    >>> narrow(union_of([STRING, NULL]), IsKind(Kind.NULL), holds=False) == STRING
    True
    >>> narrow(NUMBER, Ordered(Kind.NUMERIC, Order.LESS, 5), holds=False).minimum
    5
    """
    match test:
        case IsKind(kind=kind):
            if holds:
                return meet(whole, _KINDS[kind])
            # Some strings of the length and the characters of a timestamp are none.
            return whole if kind is Kind.TIMESTAMP else without(whole, _KINDS[kind])
        case Equals(value=value):
            return meet(whole, of_value(value)) if holds else without(whole, of_value(value))
        case Ordered():
            return _narrow_ordered(whole, test, holds)
        case Matches(pattern=pattern):
            return _narrow_matches(whole, pattern, holds)
        case _:
            assert_never(test)


def _narrow_ordered(whole: Type, test: Ordered, holds: bool) -> Type:
    if test.kind is not Kind.NUMERIC or test.bound is None or isinstance(test.bound, str):
        return meet(whole, _KINDS[test.kind]) if holds else whole
    order, bound = (test.order, test.bound) if holds else (_OPPOSITE[test.order], test.bound)

    def change(part: Type) -> Type:
        match part:
            case Number():
                return _numbers(part, order, bound)
            case Unknown():
                return _numbers(NUMBER, order, bound) if holds else part
            case _:
                return NEVER if holds else part

    return _each(whole, change)


def _each(whole: Type, change: Callable[[Type], Type]) -> Type:
    parts = whole.members if isinstance(whole, Union) else (whole,)
    changed = join_all(map(change, parts))
    if changed == whole:
        return whole
    return changed if changed.origin or not whole.origin else with_origin(changed, whole.origin)


def _numbers(number: Number, order: Order, bound: float) -> Type:
    """Return the numbers in an order to a bound; an exclusive bound of numbers with a fraction becomes inclusive."""
    match order:
        case Order.LESS:
            kept, limit = [value for value in number.values if value < bound], number_between(None, bound)
        case Order.LESS_OR_EQUAL:
            kept, limit = [value for value in number.values if value <= bound], number_between(None, bound)
        case Order.GREATER:
            kept, limit = [value for value in number.values if value > bound], number_between(bound)
        case Order.GREATER_OR_EQUAL:
            kept, limit = [value for value in number.values if value >= bound], number_between(bound)
        case _:
            assert_never(order)
    if number.values:
        return number_of(kept)
    within = meet(number, limit)
    is_strict = order in (Order.LESS, Order.GREATER)
    if is_strict and (number.is_integer or (isinstance(within, Number) and within.values)):
        return (
            without(within, number_of((bound,)))
            if isinstance(within, Number) and within.values
            else _inner(within, order, bound)
        )
    return within


def _inner(within: Type, order: Order, bound: float) -> Type:
    """Leave out a bound that is not reached, of integers."""
    if not isinstance(within, Number) or bound != bound // 1:
        return within
    if order is Order.LESS:
        return number_between(within.minimum, min(bound - 1, within.maximum or bound - 1), is_integer=True)
    return number_between(max(bound + 1, within.minimum or bound + 1), within.maximum, is_integer=True)


def _narrow_matches(whole: Type, pattern: str, holds: bool) -> Type:
    pieces = _pieces(pattern)
    if len(pieces) == 1:
        return narrow(whole, Equals(pieces[0]), holds=holds)
    if not holds:
        if not any(pieces):
            return without(whole, STRING)
        return _each(whole, lambda part: _texts(part, pieces, holds=False))
    fixed = sum(map(len, pieces))
    wanted = string_like(pieces[0], pieces[-1], min_length=fixed)
    return _each(whole, lambda part: _texts(meet(part, wanted), pieces, holds=True))


def _texts(part: Type, pieces: Sequence[str], *, holds: bool) -> Type:
    if not isinstance(part, String) or not part.values:
        return part
    kept = tuple(value for value in part.values if _matches(value, pieces) is holds)
    return String(kept) if kept else NEVER


def _matches(value: str, pieces: Sequence[str]) -> bool:
    first, *middle, last = pieces
    if not (value.startswith(first) and value.endswith(last)) or len(value) < len(first) + len(last):
        return False
    at, end = len(first), len(value) - len(last)
    for piece in middle:
        found = value.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _pieces(pattern: str) -> list[str]:
    pieces = [""]
    characters = iter(pattern)
    for character in characters:
        if character == "*":
            pieces.append("")
        else:
            pieces[-1] += next(characters, "\\") if character == "\\" else character
    return pieces


def narrow_at(whole: Type, keys: Sequence[str | int], change: Callable[[Type], Type]) -> Type:
    """Return the type of the values that have something at a place, with that changed as told.

    >>> from .build import object_of, union_of
    >>> either = union_of([object_of({"a": STRING}), object_of({"b": STRING})])
    >>> list(narrow_at(either, ("a",), lambda inner: inner).fields)
    ['a']
    """
    if not keys:
        return change(whole)
    key = keys[0]
    match whole:
        case Union():
            return _each(whole, lambda part: narrow_at(part, keys, change))
        case Unknown():
            inner = narrow_at(UNKNOWN, keys[1:], change)
            if isinstance(key, str):
                return object_of({key: inner}, rest=UNKNOWN)
            return NEVER if type(inner) is Never else array_of(UNKNOWN, _needed(key))
        case Object() if isinstance(key, str):
            member = field_type(whole, key)
            inner = narrow_at(member.type, keys[1:], change)
            if inner is member.type and member.is_required:
                return whole
            if type(inner) is Never:
                return NEVER
            return Object({**whole.fields, key: Field(inner)}, whole.rest, whole.origin)
        case Array() if isinstance(key, int):
            return _narrow_item(whole, key, keys[1:], change)
        case _:
            return NEVER


def _needed(position: int) -> int:
    return -position if position < 0 else position + 1


def _narrow_item(whole: Array, position: int, rest: Sequence[str | int], change: Callable[[Type], Type]) -> Type:
    needed = max(whole.min_items, _needed(position))
    if position < 0 and whole.min_items == whole.max_items:
        position += whole.min_items
    if not 0 <= position < MAX_TUPLE:
        return with_origin(array_of(whole.items, needed, whole.max_items, whole.prefix), whole.origin)
    places = list(whole.prefix)
    places += [whole.items] * (position + 1 - len(places))
    places[position] = narrow_at(places[position], rest, change)
    return with_origin(array_of(whole.items, needed, whole.max_items, places), whole.origin)


def present(whole: Type, keys: Sequence[str | int]) -> Type:
    """Return the type of the values that have something at a place: what ``IsPresent`` leaves when it holds."""
    return narrow_at(whole, keys, lambda inner: inner)


def absent(whole: Type, keys: Sequence[str | int]) -> Type:
    """Return the type of the values that have nothing at a place: what ``IsPresent`` leaves when it does not hold.

    >>> from .build import object_of
    >>> absent(object_of({"a": STRING}, optional={"b": STRING}), ("b",)).fields.keys()
    dict_keys(['a'])
    """
    if not keys:
        return NEVER
    key = keys[0]
    match whole:
        case Union():
            return _each(whole, lambda part: absent(part, keys))
        case Object() if isinstance(key, str):
            return _absent_member(whole, key, keys[1:])
        case Array() if isinstance(key, int) and len(keys) == 1:
            most = _needed(key) - 1 if whole.max_items is None else min(whole.max_items, _needed(key) - 1)
            return with_origin(array_of(whole.items, whole.min_items, most, whole.prefix), whole.origin)
        case _:
            return whole


def _absent_member(whole: Object, name: str, rest: Sequence[str | int]) -> Type:
    member = field_type(whole, name)
    lacking: Type = NEVER
    if not member.is_required:
        fields = {**whole.fields, name: Field(NEVER, is_required=False)}
        lacking = with_origin(object_of(fields, rest=whole.rest), whole.origin)
    inner = absent(member.type, rest)
    if inner is member.type:
        return whole
    if type(inner) is Never:
        return lacking
    having = Object({**whole.fields, name: Field(inner)}, whole.rest, whole.origin)
    return join(lacking, having)
