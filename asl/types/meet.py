"""What two types have in common, and what is left of one without the other.

Both may err towards more values: a meet holds every value of both types, a difference every value of the left type that
the right one lacks.
"""

from __future__ import annotations

from .build import array_of, object_of
from .join import field_type, join_all, with_origin
from .limits import MAX_TUPLE
from .model import NEVER, Array, Boolean, Field, Never, Null, Number, Object, String, Type, Union, Unknown
from .numbers import meet_numbers, without_numbers
from .relation import is_subtype
from .strings import meet_strings, without_strings

__all__ = ["meet", "without"]


def meet(left: Type, right: Type) -> Type:
    """Return the type of the values of both types. Its origin is that of the left one, whose values it narrows.

    >>> from .build import number_between
    >>> meet(number_between(0, 10), number_between(5, 20)).maximum
    10
    """
    if left is right or type(right) is Unknown:
        return left
    if type(left) is Union:
        return _kept(left, join_all(meet(member, right) for member in left.members))
    if type(right) is Union:
        return join_all(meet(left, member) for member in right.members)
    return _kept(left, _meet_simple(left, right))


def _kept(left: Type, narrowed: Type) -> Type:
    """Prefer the left type itself, with its origin, when the meet did not narrow it."""
    return left if narrowed == left else _under_origin(narrowed, left)


def _under_origin(narrowed: Type, left: Type) -> Type:
    return narrowed if narrowed.origin is not None or left.origin is None else with_origin(narrowed, left.origin)


def _meet_simple(left: Type, right: Type) -> Type:
    match left, right:
        case Unknown(), _:
            return right
        case (Null(), Null()) | (Never(), _):
            return left
        case Boolean(), Boolean():
            if left.value is None or right.value is None or left.value is right.value:
                return right if left.value is None else left
            return NEVER
        case Number(), Number():
            return meet_numbers(left, right)
        case String(), String():
            return meet_strings(left, right)
        case Array(), Array():
            return _meet_arrays(left, right)
        case Object(), Object():
            return _meet_objects(left, right)
        case _:
            return NEVER


def _meet_arrays(left: Array, right: Array) -> Type:
    places = min(MAX_TUPLE, max(len(left.prefix), len(right.prefix)))
    most = [length for length in (left.max_items, right.max_items) if length is not None]
    return array_of(
        meet(left.items, right.items),
        max(left.min_items, right.min_items),
        min(most, default=None),
        [meet(_item(left, index), _item(right, index)) for index in range(places)],
    )


def _item(array: Array, index: int) -> Type:
    return array.prefix[index] if index < len(array.prefix) else array.items


def _meet_objects(left: Object, right: Object) -> Type:
    fields = {}
    for name in (*left.fields, *(name for name in right.fields if name not in left.fields)):
        one, other = field_type(left, name), field_type(right, name)
        fields[name] = Field(meet(one.type, other.type), one.is_required or other.is_required)
    return object_of(fields, rest=meet(left.rest, right.rest))


def without(left: Type, right: Type) -> Type:
    """Return the type of the values of ``left`` that do not belong to ``right``.

    >>> from .build import string_of
    >>> without(string_of(["a", "b"]), string_of(["b"])).values
    ('a',)
    """
    if type(left) is Union:
        rest = join_all(without(member, right) for member in left.members)
        return left if rest == left else _under_origin(rest, left)
    match left, right:
        case Never() | Unknown(), _:
            return left
        case _, Never():
            return left
        case _, Unknown():
            return NEVER
        case _, Union(members=members):
            for member in members:
                left = without(left, member)
            return left
        case Boolean(value=None), Boolean(value=bool() as value):
            return Boolean(not value, left.origin)
        case Number(), Number():
            return _under_origin(without_numbers(left, right), left)
        case String(), String():
            return _under_origin(without_strings(left, right), left)
        case _:
            return NEVER if is_subtype(left, right) else left
