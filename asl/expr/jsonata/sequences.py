"""Lists as JSONata holds them: sequences that flatten, arrays that were built on purpose, streams of tuples.

Source: JSONata documentation, "Sequences"; the finer rules are those of version 2.0.6.
"""

from __future__ import annotations

from typing import Any

from .nesting import Walk, flatten
from .values import UNDEFINED, Sequence

__all__ = ["Constructed", "Tuples", "append", "collapse", "field_of", "is_sequence", "values_of"]


class Constructed(list[Any]):
    """An array that a constructor made at an end of a path: it is not flattened into the path's result."""

    __slots__ = ()


class Tuples(list[dict[str, Any]]):
    """Values with their bindings: each tuple holds the value under ``@`` and the bindings under their names."""

    __slots__ = ()


def is_sequence(value: Any) -> bool:
    """Tell whether a value is a sequence, not just an array."""
    return type(value) is Sequence


def collapse(value: Any, *, keeps_array: bool = False) -> Any:
    """Return a sequence of no item as undefined, and of one item as that item unless it is to be kept."""
    if type(value) is not Sequence:
        return value
    if keeps_array:
        value.keeps_singleton = True
    if not value:
        return UNDEFINED
    if len(value) == 1 and not value.keeps_singleton:
        return value[0]
    return value


def append(left: Any, right: Any) -> Any:
    """Return two values as one list; undefined adds nothing."""
    if left is UNDEFINED:
        return right
    if right is UNDEFINED:
        return left
    return [*(left if isinstance(left, list) else (left,)), *(right if isinstance(right, list) else (right,))]


def field_of(value: Any, name: str) -> Any:
    """Return the field of an object, or those of the objects in an array as a sequence."""
    if isinstance(value, dict):
        return value.get(name, UNDEFINED)
    if isinstance(value, list):
        walk = Walk()
        return walk.into(len(value), _fields_of, value, name, walk)
    return UNDEFINED


def _fields_of(value: list[Any], name: str, walk: Walk) -> Sequence:
    found = Sequence()
    for item in value:
        if type(item) is dict:
            one = item.get(name, UNDEFINED)
        elif isinstance(item, list):
            one = walk.into(len(item), _fields_of, item, name, walk)
        else:
            continue
        if isinstance(one, list):
            found += one
        elif one is not UNDEFINED:
            found.append(one)
    return found


def values_of(value: Any) -> list[Any]:
    """Return what ``*`` selects: the values of an object or array, arrays among them made flat.

    It is a sequence as long as no array is among them, and a plain array then.
    """
    found: list[Any] = []
    has_array = False
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, list):
                has_array = True
                flatten(item, found)
            else:
                found.append(item)
    return found if has_array else Sequence(found)
