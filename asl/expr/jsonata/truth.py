"""What counts as true, and what is a function."""

from __future__ import annotations

from typing import Any

from .values import UNDEFINED

__all__ = ["is_function", "is_true"]


def is_function(value: Any) -> bool:
    """Tell whether a value can be called."""
    return hasattr(value, "call")


def is_true(value: Any) -> bool:
    """Return a value as a condition sees it: empty, zero, null, functions and lists without a true item are false.

    >>> [is_true(value) for value in (0, 1, "", "0", [], [0], [0, 1], {}, {"a": 0}, None)]
    [False, True, False, True, False, False, True, False, True, False]
    """
    if value is UNDEFINED or is_function(value):
        return False
    if isinstance(value, list):
        return any(is_true(item) for item in value)
    return bool(value)
