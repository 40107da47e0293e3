"""What counts as true, and what is a function."""

from __future__ import annotations

import math
from typing import Any, Final

from .messages import build_error
from .nesting import MAX_SIZE, too_large

__all__ = ["is_function", "is_true"]

_COST_OF_LIST: Final = 15
"""How much a list in a list counts for of what may be looked at."""


def is_function(value: Any) -> bool:
    """Tell whether a value can be called."""
    return hasattr(value, "call")


def is_true(value: Any) -> bool:
    """Return a value as a condition sees it: empty, zero, null, functions and lists without a true item are false.

    Raises:
        JsonataError: D1001, an infinite number.

    >>> [is_true(value) for value in (0, 1, "", "0", [], [0], [0, 1], {}, {"a": 0}, None)]
    [False, True, False, True, False, False, True, False, True, False]
    """
    if value is True or value is False:
        return value
    if isinstance(value, list):
        return _has_true_item(value)
    return _is_true_alone(value)


def _is_true_alone(value: Any) -> bool:
    if type(value) is float and not math.isfinite(value):
        if math.isnan(value):
            return False
        raise build_error("D1001", value=None)
    return bool(value) and not is_function(value)


def _has_true_item(items: list[Any]) -> bool:
    # Lists in lists are walked with a list of what is still to be seen, so depth costs no stack.
    pending = [iter(items)]
    left = MAX_SIZE
    while pending:
        for item in pending[-1]:
            if isinstance(item, list):
                pending.append(iter(item))
                break
            if _is_true_alone(item):
                return True
        else:
            pending.pop()
        left -= _COST_OF_LIST
        if left < 0:
            raise too_large()
    return False
