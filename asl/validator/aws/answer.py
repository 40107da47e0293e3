"""Diagnostics in the shapes of the API: the response of a validation, and the error of a refused creation.

Source: API reference, *ValidateStateMachineDefinition*, *ValidateStateMachineDefinitionDiagnostic* and
*InvalidDefinition*; the forms of location and message as recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NotRequired, TypedDict

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document, parse
from asl.pointer import aws_location

from ..entry import WorkflowType
from ..run import validate
from .json_words import JsonTextError, read_json_text

__all__ = ["DEFAULT_MAX_RESULTS", "DiagnosticObject", "ValidationResponse", "definition_error", "validation_response"]

DEFAULT_MAX_RESULTS = 100

_GENERAL_CODE = "SCHEMA_VALIDATION_FAILED"
_WITHOUT_PLACE = frozenset({"ASL002"})
"""Codes about the text as a whole, for which the service gives no location."""


class DiagnosticObject(TypedDict):
    """One entry of ``diagnostics``; ``location`` is ``/States/Name/Branches[0]`` and absent for the text as a whole."""

    severity: Literal["ERROR", "WARNING"]
    code: str
    message: str
    location: NotRequired[str]


class ValidationResponse(TypedDict):
    """What *ValidateStateMachineDefinition* answers."""

    result: Literal["OK", "FAIL"]
    diagnostics: list[DiagnosticObject]
    truncated: bool


def validation_response(
    definition: Document | str,
    *,
    type: WorkflowType = "STANDARD",  # noqa: A002 - the service's name for it
    severity: Literal["ERROR", "WARNING"] = "ERROR",
    max_results: int = DEFAULT_MAX_RESULTS,
) -> ValidationResponse:
    """Return the service's response to a request to validate a definition.

    Warnings never make the result ``FAIL``, and are listed only with ``severity="WARNING"``. A ``max_results`` of 0
    stands for the default.

    >>> validation_response("{}")["diagnostics"][0]["message"]
    'These fields are required: [States, StartAt]'
    """
    found = list(_objects(_as_json(definition), type))
    is_refused = any(entry["severity"] == "ERROR" for entry in found)
    shown = found if severity == "WARNING" else [entry for entry in found if entry["severity"] == "ERROR"]
    limit = max_results or DEFAULT_MAX_RESULTS
    return {
        "result": "FAIL" if is_refused else "OK",
        "diagnostics": shown[:limit],
        "truncated": len(shown) > limit,
    }


def definition_error(definition: Document | str, *, type: WorkflowType = "STANDARD") -> str:  # noqa: A002
    """Return the message of the ``InvalidDefinition`` error for a definition, or an empty string when it is taken.

    >>> definition_error('{"StartAt": "A"}')
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'"
    """
    errors = [entry for entry in _objects(_as_json(definition), type) if entry["severity"] == "ERROR"]
    if not errors:
        return ""
    listed = (
        f"{entry['code']}: {entry['message']}" + (f" at {entry['location']}" if "location" in entry else "")
        for entry in errors
    )
    return f"Invalid State Machine Definition: '{', '.join(listed)}'"


def _as_json(definition: Document | str) -> Document:
    """Return the document; a bare text is JSON, because the service takes nothing else."""
    return parse(definition, format="json") if isinstance(definition, str) else definition


def _objects(document: Document, workflow_type: WorkflowType) -> Iterator[DiagnosticObject]:
    if document.source.format == "json":
        try:
            read_json_text(document.source.text)
        except JsonTextError as error:
            # Where the text cannot be read, the service says nothing else.
            code = "INVALID_JSON_DESCRIPTION"
            message = f"{error.message}\n at {error.source}"
            yield {"severity": "ERROR", "code": code, "message": message, "location": error.source}
            return
    for diagnostic in validate(document, type=workflow_type, with_consequences=True):
        if diagnostic.severity is Severity.ERROR or diagnostic.aws_code:
            yield _object(diagnostic)


def _object(diagnostic: Diagnostic) -> DiagnosticObject:
    entry: DiagnosticObject = {
        "severity": "ERROR" if diagnostic.severity is Severity.ERROR else "WARNING",
        "code": diagnostic.aws_code or _GENERAL_CODE,
        "message": diagnostic.aws_message or _sentence(diagnostic),
    }
    if diagnostic.code not in _WITHOUT_PLACE:
        pointer = diagnostic.place.pointer if diagnostic.aws_pointer is None else diagnostic.aws_pointer
        entry["location"] = aws_location(pointer) or "/"
    return entry


def _sentence(diagnostic: Diagnostic) -> str:
    """Return our own words, where the service's are not known, in the form of its sentences."""
    return f"{diagnostic.message[:1].upper()}{diagnostic.message[1:]}"
