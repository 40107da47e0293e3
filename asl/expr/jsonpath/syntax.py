"""The tree of a path. Spans count characters of the text that was parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from asl.json_values import Json
from asl.source import Span

__all__ = [
    "Both",
    "Compare",
    "Either",
    "Exists",
    "Filter",
    "Function",
    "Indexes",
    "JsonLiteral",
    "JsonPath",
    "Names",
    "Negate",
    "NumberLiteral",
    "Operand",
    "PathOperand",
    "Pattern",
    "Scan",
    "Segment",
    "Slice",
    "StringLiteral",
    "Test",
    "Unquoted",
    "Wildcard",
]


@dataclass(frozen=True, slots=True)
class Names:
    """``.a``, ``['a']`` or ``['a','b']``; ``quote`` is the delimiter that messages show them with."""

    names: tuple[str, ...]
    span: Span
    quote: str = "'"


@dataclass(frozen=True, slots=True)
class Indexes:
    """``[0]`` or ``[0,-1]``."""

    indexes: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Slice:
    """``[1:3]``, ``[1:]`` or ``[:3]``; a third part is read and ignored."""

    start: int | None
    end: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Wildcard:
    """``*`` or ``[*]``."""

    span: Span


@dataclass(frozen=True, slots=True)
class Scan:
    """``..``: what follows is looked for at every depth."""

    span: Span


@dataclass(frozen=True, slots=True)
class Filter:
    """``[?(…)]``."""

    test: Test
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    """``.length()``; an argument is a path or a JSON value."""

    name: str
    arguments: tuple[JsonPath | JsonLiteral, ...]
    span: Span


Segment: TypeAlias = Names | Indexes | Slice | Wildcard | Scan | Filter | Function


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A whole path.

    ``is_item`` when it starts with ``@``: inside a filter it then reads the item that is tested. ``stray`` is the one
    character at the end that Jayway reads over, ``$.a[``; the States Language's own reader refuses it.
    """

    text: str
    segments: tuple[Segment, ...]
    is_item: bool = False
    stray: Span | None = None

    @property
    def is_definite(self) -> bool:
        """Whether the path names at most one value, so that reading it gives that value and not a list."""
        if self.is_function_of_scan:
            return True
        last = len(self.segments) - 1
        return all(is_definite_segment(segment, index == last) for index, segment in enumerate(self.segments))

    @property
    def is_function_of_scan(self) -> bool:
        """Whether a function at the end gets the whole scan that the path starts with, and so makes one value of it."""
        segments = self.segments
        return len(segments) > 2 and isinstance(segments[0], Scan) and isinstance(segments[-1], Function)

    @property
    def keys(self) -> tuple[str | int, ...] | None:
        """The names and indexes, when the path has nothing else; ``None`` otherwise."""
        keys: list[str | int] = []
        for segment in self.segments:
            match segment:
                case Names(names=(name,)):
                    keys.append(name)
                case Indexes(indexes=(index,)):
                    keys.append(index)
                case _:
                    return None
        return tuple(keys)


def is_definite_segment(segment: Segment, is_leaf: bool) -> bool:
    """Tell whether a segment alone selects at most one value; several names at the end become one object."""
    match segment:
        case Names(names=names):
            return len(names) == 1 or is_leaf
        case Indexes(indexes=indexes):
            return len(indexes) == 1
        case Function():
            return True
        case _:
            return False


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number; ``text`` as written, because equality with strings compares texts."""

    text: str


@dataclass(frozen=True, slots=True)
class StringLiteral:
    """A quoted string, escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class JsonLiteral:
    """``true``, ``false``, ``null``, a list or an object."""

    value: Json = field(hash=False)  # a list has no hash, and paths are keys of caches


@dataclass(frozen=True, slots=True)
class Pattern:
    """``/regex/flags`` in Java's dialect."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class PathOperand:
    """A path that a comparison reads."""

    path: JsonPath


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A word without quotes, ``@.type == Receipt``: deployed definitions have them; reading one always fails."""

    text: str


Operand: TypeAlias = NumberLiteral | StringLiteral | JsonLiteral | Pattern | PathOperand | Unquoted


@dataclass(frozen=True, slots=True)
class Exists:
    """``@.a`` or ``!@.a`` alone."""

    path: JsonPath
    wanted: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands and an operator, in lower case."""

    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Negate:
    """``!(…)``."""

    test: Test


@dataclass(frozen=True, slots=True)
class Both:
    """``… && …``."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """``… || …``."""

    tests: tuple[Test, ...]


Test: TypeAlias = Exists | Compare | Negate | Both | Either
