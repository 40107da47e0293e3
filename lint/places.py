"""Values by their place."""

from __future__ import annotations

from asl.json_values import MISSING, Json, Missing
from asl.pointer import Pointer

__all__ = ["value_at"]


def value_at(value: Json | Missing, at: Pointer) -> Json | Missing:
    """Return what stands at a place, ``MISSING`` when there is no such place.

    >>> value_at({"a": [1, 2]}, ("a", 1)), value_at({}, ("b",))
    (2, MISSING)
    """
    for step in at:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return MISSING
    return value
