"""What a value is of after something was written into it, as ``ResultPath`` does.

The rules are those of :func:`asl.expr.reference_write.write_reference_path`: a name is written into an object and made
where it is missing; an index has to exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .access import Presence, index
from .build import array_of, object_of
from .join import field_type, join, join_all, within_fields
from .limits import MAX_TUPLE, limited
from .model import NEVER, UNKNOWN, Array, Field, Never, Object, Type, Union, Unknown

__all__ = ["Written", "set_path"]


@dataclass(frozen=True, slots=True)
class Written:
    """The type after the write, where it succeeds, and whether it does: ``MISSING`` says that it never can."""

    type: Type
    presence: Presence


def set_path(whole: Type, keys: Sequence[str | int], value: Type) -> Written:
    """Return the type of the values of ``whole`` with a ``value`` at the place that the keys lead to.

    >>> from .build import object_of, of_value
    >>> sorted(set_path(of_value({"a": 1}), ("b", "c"), of_value(2)).type.fields)
    ['a', 'b']
    """
    if not keys:
        return Written(value, Presence.PRESENT)
    match whole:
        case Never():
            return Written(NEVER, Presence.PRESENT)
        case Union(members=members):
            return _any_of([set_path(member, keys, value) for member in members])
        case Unknown():
            return _set_in_unknown(keys, value)
        case Object() if isinstance(keys[0], str):
            return _set_member(whole, keys[0], keys[1:], value)
        case Array() if isinstance(keys[0], int):
            return _set_item(whole, keys[0], keys[1:], value)
        case _:
            return Written(NEVER, Presence.MISSING)


def _any_of(found: Sequence[Written]) -> Written:
    presences = {each.presence for each in found}
    presence = presences.pop() if len(presences) == 1 else Presence.MAYBE
    return Written(join_all(each.type for each in found), presence)


def _set_in_unknown(keys: Sequence[str | int], value: Type) -> Written:
    inner = set_path(UNKNOWN, keys[1:], value)
    if isinstance(keys[0], str):
        return Written(object_of({keys[0]: inner.type}, rest=UNKNOWN), Presence.MAYBE)
    needed = -keys[0] if keys[0] < 0 else keys[0] + 1
    return Written(array_of(UNKNOWN, needed), Presence.MAYBE)


def _set_member(whole: Object, name: str, rest: Sequence[str | int], value: Type) -> Written:
    known = field_type(whole, name)
    if not rest:
        return Written(_with_field(whole, name, value), Presence.PRESENT)
    found = [] if type(known.type) is Never else [set_path(known.type, rest, value)]
    if not known.is_required:
        # A missing object is made on the way; a missing array is not.
        can_make = isinstance(rest[0], str)
        made = set_path(object_of({}), rest, value) if can_make else Written(NEVER, Presence.MISSING)
        found.append(made)
    written = _any_of(found)
    if written.presence is Presence.MISSING:
        return Written(NEVER, Presence.MISSING)
    return Written(_with_field(whole, name, written.type), written.presence)


def _with_field(whole: Object, name: str, value: Type) -> Type:
    if type(value) is Never:
        return NEVER
    return limited(within_fields(Object({**whole.fields, name: Field(value)}, whole.rest, whole.origin)))


def _set_item(whole: Array, position: int, rest: Sequence[str | int], value: Type) -> Written:
    place = index(whole, position)
    if place.presence is Presence.MISSING:
        return Written(NEVER, Presence.MISSING)
    inner = set_path(place.type, rest, value)
    if inner.presence is Presence.MISSING or type(inner.type) is Never:
        return Written(NEVER, inner.presence)
    is_there = place.presence is inner.presence is Presence.PRESENT
    presence = Presence.PRESENT if is_there else Presence.MAYBE
    needed = max(whole.min_items, -position if position < 0 else position + 1)
    if position < 0 and whole.min_items == whole.max_items:
        position += whole.min_items
    if not 0 <= position < MAX_TUPLE:
        items = join(join_all((whole.items, *whole.prefix)), inner.type)
        return Written(array_of(items, needed, whole.max_items), presence)
    places = list(whole.prefix)
    places += [whole.items] * (position + 1 - len(places))
    places[position] = inner.type
    return Written(array_of(whole.items, needed, whole.max_items, places), presence)
