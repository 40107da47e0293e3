"""How large a type may become. Beyond a limit it is widened, so that inference stays fast on any definition.

Types are shared trees: a template ``{"a.$": "$", "b.$": "$"}`` doubles what can be walked to with every state, and a
chain of such states would make walks exponential. The weight counts a type as if nothing were shared.
"""

from __future__ import annotations

from typing import Final

from .model import UNKNOWN, Array, Field, Object, Type, Union

__all__ = [
    "MAX_DEPTH",
    "MAX_EXACT_LENGTH",
    "MAX_FIELDS",
    "MAX_OBJECTS",
    "MAX_TUPLE",
    "MAX_VALUES",
    "MAX_WEIGHT",
    "cut",
    "limited",
]

MAX_VALUES: Final = 24
"""Known values that a join keeps apart; enumerations that are longer from the start stay as they are."""
MAX_EXACT_LENGTH: Final = 1024
"""Length of the longest string that is known by its value."""
MAX_TUPLE: Final = 32
"""Items of an array whose types are told apart."""
MAX_OBJECTS: Final = 6
"""Objects with different fields in one union."""
MAX_FIELDS: Final = 96
"""Fields of one object."""
MAX_DEPTH: Final = 32
"""Containers inside one another."""
MAX_WEIGHT: Final = 6_000
"""Types inside one type, each counted as often as it can be reached."""

_KEPT_WHEN_CUT = (12, 8, 6, 4, 3, 2, 1)


def limited(whole: Type) -> Type:
    """Return a type within the limits of depth and weight: the type itself, or one whose inner parts are unknown."""
    if whole.weight <= MAX_WEIGHT and whole.depth <= MAX_DEPTH:
        return whole
    shorter = cut(whole, MAX_DEPTH // 2) if whole.weight <= MAX_WEIGHT else whole
    for depth in _KEPT_WHEN_CUT:
        if shorter.weight <= MAX_WEIGHT and shorter.depth <= MAX_DEPTH:
            return shorter
        shorter = cut(whole, depth)
    return shorter if shorter.weight <= MAX_WEIGHT else UNKNOWN


def cut(whole: Type, depth: int) -> Type:
    """Return a type in which containers deeper than ``depth`` levels are unknown."""
    if whole.depth <= depth:
        return whole
    if depth <= 0:
        return UNKNOWN
    match whole:
        case Object(fields=fields, rest=rest):
            kept = {name: Field(cut(member.type, depth - 1), member.is_required) for name, member in fields.items()}
            return Object(kept, cut(rest, depth - 1), whole.origin)
        case Array(items=items, prefix=prefix):
            types = tuple(cut(item, depth - 1) for item in prefix)
            return Array(cut(items, depth - 1), whole.min_items, whole.max_items, types, whole.origin)
        case Union(members=members):
            parts = tuple(cut(member, depth) for member in members)
            return Union(parts, whole.origin)
        case _:
            return whole
