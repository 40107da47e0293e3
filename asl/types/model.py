"""The types of JSON values: a small lattice with ``never`` below and ``unknown`` above.

A type stands for a set of JSON values. Every operation of this package may only err towards more values, so that what
is certain stays certain; ``unknown`` is the set of all values and never the reason of an error. Numbers are their
values, as in :func:`asl.json_values.equal`: ``1`` and ``1.0`` are the same, and both are integers.

A type is a value: frozen, hashable, compared by what it stands for. Where it came from rides along as ``origin`` and
takes no part in comparisons. Make types with the functions of :mod:`.build`, which keep the normal forms described
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, TypeAlias

from asl.pointer import ROOT, Pointer

from .characters import ANY, Characters

__all__ = [
    "BOOLEAN",
    "INTEGER",
    "NEVER",
    "NULL",
    "NUMBER",
    "STRING",
    "UNKNOWN",
    "Array",
    "Boolean",
    "Field",
    "Never",
    "Null",
    "Number",
    "Object",
    "Origin",
    "String",
    "Type",
    "Union",
    "Unknown",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """What produced a value.

    Attributes:
        state: name of the state; empty for the input of the machine and the Context Object.
        what: the field or the API action that made it, ``Result``, ``ResultPath``, ``sagemaker:createModel``.
        at: where in the definition that is written.
    """

    state: str
    what: str
    at: Pointer = ROOT


@dataclass(frozen=True, slots=True)
class Never:
    """No value at all: what a state that always fails gives."""

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Any value; nothing is known about it."""

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Null:
    """``null``."""

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``; ``value`` is ``None`` when it may be either."""

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    value: bool | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number: one of ``values`` (sorted, without repetition), or, when there are none, anything between the bounds.

    ``minimum`` and ``maximum`` are inclusive, ``None`` for no bound. ``is_integer`` leaves out numbers with a fraction.
    """

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    values: tuple[int | float, ...] = ()
    minimum: int | float | None = None
    maximum: int | float | None = None
    is_integer: bool = False
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class String:
    """A string: one of ``values`` (sorted, without repetition), or, when there are none, any that the rest admits.

    It starts with ``prefix``, ends with ``suffix`` (the two may overlap), has a length within the bounds and only
    characters of ``characters``. ``pattern`` is a regular expression in Java's dialect for the whole string, kept only
    where the other attributes do not say the same. Lengths count code points.
    """

    weight: ClassVar[int] = 1
    depth: ClassVar[int] = 0
    values: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    min_length: int = 0
    max_length: int | None = None
    characters: Characters = ANY
    pattern: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Array:
    """An array: item ``i`` is of type ``prefix[i]`` where there is one, of type ``items`` after that.

    The number of items is within the bounds, which may be lower than the length of ``prefix``.
    """

    items: Type
    min_items: int = 0
    max_items: int | None = None
    prefix: tuple[Type, ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    weight: int = field(init=False, default=1, compare=False, repr=False)
    depth: int = field(init=False, default=1, compare=False, repr=False)

    def __post_init__(self) -> None:
        parts = (*self.prefix, self.items)
        object.__setattr__(self, "weight", 1 + sum(part.weight for part in parts))
        object.__setattr__(self, "depth", 1 + max(part.depth for part in parts))


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an object: its type, and whether every value has it."""

    type: Type
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Object:
    """An object with the ``fields``; any other member is of type ``rest``.

    ``rest`` is ``never`` for a closed object, which has no other members, and ``unknown`` for an open one. A field that
    is optional and of type ``never`` is a name that an open object certainly lacks.
    """

    fields: Mapping[str, Field]
    rest: Type
    origin: Origin | None = field(default=None, compare=False, repr=False)
    weight: int = field(init=False, default=1, compare=False, repr=False)
    depth: int = field(init=False, default=1, compare=False, repr=False)

    def __post_init__(self) -> None:
        weight, depth = self.rest.weight, self.rest.depth
        for member in self.fields.values():
            inner = member.type
            weight += inner.weight
            if inner.depth > depth:  # noqa: PLR1730 - a call of max takes twice as long, and this is hot
                depth = inner.depth
        object.__setattr__(self, "weight", weight + 1)
        object.__setattr__(self, "depth", depth + 1)

    def __hash__(self) -> int:
        return hash((frozenset(self.fields), self.rest))

    @property
    def is_closed(self) -> bool:
        """Whether the object has no members but its fields."""
        return type(self.rest) is Never


@dataclass(frozen=True, slots=True)
class Union:
    """A value of one of several types: at most one for each kind of scalar, one array, and a few objects.

    The members are in a fixed order, so equal unions are equal tuples. There are at least two, and none is a union,
    ``never`` or ``unknown``.
    """

    members: tuple[Type, ...]
    origin: Origin | None = field(default=None, compare=False, repr=False)
    weight: int = field(init=False, default=1, compare=False, repr=False)
    depth: int = field(init=False, default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(member.weight for member in self.members))
        object.__setattr__(self, "depth", max(member.depth for member in self.members))


Type: TypeAlias = Never | Unknown | Null | Boolean | Number | String | Array | Object | Union

NEVER: Final = Never()
UNKNOWN: Final = Unknown()
NULL: Final = Null()
BOOLEAN: Final = Boolean()
NUMBER: Final = Number()
INTEGER: Final = Number(is_integer=True)
STRING: Final = String()
