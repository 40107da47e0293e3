"""Numbers of the lattice: making them, joining, meeting, and which number belongs to which type."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .limits import MAX_VALUES
from .model import NEVER, NUMBER, Never, Number

__all__ = [
    "are_integers",
    "greatest",
    "holds_number",
    "join_numbers",
    "least",
    "meet_numbers",
    "number_between",
    "number_of",
    "without_numbers",
]


def number_of(values: Iterable[float]) -> Number | Never:
    """Return the type of some numbers and no others.

    >>> number_of([2, 1, 2.0]).values
    (1, 2)
    """
    unique = tuple(sorted(dict.fromkeys(values)))
    return Number(unique) if unique else NEVER


def number_between(
    minimum: float | None = None, maximum: float | None = None, *, is_integer: bool = False
) -> Number | Never:
    """Return the type of the numbers between two inclusive bounds."""
    if is_integer:
        minimum = None if minimum is None else _whole(math.ceil, minimum)
        maximum = None if maximum is None else _whole(math.floor, maximum)
    if minimum is not None and maximum is not None:
        if minimum > maximum:
            return NEVER
        if minimum == maximum:
            return Number((minimum,))
    return Number((), minimum, maximum, is_integer)


def _whole(round_: object, bound: float) -> float | None:
    if isinstance(bound, float) and not math.isfinite(bound):
        return None
    return math.ceil(bound) if round_ is math.ceil else math.floor(bound)


def least(number: Number) -> float | None:
    """Return the least number of a type, ``None`` when it has none."""
    return number.values[0] if number.values else number.minimum


def greatest(number: Number) -> float | None:
    """Return the greatest number of a type, ``None`` when it has none."""
    return number.values[-1] if number.values else number.maximum


def are_integers(number: Number) -> bool:
    """Tell whether no number of the type has a fraction."""
    return all(value == value // 1 for value in number.values) if number.values else number.is_integer


def holds_number(number: Number, value: float) -> bool:
    """Tell whether a number belongs to the type."""
    if number.values:
        return value in number.values
    return (
        (number.minimum is None or value >= number.minimum)
        and (number.maximum is None or value <= number.maximum)
        and (not number.is_integer or value == value // 1)
    )


def join_numbers(left: Number, right: Number) -> Number:
    """Return the least type of both; more known values than a join keeps apart become a range."""
    if left.values and right.values:
        both = dict.fromkeys((*left.values, *right.values))
        if len(both) == len(left.values):
            return left
        if len(both) <= max(MAX_VALUES, len(right.values)):
            return Number(tuple(sorted(both)))
    elif left == NUMBER or (right.values and all(holds_number(left, value) for value in right.values)):
        return left
    elif left.values and all(holds_number(right, value) for value in left.values):
        return right
    lows, highs = (least(left), least(right)), (greatest(left), greatest(right))
    low = None if lows[0] is None or lows[1] is None else min(lows[0], lows[1])
    high = None if highs[0] is None or highs[1] is None else max(highs[0], highs[1])
    joined = Number((), low, high, are_integers(left) and are_integers(right))
    return left if joined == left else joined


def meet_numbers(left: Number, right: Number) -> Number | Never:
    """Return the numbers of both types."""
    if left.values or right.values:
        known, other = (left, right) if left.values else (right, left)
        kept = tuple(value for value in known.values if holds_number(other, value))
        return known if len(kept) == len(known.values) else number_of(kept)
    lows = [bound for bound in (left.minimum, right.minimum) if bound is not None]
    highs = [bound for bound in (left.maximum, right.maximum) if bound is not None]
    return number_between(
        max(lows, default=None), min(highs, default=None), is_integer=left.is_integer or right.is_integer
    )


def without_numbers(left: Number, right: Number) -> Number | Never:
    """Return the numbers of ``left`` that are not in ``right``, or more of ``left`` where that is no type."""
    if left.values:
        return number_of(value for value in left.values if not holds_number(right, value))
    if not right.values and (not right.is_integer or left.is_integer):
        covers_low = right.minimum is None or (left.minimum is not None and right.minimum <= left.minimum)
        covers_high = right.maximum is None or (left.maximum is not None and right.maximum >= left.maximum)
        if covers_low and covers_high:
            return NEVER
        if covers_low and right.maximum is not None:
            bound = math.floor(right.maximum) + 1 if left.is_integer else right.maximum
            low = bound if left.minimum is None else max(left.minimum, bound)
            return number_between(low, left.maximum, is_integer=left.is_integer)
        if covers_high and right.minimum is not None:
            bound = math.ceil(right.minimum) - 1 if left.is_integer else right.minimum
            high = bound if left.maximum is None else min(left.maximum, bound)
            return number_between(left.minimum, high, is_integer=left.is_integer)
    return left
