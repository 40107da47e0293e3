"""What a check has to say about a user's document: data, never printed or raised here.

A diagnostic names its place symbolically (a JSON Pointer, optionally a range of characters inside the string there).
:meth:`asl.document.Document.span` turns the place into offsets when somebody wants to see it; only errors of the text
itself, which have no pointer yet, carry a span from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from .pointer import ROOT, Pointer, pointer_text
from .source import Span

__all__ = ["Diagnostic", "Edit", "Fix", "Label", "Place", "Severity", "has_errors"]


class Severity(Enum):
    """How bad it is: an ``ERROR`` makes the service refuse the definition, or the state certainly fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: the value at ``pointer``, its key, or some characters of the string there.

    ``within`` counts characters of the *decoded* string; the document maps them through the escapes of the text.
    """

    pointer: Pointer = ROOT
    part: Literal["value", "key"] = "value"
    within: Span | None = None

    def __str__(self) -> str:
        return pointer_text(self.pointer)


@dataclass(frozen=True, slots=True)
class Label:
    """A second place worth seeing, with the reason: ``first defined here``."""

    place: Place
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of ``span`` by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend the mistake. A safe fix never changes what a correct definition does."""

    description: str
    edits: tuple[Edit, ...]
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: stable code of ours, ``ASL201``; see ``asl explain``.
        name: readable name of the code, ``missing-target``.
        message: what is wrong with the actual names; one plain sentence in lower case, without a full stop.
        help: the next step, one imperative sentence; empty when there is nothing useful to say.
        aws_code: the code that Step Functions answers with, ``MISSING_TRANSITION_TARGET``; empty when it says nothing.
        aws_message: the message that Step Functions gives, where it is known; empty otherwise.
        aws_pointer: the place that Step Functions names, where it differs from ``place``.
        span: offsets, only for mistakes in the text itself (``place`` then says what could be read).
    """

    code: str
    name: str
    severity: Severity
    message: str
    place: Place = Place()
    help: str = ""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    span: Span | None = None
    aws_code: str = ""
    aws_message: str = ""
    aws_pointer: Pointer | None = None


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
