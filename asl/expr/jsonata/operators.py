"""The binary operators on two values, as JavaScript computes them on doubles."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from .messages import build_error
from .nesting import MAX_SIZE, Walk, too_large
from .number_text import as_number
from .truth import is_function
from .values import UNDEFINED, Sequence

__all__ = ["ARITHMETIC", "BINARY", "are_equal", "count_range", "is_number", "make_range", "negate", "text_of"]

_LARGEST_WHOLE: Final = 2**53


def is_number(value: Any) -> bool:
    """Tell whether a value is a number; what is called NaN is none.

    Raises:
        JsonataError: D1001, it is infinite.
    """
    if type(value) is int:
        return True
    if type(value) is not float or math.isnan(value):
        return False
    if math.isinf(value):
        raise build_error("D1001", value=None)
    return True


def negate(value: Any) -> Any:
    """Return ``-value``; undefined stays undefined."""
    if value is UNDEFINED:
        return UNDEFINED
    if not is_number(value):
        raise build_error("D1002", value=value)
    return as_number(-value)


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 else math.copysign(math.inf, left)
    return left / right


def _remainder(left: float, right: float) -> float:
    return math.nan if right == 0 else math.fmod(left, right)


def _arithmetic(token: str, compute: Callable[[Any, Any], float]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        if type(left) is int and type(right) is int:
            # Nearly all numbers are whole and small; what is not goes the long way.
            if -_LARGEST_WHOLE <= left <= _LARGEST_WHOLE and -_LARGEST_WHOLE <= right <= _LARGEST_WHOLE:
                result = compute(left, right)
                if type(result) is int and -_LARGEST_WHOLE <= result <= _LARGEST_WHOLE:
                    return result
                return as_number(result)
        else:
            if left is not UNDEFINED and not is_number(left):
                raise build_error("T2001", token=token, value=left)
            if right is not UNDEFINED and not is_number(right):
                raise build_error("T2002", token=token, value=right)
            if left is UNDEFINED or right is UNDEFINED:
                return UNDEFINED
        try:
            return as_number(compute(float(left), float(right)))
        except OverflowError:
            return math.inf

    return apply


def _comparison(token: str, compute: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        kinds = type(left), type(right)
        if kinds == (int, int):
            return compute(left, right)
        for value in (left, right):
            if value is not UNDEFINED and not isinstance(value, str) and type(value) not in {int, float}:
                raise build_error("T2010", token=token, value=value)
        if left is UNDEFINED or right is UNDEFINED:
            return UNDEFINED
        if isinstance(left, str) != isinstance(right, str):
            raise build_error("T2009", token=token, value=left, value2=right)
        if isinstance(left, str) and not (left.isascii() or right.isascii()):
            return compute(utf16_order(left), utf16_order(right))
        return compute(left, right)

    return apply


def utf16_order(text: str) -> Any:
    """Return what sorts as JavaScript sorts the text, by units of UTF-16."""
    return text.encode("utf-16-be", "surrogatepass")


def are_equal(left: Any, right: Any) -> bool:
    """Tell whether two values are the same by depth; a function only equals itself."""
    return _compare(left, right, None)


def _compare(left: Any, right: Any, walk: Walk | None) -> bool:
    kind = type(left)
    if kind is str or kind is int:
        return bool(left == right) and type(right) is not bool
    if kind is float:
        return type(right) in {int, float} and left == right
    if left is right:
        return True
    walk = Walk() if walk is None else walk
    if isinstance(left, list):
        is_alike = isinstance(right, list) and len(left) == len(right)
        return is_alike and walk.into(len(left), _are_items_equal, left, right, walk)
    if kind is dict:
        is_alike = isinstance(right, dict) and left.keys() == right.keys()
        return is_alike and walk.into(len(left), _are_members_equal, left, right, walk)
    return False


def _are_items_equal(left: list[Any], right: list[Any], walk: Walk) -> bool:
    # Loops need fewer frames of the stack than all() of a generator.
    for one, other in zip(left, right, strict=True):  # noqa: SIM110
        if not _compare(one, other, walk):
            return False
    return True


def _are_members_equal(left: dict[str, Any], right: dict[str, Any], walk: Walk) -> bool:
    for name, member in left.items():  # noqa: SIM110
        if not _compare(member, right[name], walk):
            return False
    return True


def _equals(left: Any, right: Any) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and are_equal(left, right)


def _differs(left: Any, right: Any) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and not are_equal(left, right)


def _is_among(left: Any, right: Any) -> bool:
    if left is UNDEFINED or right is UNDEFINED:
        return False
    items = right if isinstance(right, list) else [right]
    if isinstance(left, (list, dict)) or is_function(left):
        return any(left is item for item in items)
    return any(are_equal(left, item) for item in items if not isinstance(item, (list, dict)))


def text_of(value: Any) -> str:
    """Return an operand of ``&`` as text."""
    if type(value) is str:
        return value
    if value is UNDEFINED:
        return ""
    if type(value) is int and -(10**15) < value < 10**15:
        return str(value)
    from .functions.string import render_string

    text: str = render_string(value)
    return text


def _join(left: Any, right: Any) -> str:
    text = text_of(left) + text_of(right)
    if len(text) > MAX_SIZE:
        raise too_large()
    return text


def count_range(left: Any, right: Any) -> int:
    """Return how many numbers ``left .. right`` has; none when an end is missing."""
    for code, value in (("T2003", left), ("T2004", right)):
        if value is not UNDEFINED and (type(value) is not int and (type(value) is not float or not value.is_integer())):
            raise build_error(code, value=value)
    if left is UNDEFINED or right is UNDEFINED or left > right:
        return 0
    return int(right) - int(left) + 1


def make_range(left: Any, right: Any, limit: int) -> Any:
    """Return the numbers from ``left`` to ``right``, undefined when there are none.

    Raises:
        JsonataError: T2003, T2004, an end is no whole number; D2014, there are more than ``limit``.
    """
    size = count_range(left, right)
    if size > limit:
        raise build_error("D2014", value=as_number(float(size)))
    return Sequence(range(int(left), int(right) + 1)) if size else UNDEFINED


ARITHMETIC: Final = frozenset("+-*/%&")
"""The operators that are often written in long chains."""

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
    "&": _join,
}
"""What each operator but ``..``, ``and`` and ``or`` does with the values of its operands."""
