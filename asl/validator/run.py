"""Runs all checks over a document and sorts what they found."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from asl.diagnostics import Diagnostic
from asl.document import Document, parse

from .checks import CHECKS
from .context import Context
from .entry import WorkflowType

__all__ = ["collection_paused", "run_checks", "validate"]


def validate(
    document: Document | str,
    *,
    type: WorkflowType = "STANDARD",  # noqa: A002 - the service's name for it
    with_consequences: bool = False,
) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with a definition, in the order of the text.

    The document's own diagnostics (syntax, duplicate keys) are included. Whether the service would take the definition
    is :func:`asl.diagnostics.has_errors` of the answer. Never raises for what a definition says.

    >>> found = validate('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}')
    >>> [(diagnostic.code, diagnostic.message) for diagnostic in found]
    [('ASL201', '"Next" names unknown state "B"')]

    Args:
        document: a parsed document, or the text of one.
        type: the workflow type that the definition is meant for; Express workflows can do less.
        with_consequences: list also what merely follows from another mistake, as the service does: a misspelt field
            is unknown, and the field that was meant is missing.
    """
    if isinstance(document, str):
        document = parse(document)
    if not isinstance(document.value, dict):
        return document.diagnostics
    found = run_checks(Context(document, type, with_consequences=with_consequences))
    if len(found) < 2:
        return tuple(found)
    starts = {id(d): span.start if (span := document.locate(d)) is not None else 0 for d in found}
    return tuple(sorted(found, key=lambda d: (starts[id(d)], d.code)))


def run_checks(context: Context) -> list[Diagnostic]:
    """Return what :func:`validate` returns for the context's document, in no particular order."""
    document = context.document
    with collection_paused():
        found = [diagnostic for check in CHECKS for diagnostic in check(context)]
    if document.diagnostics:
        # Where the text holds no value, that has been said, and what a check says merely follows.
        found = [*document.diagnostics, *(d for d in found if d.place.pointer not in context.unreadable)]
    return found


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the garbage collector from looking for what is not there.

    The model and the tables of a large definition stay alive until the last check, and going through them again and
    again takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
