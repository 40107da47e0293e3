"""What stands at a place inside a type, and whether there is anything at all.

The steps are those of JSONPath: names, indexes, slices, a wildcard, all descendants. A name finds something in objects
only, an index in arrays only; ``null`` has no members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum

from .build import array_of
from .join import field_type, join, join_all
from .model import NEVER, UNKNOWN, Array, Field, Never, Object, Type, Union, Unknown

__all__ = [
    "Access",
    "Miss",
    "Presence",
    "candidates",
    "descendants",
    "elements",
    "field",
    "field_names",
    "index",
    "read",
    "slice_of",
]


class Presence(Enum):
    """Whether a value has something at a place."""

    PRESENT = "present"
    MAYBE = "maybe missing"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Miss:
    """The step at which a path finds nothing, or may find nothing.

    Attributes:
        step: how many steps were taken before it.
        key: the name or index that was looked for.
        holder: the type that it was looked for in; its origin is what made it.
        is_certain: no value of the whole type gets past this step.
    """

    step: int
    key: str | int
    holder: Type
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Access:
    """What a place holds when it is there, whether it is, and what speaks against it.

    ``MAYBE`` without a miss means that nothing is known: no reason to warn.
    """

    type: Type
    presence: Presence
    misses: tuple[Miss, ...] = ()


def read(whole: Type, keys: Sequence[str | int]) -> Access:
    """Return what a chain of names and indexes leads to.

    >>> from .build import object_of
    >>> from .model import STRING
    >>> found = read(object_of({"ModelArn": STRING}), ("RoleArn",))
    >>> found.presence, found.misses[0].key
    (<Presence.MISSING: 'missing'>, 'RoleArn')
    """
    found = Access(whole, Presence.PRESENT)
    for step, key in enumerate(keys):
        inner = field(found.type, key) if isinstance(key, str) else index(found.type, key)
        if inner.presence is Presence.MISSING:
            # A value ends before this step or at it: none has the whole path, whatever may be missing on the way.
            misses = tuple(replace(miss, step=step, is_certain=True) for miss in inner.misses)
            return Access(NEVER, Presence.MISSING, (*found.misses, *misses))
        misses = (*found.misses, *(replace(miss, step=step) for miss in inner.misses))
        is_there = found.presence is Presence.PRESENT and inner.presence is Presence.PRESENT
        found = Access(inner.type, Presence.PRESENT if is_there else Presence.MAYBE, misses)
    return found


def field(whole: Type, name: str) -> Access:
    """Return what a name leads to."""
    match whole:
        case Unknown():
            return Access(UNKNOWN, Presence.MAYBE)
        case Never():
            return Access(NEVER, Presence.PRESENT)
        case Union(members=members):
            return _any_of([field(member, name) for member in members])
        case Object():
            member = field_type(whole, name)
            if member.is_required:
                return Access(member.type, Presence.PRESENT)
            if type(member.type) is Never:
                return _missing(name, whole)
            misses = (Miss(0, name, whole, is_certain=False),) if name in whole.fields else ()
            return Access(member.type, Presence.MAYBE, misses)
        case _:
            return _missing(name, whole)


def index(whole: Type, position: int) -> Access:
    """Return what an index leads to; a negative one counts from the end."""
    match whole:
        case Unknown():
            return Access(UNKNOWN, Presence.MAYBE)
        case Never():
            return Access(NEVER, Presence.PRESENT)
        case Union(members=members):
            return _any_of([index(member, position) for member in members])
        case Array():
            needed = -position if position < 0 else position + 1
            if whole.max_items is not None and needed > whole.max_items:
                return _missing(position, whole)
            if needed <= whole.min_items:
                return Access(_item(whole, position), Presence.PRESENT)
            misses = () if whole.max_items is None else (Miss(0, position, whole, is_certain=False),)
            return Access(_item(whole, position), Presence.MAYBE, misses)
        case _:
            return _missing(position, whole)


def _missing(key: str | int, holder: Type) -> Access:
    return Access(NEVER, Presence.MISSING, (Miss(0, key, holder, is_certain=True),))


def _item(array: Array, position: int) -> Type:
    if position < 0:
        if array.min_items != array.max_items:
            return _any_item(array)
        position += array.min_items
    return array.prefix[position] if position < len(array.prefix) else array.items


def _any_item(array: Array) -> Type:
    return join_all((array.items, *array.prefix))


def _any_of(found: Sequence[Access]) -> Access:
    """Combine what the members of a union hold."""
    presences = {each.presence for each in found}
    misses = tuple(miss for each in found for miss in each.misses)
    whole = join_all(each.type for each in found)
    if len(presences) == 1:
        return Access(whole, presences.pop(), misses)
    return Access(whole, Presence.MAYBE, tuple(replace(miss, is_certain=False) for miss in misses))


def elements(whole: Type) -> Type:
    """Return the array of what a wildcard selects: items of an array, members of an object, nothing of a scalar.

    >>> from .build import object_of, of_value
    >>> elements(of_value({"a": 1, "b": 2})).max_items
    2
    """
    match whole:
        case Unknown():
            return Array(UNKNOWN)
        case Never():
            return NEVER
        case Array():
            return whole
        case Object(fields=fields, rest=rest):
            present = [member for member in fields.values() if type(member.type) is not Never]
            least = sum(member.is_required for member in present)
            most = len(present) if type(rest) is Never else None
            return array_of(join(rest, join_all(member.type for member in present)), least, most)
        case Union(members=members):
            return join_all(elements(member) for member in members)
        case _:
            return array_of(NEVER)


def slice_of(whole: Type, start: int | None, end: int | None) -> Access:
    """Return the array that ``[start:end]`` selects; only arrays can be sliced.

    With both ends given the service takes every position from one to the other, so ``[-1:1]`` is the last item and the
    first one, and ``[0:-1]`` nothing.
    """
    match whole:
        case Unknown():
            return Access(Array(UNKNOWN), Presence.MAYBE)
        case Never():
            return Access(NEVER, Presence.PRESENT)
        case Union(members=members):
            return _any_of([slice_of(member, start, end) for member in members])
        case Array():
            return Access(_slice(whole, start, end), Presence.PRESENT)
        case _:
            return _missing(0, whole)


def _slice(array: Array, start: int | None, end: int | None) -> Type:
    if array.min_items == array.max_items and array.min_items <= len(array.prefix):
        places = array.prefix[: array.min_items]
        kept = [places[position] for position in _positions(len(places), start, end)]
        return array_of(NEVER, len(kept), len(kept), kept)
    most = array.max_items
    if start is not None and end is not None:
        return array_of(_any_item(array), 0, max(0, end - start))
    # Counted from the end of the array, or from its start, a single end bounds the number of items.
    width = -start if start is not None and start < 0 else end if end is not None and end >= 0 else None
    if width is not None:
        most = width if most is None else min(most, width)
    return array_of(_any_item(array), 0, most)


def _positions(length: int, start: int | None, end: int | None) -> Sequence[int]:
    """Return the positions that a slice selects. With both ends given the service counts from one to the other."""
    if start is None or end is None:
        return range(length)[start:end]
    return [position for position in range(start, min(length, end)) if -length <= position < length]


def descendants(whole: Type) -> Iterator[Type]:
    """Yield a type and the types of everything inside it, each as often as it occurs; ``never`` is left out."""
    pending = [whole]
    while pending:
        each = pending.pop()
        match each:
            case Never():
                continue
            case Union(members=members):
                pending += reversed(members)
                continue
            case Object(fields=fields, rest=rest):
                pending += reversed([*(member.type for member in fields.values()), rest])
            case Array(items=items, prefix=prefix):
                pending += reversed([*prefix, items])
            case _:
                pass
        yield each


def field_names(whole: Type) -> tuple[str, ...]:
    """Return the names that values of a type are known to have, or maybe have, in order."""
    objects: Iterable[Type] = whole.members if isinstance(whole, Union) else (whole,)
    names: dict[str, Field] = {}
    for each in objects:
        if isinstance(each, Object):
            names |= {name: member for name, member in each.fields.items() if type(member.type) is not Never}
    return tuple(names)


def candidates(holder: Type, name: str) -> tuple[str, ...]:
    """Return names of a type that a misspelt one may have been meant to be, the likeliest first."""
    names = field_names(holder)
    by_lower_case: dict[str, str] = {}
    for each in names:
        by_lower_case.setdefault(each.lower(), each)
    near = get_close_matches(name.lower(), by_lower_case, n=3, cutoff=0.7)
    return tuple(by_lower_case[each] for each in near if by_lower_case[each] != name)
