"""The least type that holds two others.

Scalars of one kind become one type, and so do two arrays. Objects with the same names are merged field by field;
objects with different names stay apart in a union, so that a test for one field can tell them from one another, until
there are more than :data:`.limits.MAX_OBJECTS`. A join gives back its left side when that holds the right one already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from .limits import MAX_FIELDS, MAX_OBJECTS, MAX_TUPLE, limited
from .model import (
    NEVER,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Never,
    Null,
    Number,
    Object,
    Origin,
    String,
    Type,
    Union,
    Unknown,
)
from .numbers import join_numbers
from .strings import join_strings

__all__ = ["field_type", "join", "join_all", "merge_objects", "with_origin", "within_fields"]

_KIND_ORDER: Final[dict[type, int]] = {Null: 0, Boolean: 1, Number: 2, String: 3, Array: 4, Object: 5}


def join(left: Type, right: Type) -> Type:
    """Return the least type that holds both.

    >>> from .build import object_of, string_of
    >>> join(string_of(["a"]), string_of(["b"])).values
    ('a', 'b')
    """
    if left is right:
        return left
    kind, other = type(left), type(right)
    if kind is other:
        same = _SAME.get(kind)
        if same is not None:
            joined: Type = same(left, right)
            return _with_common_origin(joined, left, right)
    if kind is Never or other is Unknown:
        return right
    if other is Never or kind is Unknown:
        return left
    return _with_common_origin(_join_members((*_members(left), *_members(right))), left, right)


def join_all(types: Iterable[Type]) -> Type:
    """Return the least type that holds all of some types; ``never`` for none."""
    joined: Type = NEVER
    for each in types:
        joined = join(joined, each)
    return joined


def with_origin(whole: Type, origin: Origin | None) -> Type:
    """Return the same type with another origin; what is inside keeps its own."""
    if whole.origin == origin:
        return whole
    match whole:
        case Array():
            return Array(whole.items, whole.min_items, whole.max_items, whole.prefix, origin)
        case Object():
            return Object(whole.fields, whole.rest, origin)
        case Union():
            return Union(whole.members, origin)
        case Number():
            return Number(whole.values, whole.minimum, whole.maximum, whole.is_integer, origin)
        case String():
            return String(
                whole.values,
                whole.prefix,
                whole.suffix,
                whole.min_length,
                whole.max_length,
                whole.characters,
                whole.pattern,
                origin,
            )
        case Boolean():
            return Boolean(whole.value, origin)
        case Null() | Never() | Unknown():
            return type(whole)(origin)


def _with_common_origin(joined: Type, left: Type, right: Type) -> Type:
    origin = left.origin
    if origin is not right.origin and origin != right.origin:
        origin = None
    return joined if joined.origin is origin else with_origin(joined, origin)


def _members(whole: Type) -> tuple[Type, ...]:
    return whole.members if type(whole) is Union else (whole,)


def _join_members(parts: Iterable[Type]) -> Type:
    """Join parts that are no unions."""
    scalars: dict[type, Type] = {}
    objects: list[Object] = []
    for part in parts:
        if type(part) is Object:
            _add_object(objects, part)
            continue
        kind = type(part)
        known = scalars.get(kind)
        scalars[kind] = part if known is None else join(known, part)
    return _union([*sorted(scalars.values(), key=_rank), *_few_objects(objects)])


def _rank(part: Type) -> int:
    return _KIND_ORDER[type(part)]


def _union(members: list[Type]) -> Type:
    if len(members) == 1:
        return members[0]
    return limited(Union(tuple(members)))


def _add_object(objects: list[Object], added: Object) -> None:
    for index, known in enumerate(objects):
        if known.fields.keys() == added.fields.keys() and known.is_closed is added.is_closed:
            objects[index] = _merge_two(known, added)
            return
    objects.append(added)


def _few_objects(objects: list[Object]) -> list[Object]:
    for known in objects:
        if not known.fields and type(known.rest) is Unknown:
            return [known]
    if len(objects) > MAX_OBJECTS:
        merged = merge_objects(objects)
        return [merged] if isinstance(merged, Object) else [Object({}, UNKNOWN)]
    if len(objects) > 1:
        objects.sort(key=lambda one: (len(one.fields), sorted(one.fields), not one.is_closed))
    return objects


def _join_objects(left: Object, right: Object) -> Type:
    if left.fields.keys() == right.fields.keys() and left.is_closed is right.is_closed:
        return limited(_merge_two(left, right))
    return _union([*_few_objects([left, right])])


def field_type(whole: Object, name: str) -> Field:
    """Return what an object holds under a name: a field of its own, or what the rest may hold."""
    return whole.fields.get(name) or Field(whole.rest, is_required=False)


def _merge_two(left: Object, right: Object) -> Object:
    """Merge objects of the same names, giving back the left one when it holds the right one."""
    fields: dict[str, Field] = {}
    is_same = True
    others = right.fields
    for name, member in left.fields.items():
        other = others[name]
        if member is other:
            fields[name] = member
            continue
        joined = member.type if member.type is other.type else join(member.type, other.type)
        is_required = member.is_required and other.is_required
        if joined is member.type and is_required is member.is_required:
            fields[name] = member
        else:
            fields[name] = Field(joined, is_required)
            is_same = False
    rest = join(left.rest, right.rest)
    return left if is_same and rest is left.rest else Object(fields, rest)


def merge_objects(objects: Iterable[Object]) -> Type:
    """Return one object that holds all of some objects, whatever their names."""
    merged: Object | None = None
    for each in objects:
        merged = each if merged is None else _merge_any(merged, each)
    return NEVER if merged is None else limited(within_fields(merged))


def within_fields(whole: Object) -> Object:
    """Return an object with few enough fields: the object itself, or one that only knows what any member may be."""
    if len(whole.fields) <= MAX_FIELDS:
        return whole
    return Object({}, join(whole.rest, join_all(member.type for member in whole.fields.values())), whole.origin)


def _merge_any(left: Object, right: Object) -> Object:
    fields = {}
    for name in (*left.fields, *(name for name in right.fields if name not in left.fields)):
        one, other = field_type(left, name), field_type(right, name)
        fields[name] = Field(join(one.type, other.type), one.is_required and other.is_required)
    return Object(fields, join(left.rest, right.rest))


def _join_arrays(left: Array, right: Array) -> Type:
    places = min(MAX_TUPLE, max(len(left.prefix), len(right.prefix)))
    prefix = [join(_item(left, index), _item(right, index)) for index in range(places)]
    items = join(left.items, right.items)
    for one in (left, right):
        items = join(items, join_all(one.prefix[places:]))
    while prefix and prefix[-1] == items:
        prefix.pop()
    longest = (left.max_items, right.max_items)
    joined = Array(
        items,
        min(left.min_items, right.min_items),
        None if longest[0] is None or longest[1] is None else max(longest[0], longest[1]),
        tuple(prefix),
    )
    return left if joined == left else limited(joined)


def _item(array: Array, index: int) -> Type:
    return array.prefix[index] if index < len(array.prefix) else array.items


def _join_booleans(left: Boolean, right: Boolean) -> Boolean:
    return left if left.value is right.value or left.value is None else Boolean()


def _left(left: Type, right: Type) -> Type:
    return left


_SAME: Final[dict[type, Callable[[Any, Any], Type]]] = {
    Never: _left,
    Unknown: _left,
    Null: _left,
    Boolean: _join_booleans,
    Number: join_numbers,
    String: join_strings,
    Array: _join_arrays,
    Object: _join_objects,
}
