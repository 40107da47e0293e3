"""What is found in a file: a definition with what its template says about it, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from asl.diagnostics import Diagnostic, Place, Severity
from asl.document import Document
from asl.source import Source, Span
from asl.syntax.json_parse import located_tree

__all__ = [
    "Definition",
    "NotFollowedError",
    "Origin",
    "Reader",
    "WorkflowType",
    "no_reader",
    "unfollowed",
    "without_value",
]

WorkflowType: TypeAlias = Literal["STANDARD", "EXPRESS"]

Origin: TypeAlias = Literal["file", "api", "sam", "cloudformation", "cdk", "terraform", "serverless"]
"""What kind of file a definition stands in; ``api`` is a request or an answer of the service's own API."""


class NotFollowedError(Exception):
    """A file that a template names is not read; the reason is one clause without a full stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reader(Protocol):
    """Gives the texts that a template names."""

    def __call__(self, path: str) -> Source:
        """Return the text of a file, named relative to the folder of the template.

        Raises:
            NotFollowedError: there is no such file, or it may not be read.
        """


def no_reader(path: str) -> Source:
    """Refuse: for templates that come from nowhere, as from standard input."""
    raise NotFollowedError("the template has no folder to look in")


@dataclass(frozen=True, slots=True)
class Definition:
    """A state machine of a file.

    Attributes:
        name: what the file calls it (logical id, resource name); empty when the whole file is the definition.
        document: its spans point into ``document.source``, the file in which the definition is written. Without a
            value when the definition could not be followed; its diagnostics then say why.
        origin: the kind of file.
        workflow_type: what the file says; nothing when it does not say.
        substitutions: names that the deployment fills in; nothing when the file has no such list.
    """

    name: str
    document: Document
    origin: Origin = "file"
    workflow_type: WorkflowType | None = None
    substitutions: frozenset[str] | None = field(default=None)


def unfollowed(
    source: Source,
    span: Span,
    message: str,
    help: str = "",  # noqa: A002 - as in Diagnostic
    severity: Severity = Severity.INFO,
) -> Document:
    """Return a document without a value that says why: a definition lies where it cannot be read from here."""
    note = Diagnostic("ASL019", "definition-elsewhere", severity, message, Place(), help, span=span)
    return without_value(source, (note,))


def without_value(source: Source, diagnostics: Iterable[Diagnostic]) -> Document:
    """Return a document in which nothing could be read."""
    return Document(source, located_tree(source, None), tuple(diagnostics))
