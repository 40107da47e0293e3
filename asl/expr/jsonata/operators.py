"""The binary operators on two values, as JavaScript computes them on doubles."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from .messages import build_error
from .truth import is_function
from .values import UNDEFINED, Sequence

__all__ = ["BINARY", "MAX_RANGE", "are_equal", "as_number", "negate"]

MAX_RANGE: Final = 10_000_000
"""The most items that ``..`` makes."""

_LARGEST_WHOLE: Final = 2**53
_SMALLEST_WITH_EXPONENT: Final = 1e21


def is_number(value: Any) -> bool:
    """Tell whether a value is a number.

    Raises:
        JsonataError: D1001, it is a number out of range.
    """
    if type(value) is int:
        return True
    if type(value) is not float:
        return False
    if not math.isfinite(value):
        raise build_error("D1001", value=None)
    return True


def as_number(value: float) -> int | float:
    """Return a number as a double has it: an int where JavaScript prints neither fraction nor exponent.

    >>> as_number(4 / 2), as_number(2**53 + 1), as_number(1e21), as_number(-0.0)
    (2, 9007199254740992, 1e+21, 0)
    """
    if isinstance(value, int) and -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE:
        return value
    try:
        double = float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    return int(double) if double.is_integer() and abs(double) < _SMALLEST_WITH_EXPONENT else double


def negate(value: Any) -> Any:
    """Return ``-value``; undefined stays undefined."""
    if value is UNDEFINED:
        return UNDEFINED
    if not is_number(value):
        raise build_error("D1002", value=value)
    return -value


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 else math.copysign(math.inf, left)
    return left / right


def _remainder(left: float, right: float) -> float:
    return math.nan if right == 0 else math.fmod(left, right)


def _arithmetic(token: str, compute: Callable[[Any, Any], float]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        if left is not UNDEFINED and not is_number(left):
            raise build_error("T2001", token=token, value=left)
        if right is not UNDEFINED and not is_number(right):
            raise build_error("T2002", token=token, value=right)
        if left is UNDEFINED or right is UNDEFINED:
            return UNDEFINED
        try:
            return as_number(compute(left, right))
        except OverflowError:
            return math.inf

    return apply


def _comparison(token: str, compute: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        for value in (left, right):
            if value is not UNDEFINED and not isinstance(value, str) and type(value) not in {int, float}:
                raise build_error("T2010", token=token, value=value)
        if left is UNDEFINED or right is UNDEFINED:
            return UNDEFINED
        if isinstance(left, str) != isinstance(right, str):
            raise build_error("T2009", token=token, value=left, value2=right)
        return compute(left, right)

    return apply


def are_equal(left: Any, right: Any) -> bool:
    """Tell whether two values are the same by depth; a function only equals itself."""
    if left is right:
        return True
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(are_equal, left, right))
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and left.keys() == right.keys()
            and all(are_equal(value, right[key]) for key, value in left.items())
        )
    if is_function(left) or is_function(right):
        return False
    return bool(left == right)


def _equals(left: Any, right: Any) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and are_equal(left, right)


def _differs(left: Any, right: Any) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and not are_equal(left, right)


def _is_among(left: Any, right: Any) -> bool:
    if left is UNDEFINED or right is UNDEFINED:
        return False
    items = right if isinstance(right, list) else [right]
    if isinstance(left, (list, dict)):
        return any(left is item for item in items)
    return any(are_equal(left, item) for item in items)


def _as_text(value: Any) -> str:
    if value is UNDEFINED:
        return ""
    if isinstance(value, str):
        return value
    from .registry import declared_functions

    text = declared_functions()["string"].evaluate(value)
    return text if isinstance(text, str) else ""


def _range(left: Any, right: Any) -> Any:
    for code, value in (("T2003", left), ("T2004", right)):
        if value is not UNDEFINED and (type(value) not in {int, float} or value != math.floor(value)):
            raise build_error(code, value=value)
    if left is UNDEFINED or right is UNDEFINED or left > right:
        return UNDEFINED
    size = int(right) - int(left) + 1
    if size > MAX_RANGE:
        raise build_error("D2014", value=size)
    return Sequence(list(range(int(left), int(right) + 1)))


BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": _arithmetic("+", lambda left, right: left + right),
    "-": _arithmetic("-", lambda left, right: left - right),
    "*": _arithmetic("*", lambda left, right: left * right),
    "/": _arithmetic("/", _divide),
    "%": _arithmetic("%", _remainder),
    "<": _comparison("<", lambda left, right: left < right),
    "<=": _comparison("<=", lambda left, right: left <= right),
    ">": _comparison(">", lambda left, right: left > right),
    ">=": _comparison(">=", lambda left, right: left >= right),
    "=": _equals,
    "!=": _differs,
    "in": _is_among,
    "&": lambda left, right: _as_text(left) + _as_text(right),
    "..": _range,
}
"""What each operator does with the values of its operands."""
