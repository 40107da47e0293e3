"""Whether a JSON value belongs to a type."""

from __future__ import annotations

from typing import assert_never

from asl.json_values import Json

from .join import field_type
from .model import Array, Boolean, Never, Null, Number, Object, String, Type, Union, Unknown
from .numbers import holds_number
from .strings import holds_string

__all__ = ["contains"]


def contains(whole: Type, value: Json) -> bool:
    """Tell whether a value belongs to a type; a string's pattern that Python cannot read counts as matched.

    >>> from .build import object_of, string_of
    >>> contains(object_of({"a": string_of(["x"])}), {"a": "x"}), contains(object_of({}), {"a": "x"})
    (True, False)
    """
    match whole:
        case Unknown():
            return True
        case Never():
            return False
        case Null():
            return value is None
        case Boolean(value=known):
            return isinstance(value, bool) and (known is None or value is known)
        case Number():
            return isinstance(value, (int, float)) and not isinstance(value, bool) and holds_number(whole, value)
        case String():
            return isinstance(value, str) and holds_string(whole, value)
        case Array():
            return isinstance(value, list) and _holds_items(whole, value)
        case Object():
            return (
                isinstance(value, dict)
                and all(name in value for name, member in whole.fields.items() if member.is_required)
                and all(contains(field_type(whole, name).type, member) for name, member in value.items())
            )
        case Union(members=members):
            return any(contains(member, value) for member in members)
        case _:
            assert_never(whole)


def _holds_items(array: Array, value: list[Json]) -> bool:
    if len(value) < array.min_items or (array.max_items is not None and len(value) > array.max_items):
        return False
    places = array.prefix
    return all(
        contains(places[index] if index < len(places) else array.items, item) for index, item in enumerate(value)
    )
