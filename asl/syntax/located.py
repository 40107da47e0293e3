"""The located tree: what stands in the text and where, with duplicate keys kept and nothing interpreted.

Items are plain values. They hold no results of any analysis, so one tree serves every reader, and they say nothing
about states: to this package a definition is an object like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from asl.json_values import MISSING, Json, JsonArray, JsonObject, Missing
from asl.pointer import ROOT, Pointer
from asl.source import Span

__all__ = [
    "Array",
    "Located",
    "Member",
    "Object",
    "Scalar",
    "ScalarStyle",
    "Unreadable",
    "duplicates",
    "unreadable",
    "value_of",
]

ScalarStyle: TypeAlias = Literal["json", "bare", "placeholder", "plain", "single", "double", "literal", "folded"]
"""How a scalar is written: ``json`` as JSON asks, ``bare`` outside quotes where JSON asks for them, ``placeholder`` as
an unquoted ``${Name}``; the others are YAML's styles."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number, boolean or null; the span includes the quotes."""

    span: Span
    value: None | bool | int | float | str
    style: ScalarStyle = "json"


@dataclass(frozen=True, slots=True)
class Array:
    """The items of an array in their order; the span includes the brackets."""

    span: Span
    items: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One ``key: value`` of an object."""

    key: str
    key_span: Span
    value: Located
    key_style: ScalarStyle = "json"


@dataclass(frozen=True, slots=True)
class Object:
    """The members of an object as written, the repeated ones as well."""

    span: Span
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place where a value belongs and none could be read; the reason has been reported."""

    span: Span


Located: TypeAlias = Scalar | Array | Object | Unreadable


def value_of(item: Located) -> Json | Missing:
    """Return the plain value: the last of duplicate keys wins, a member without a readable value is left out.

    An unreadable item of an array becomes ``null``, so that the indexes after it stay right.
    """
    match item:
        case Scalar():
            return item.value
        case Object():
            members: JsonObject = {}
            for member in item.members:
                value = value_of(member.value)
                if value is MISSING:
                    continue
                members[member.key] = value
            return members
        case Array():
            items: JsonArray = []
            for child in item.items:
                value = value_of(child)
                items.append(None if value is MISSING else value)
            return items
        case Unreadable():
            return MISSING
        case _:
            assert_never(item)


def unreadable(item: Located, pointer: Pointer = ROOT) -> tuple[Pointer, ...]:
    """Return where values could not be read, in document order; a check may keep quiet about such a place."""
    match item:
        case Scalar():
            return ()
        case Unreadable():
            return (pointer,)
        case Object():
            found: tuple[Pointer, ...] = ()
            for member in item.members:
                found += unreadable(member.value, (*pointer, member.key))
            return found
        case Array():
            found = ()
            for index, child in enumerate(item.items):
                found += unreadable(child, (*pointer, index))
            return found
        case _:
            assert_never(item)


def duplicates(item: Located, pointer: Pointer = ROOT) -> list[tuple[Pointer, Member, Member]]:
    """Return ``(place, first member, repeated member)`` for each repeated key, in document order."""
    found: list[tuple[Pointer, Member, Member]] = []
    match item:
        case Scalar() | Unreadable():
            pass
        case Object():
            first: dict[str, Member] = {}
            for member in item.members:
                here = (*pointer, member.key)
                if member.key in first:
                    found.append((here, first[member.key], member))
                else:
                    first[member.key] = member
                found += duplicates(member.value, here)
        case Array():
            for index, child in enumerate(item.items):
                found += duplicates(child, (*pointer, index))
        case _:
            assert_never(item)
    return found
