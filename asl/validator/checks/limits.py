"""Limits of the definition as a whole.

Source: API reference, *CreateStateMachine*: a definition has at most 1,048,576 characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.pointer import ROOT

from ..context import Context
from ..report import report

__all__ = ["MAX_DEFINITION_CHARS", "check"]

MAX_DEFINITION_CHARS = 1_048_576


def check(context: Context) -> Iterator[Diagnostic]:
    """The text of a definition is not longer than the service takes."""
    # In a template it is the definition's own text that counts, not the file's.
    tree = context.document.tree.written
    text, span = tree.source.text, tree.span(ROOT)
    is_inside = span is not None and bool(text[: span.start].strip() or text[span.end :].strip())
    size = span.end - span.start if span is not None and is_inside else len(text)
    if size > MAX_DEFINITION_CHARS:
        yield report(
            "ASL012",
            f"the definition has {size:,} characters, more than {MAX_DEFINITION_CHARS:,}",
            ROOT,
            help="move parts of it into state machines of their own",
        )
