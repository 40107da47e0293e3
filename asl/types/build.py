"""Making arrays, objects and types of known values in their normal form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from asl.json_values import Json

from .join import join, join_all, within_fields
from .limits import MAX_DEPTH, MAX_TUPLE, limited
from .model import NEVER, NULL, UNKNOWN, Array, Boolean, Field, Never, Object, Type
from .numbers import number_between, number_of
from .strings import string_like, string_of

__all__ = [
    "array_of",
    "number_between",
    "number_of",
    "object_of",
    "of_value",
    "string_like",
    "string_of",
    "tuple_of",
    "union_of",
]

_EMPTY = Array(NEVER, 0, 0)
_MAX_LITERAL_DEPTH = MAX_DEPTH // 2


def array_of(
    items: Type = UNKNOWN, min_items: int = 0, max_items: int | None = None, prefix: Iterable[Type] = ()
) -> Type:
    """Return the type of arrays whose first items are of the types of ``prefix``, and all further ones ``items``."""
    places = list(prefix)
    impossible = next((index for index, item in enumerate(places) if type(item) is Never), None)
    if impossible is None and type(items) is Never:
        impossible = len(places)
    if impossible is not None:
        max_items = impossible if max_items is None else min(max_items, impossible)
    if max_items is not None:
        if max_items < min_items:
            return NEVER
        if max_items == 0:
            return _EMPTY
        del places[max_items:]
        if len(places) == max_items:
            items = NEVER
    if len(places) > MAX_TUPLE:
        items = join(items, join_all(places[MAX_TUPLE:]))
        del places[MAX_TUPLE:]
    while places and places[-1] == items:
        places.pop()
    return limited(Array(items, min_items, max_items, tuple(places)))


def tuple_of(types: Iterable[Type]) -> Type:
    """Return the type of arrays with one item of each type, in order: the result of a Parallel state."""
    items = tuple(types)
    return array_of(NEVER, len(items), len(items), items)


def object_of(
    fields: Mapping[str, Type | Field],
    *,
    optional: Mapping[str, Type] | None = None,
    rest: Type = NEVER,
) -> Type:
    """Return the type of objects with required ``fields``, ``optional`` ones, and other members of type ``rest``.

    Objects are closed unless ``rest`` is given. An object with a required field that no value fits is ``never``.
    """
    members = {name: each if isinstance(each, Field) else Field(each) for name, each in fields.items()}
    members |= {name: Field(each, is_required=False) for name, each in (optional or {}).items()}
    for name, member in tuple(members.items()):
        if type(member.type) is Never:
            if member.is_required:
                return NEVER
            if type(rest) is Never:
                del members[name]
    return limited(within_fields(Object(members, rest)))


def union_of(types: Iterable[Type]) -> Type:
    """Return the type of the values of any of some types; another name for :func:`.join.join_all`."""
    return join_all(types)


_TRUE, _FALSE = Boolean(value=True), Boolean(value=False)


def of_value(value: Json) -> Type:
    """Return the type that a value written in a definition has: as narrow as the lattice allows.

    >>> of_value({"a": [1, "x"]}).fields["a"].type.max_items
    2
    """
    return _of(value, 0)


def _of(value: Json, depth: int) -> Type:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, str):
        return string_of((value,))
    if isinstance(value, (int, float)):
        return number_of((value,))
    if depth >= _MAX_LITERAL_DEPTH:
        return UNKNOWN
    if isinstance(value, list):
        if len(value) > MAX_TUPLE:
            return array_of(join_all(_of(item, depth + 1) for item in value), len(value), len(value))
        return tuple_of(_of(item, depth + 1) for item in value)
    return object_of({name: Field(_of(member, depth + 1)) for name, member in value.items()})
