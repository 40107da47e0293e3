"""``startExecution.sync`` becomes ``.sync:2``; what reads the output has to be adapted by hand."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL513",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Change the suffix; unsafe, because the output becomes an object."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    edit = editor.replace_string(at, f"{text}:2") if isinstance(text, str) and text.endswith(".sync") else None
    return None if edit is None else Fix("use .sync:2", (edit,))
