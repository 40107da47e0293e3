"""What is found while an expression's type is inferred: paths with what they lead to, and operations that fail."""

from __future__ import annotations

from dataclasses import dataclass

from asl.pointer import Pointer
from asl.source import Span
from asl.types import Access, Presence, Type, type_text

__all__ = ["ExpressionType", "JsonataFieldType", "JsonataProblem", "JsonataRead"]


@dataclass(frozen=True, slots=True)
class JsonataRead:
    """One path of an expression: where it is written, and what it finds.

    Attributes:
        pointer: the string that holds the expression.
        text: the path as written, up to where it finds nothing.
        span: its place in the string, ``{%`` included.
        found: what it leads to; the misses count the names behind the first part of the path.
        is_certain: whether every evaluation of the expression comes to the path.
        is_probe: whether the expression only asks if something is there, as ``$exists`` does.
    """

    pointer: Pointer
    text: str
    span: Span
    found: Access
    is_certain: bool
    is_probe: bool


@dataclass(frozen=True, slots=True)
class JsonataProblem:
    """An operation that fails whenever it is evaluated.

    Attributes:
        pointer: the string that holds the expression.
        span: the operation's place in the string, ``{%`` included.
        code: JSONata's code of the error; empty for a value that its field cannot take.
        name: the operator, function or field.
        wanted: what it takes, in words.
        given: what it gets.
        is_certain: whether every evaluation of the expression comes to it.
    """

    pointer: Pointer
    span: Span
    code: str
    name: str
    wanted: str
    given: Type | None
    is_certain: bool

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        subject = f'"{self.name}" wants {self.wanted}'
        return subject if self.given is None else f"{subject}, but gets {type_text(self.given, 80)}"


@dataclass(frozen=True, slots=True)
class ExpressionType:
    """One expression of a field: its place, the type of its value, and whether it has one.

    ``MISSING`` says that no run gets a value: it finds nothing or fails.
    """

    pointer: Pointer
    span: Span
    type: Type
    presence: Presence


@dataclass(frozen=True, slots=True)
class JsonataFieldType:
    """The type of a field's value, its expressions in the order they are written, and what was found in them.

    An expression that gives no value makes every evaluation fail; its type is unknown here, so that one mistake is not
    told twice.
    """

    type: Type
    expressions: tuple[ExpressionType, ...] = ()
    reads: tuple[JsonataRead, ...] = ()
    problems: tuple[JsonataProblem, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether some expression certainly gives no value, so that the field has none in any run."""
        return any(each.presence is Presence.MISSING for each in self.expressions)
