"""Lists as JSONata holds them: sequences that flatten, arrays that were built on purpose, streams of tuples.

Source: JSONata documentation, "Sequences"; the finer rules are those of version 2.0.6.
"""

from __future__ import annotations

from typing import Any

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
    return isinstance(value, Sequence) and not value.is_constructed


def collapse(value: Any, *, keeps_array: bool = False) -> Any:
    """Return a sequence of no item as undefined, and of one item as that item unless it is to be kept."""
    if not is_sequence(value):
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
        found = Sequence()
        for item in value:
            one = field_of(item, name)
            if isinstance(one, list):
                found += one
            elif one is not UNDEFINED:
                found.append(one)
        return found
    return UNDEFINED


def _flat(value: list[Any], into: list[Any]) -> None:
    for item in value:
        if isinstance(item, list):
            _flat(item, into)
        else:
            into.append(item)


def values_of(value: Any) -> Sequence:
    """Return what ``*`` selects: the values of an object or array, arrays among them made flat."""
    found = Sequence()
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, list):
                _flat(item, found)
            else:
                found.append(item)
    return found
