"""Runs all checks over a document and sorts what they found."""

from __future__ import annotations

from asl.diagnostics import Diagnostic
from asl.document import Document, parse

from .checks import CHECKS
from .context import Context
from .entry import WorkflowType

__all__ = ["validate"]


def validate(document: Document | str, *, type: WorkflowType = "STANDARD") -> tuple[Diagnostic, ...]:  # noqa: A002
    """Return everything that is wrong with a definition, in the order of the text.

    The document's own diagnostics (syntax, duplicate keys) are included. Whether the service would take the definition
    is :func:`asl.diagnostics.has_errors` of the answer. Never raises for what a definition says.

    >>> found = validate('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}')
    >>> [(diagnostic.code, diagnostic.message) for diagnostic in found]
    [('ASL201', '"Next" names unknown state "B"')]

    Args:
        document: a parsed document, or the text of one.
        type: the workflow type that the definition is meant for; Express workflows can do less.
    """
    if isinstance(document, str):
        document = parse(document)
    if not isinstance(document.value, dict):
        return document.diagnostics
    context = Context(document, type)
    found = [diagnostic for check in CHECKS for diagnostic in check(context)]
    if document.diagnostics:
        # Where the text holds no value, that has been said, and what a check says merely follows.
        found = [*document.diagnostics, *(d for d in found if d.place.pointer not in context.unreadable)]
    if len(found) < 2:
        return tuple(found)
    starts = {id(d): span.start if (span := document.locate(d)) is not None else 0 for d in found}
    return tuple(sorted(found, key=lambda d: (starts[id(d)], d.code)))
