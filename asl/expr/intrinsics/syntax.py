"""What an intrinsic function call is, taken apart: a name and arguments, each with the characters it was
written in.

Spans count characters of the whole field's text, also those of an inner call, so that a mistake anywhere is
shown where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from asl.expr.path import Path
from asl.source import Span

__all__ = ["Argument", "Call", "Literal", "PathArgument", "iter_calls", "iter_path_arguments"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: a string in single quotes, a number, ``true``, ``false`` or ``null``.

    ``value`` has its escapes undone; ``written`` is the text as it stands, quotes included, because
    ``States.Format`` tells ``{}`` from ``\\{\\}``.
    """

    value: str | int | float | bool | None
    written: str
    span: Span


@dataclass(frozen=True, slots=True)
class PathArgument:
    """A path, ``$.a``, ``$$.Execution.Id`` or ``$variable.a``."""

    path: Path
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A call, ``States.MathAdd($.n, 1)``; ``text`` is how it was written."""

    name: str
    arguments: tuple[Argument, ...]
    text: str
    span: Span
    name_span: Span


Argument: TypeAlias = Literal | PathArgument | Call


def iter_calls(call: Call) -> Iterator[Call]:
    """Yield a call and the calls inside it, outermost first, then in the order they are written."""
    yield call
    for argument in call.arguments:
        if isinstance(argument, Call):
            yield from iter_calls(argument)


def iter_path_arguments(call: Call) -> Iterator[PathArgument]:
    """Yield every path that a call reads, also inside nested calls, in the order they are written."""
    for argument in call.arguments:
        if isinstance(argument, PathArgument):
            yield argument
        elif isinstance(argument, Call):
            yield from iter_path_arguments(argument)
