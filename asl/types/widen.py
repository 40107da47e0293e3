"""Joining at the head of a loop, so that inference ends.

A join alone may climb for ever: a counter is 0, then 0 to 1, then 0 to 2. Widening joins too, and lets go of whatever
grew: a bound becomes no bound, an inner part that got deeper becomes unknown. Every chain of widenings ends, because
each step drops one of finitely many things.
"""

from __future__ import annotations

from typing import Final

from .join import join, join_all, merge_objects, with_origin
from .limits import cut
from .model import (
    INTEGER,
    NUMBER,
    STRING,
    Array,
    Boolean,
    Field,
    Never,
    Null,
    Number,
    Object,
    String,
    Type,
    Union,
    Unknown,
)
from .numbers import are_integers
from .relation import is_subtype
from .strings import outline

__all__ = ["loosen", "widen"]

_VALUES_KEPT: Final = 6
_DEPTH_KEPT: Final = 6
_WEIGHT_KEPT: Final = 1_500
_OBJECTS_KEPT: Final = 3


def widen(old: Type, new: Type) -> Type:
    """Return a type that holds both; ``old`` itself when it holds ``new`` already.

    >>> from .build import number_between
    >>> widen(number_between(0, 100), number_between(0, 101)).maximum is None
    True
    """
    if old is new or is_subtype(new, old):
        return old
    grown = _let_go(old, join(old, new))
    if grown.depth > max(old.depth, _DEPTH_KEPT):
        grown = cut(grown, max(old.depth, _DEPTH_KEPT))
    depth = min(grown.depth, _DEPTH_KEPT)
    while depth > 0 and grown.weight > max(old.weight, _WEIGHT_KEPT):
        depth -= 1
        grown = cut(grown, depth)
    return with_origin(grown, old.origin if old.origin == new.origin else None)


def loosen(whole: Type) -> Type:
    """Return a type without known values, bounds and patterns: only kinds and fields are left."""
    match whole:
        case Number():
            return INTEGER if are_integers(whole) else NUMBER
        case String():
            return STRING
        case Boolean():
            return Boolean()
        case Array(items=items, prefix=prefix):
            every = loosen(join_all((items, *prefix)))
            return whole if type(every) is Never else Array(every)
        case Object(fields=fields, rest=rest):
            kept = {name: Field(loosen(member.type), member.is_required) for name, member in fields.items()}
            return Object(kept, loosen(rest))
        case Union(members=members):
            return join_all(loosen(member) for member in members)
        case Null() | Never() | Unknown():
            return whole


def _let_go(old: Type, new: Type) -> Type:
    """Give up what in ``new``, which holds ``old``, goes beyond it."""
    if old is new or old == new:
        return new
    match old, new:
        case Number(), Number():
            return _let_go_number(old, new)
        case String(), String():
            return _let_go_string(old, new)
        case Array(), Array():
            return _let_go_array(old, new)
        case Object(), Object() if old.fields.keys() == new.fields.keys():
            return _let_go_object(old, new)
        case Union(), _:
            return _let_go_union(old.members, new)
        case _, Union():
            return _let_go_union((old,), new)
        case _:
            return new


def _let_go_number(old: Number, new: Number) -> Number:
    if new.values:
        return new if len(new.values) <= _VALUES_KEPT else Number(is_integer=are_integers(new))
    if old.values:
        low = new.minimum if new.minimum == old.values[0] else None
        high = new.maximum if new.maximum == old.values[-1] else None
    else:
        low = new.minimum if new.minimum == old.minimum else None
        high = new.maximum if new.maximum == old.maximum else None
    return Number((), low, high, new.is_integer)


def _let_go_string(old: String, new: String) -> String:
    if new.values and len(new.values) <= _VALUES_KEPT:
        return new
    before, after = outline(old), outline(new)
    return String(
        (),
        after.prefix,
        after.suffix,
        after.min_length if after.min_length == before.min_length else max(len(after.prefix), len(after.suffix)),
        after.max_length if after.max_length == before.max_length else None,
        after.characters if after.characters == before.characters else STRING.characters,
        after.pattern,
    )


def _let_go_array(old: Array, new: Array) -> Array:
    items = new.items
    prefix = new.prefix
    if len(prefix) != len(old.prefix) or (type(items) is Never and type(old.items) is not Never):
        prefix, items = (), join_all((items, *prefix))
    else:
        prefix = tuple(_let_go(one, other) for one, other in zip(old.prefix, prefix, strict=True))
    return Array(
        _let_go(old.items, items),
        new.min_items if new.min_items == old.min_items else 0,
        new.max_items if new.max_items == old.max_items else None,
        prefix,
    )


def _let_go_object(old: Object, new: Object) -> Object:
    fields = {}
    for name, member in new.fields.items():
        fields[name] = Field(_let_go(old.fields[name].type, member.type), member.is_required)
    return Object(fields, _let_go(old.rest, new.rest))


def _let_go_union(olds: tuple[Type, ...], new: Type) -> Type:
    news = new.members if isinstance(new, Union) else (new,)
    old_objects = [one for one in olds if isinstance(one, Object)]
    new_objects = [one for one in news if isinstance(one, Object)]
    by_kind = {type(one): one for one in olds}
    kept: list[Type] = []
    for one in news:
        if isinstance(one, Object):
            continue
        before = by_kind.get(type(one))
        kept.append(one if before is None else _let_go(before, one))
    if len(new_objects) < len(old_objects) or len(new_objects) > max(len(old_objects), _OBJECTS_KEPT):
        kept.append(loosen(merge_objects(new_objects)))
    else:
        for one in new_objects:
            same = next((each for each in old_objects if each.fields.keys() == one.fields.keys()), None)
            kept.append(one if same is None else _let_go(same, one))
    return join_all(kept)
