"""StringEquals with a wildcard becomes StringMatches, and a pattern without one StringEquals."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL708",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Rename the operator; a pattern without a wildcard means the same as the text."""
    at = diagnostic.place.pointer
    new = "StringMatches" if at[-1] == "StringEquals" else "StringEquals"
    edit = editor.rename_key(at, new)
    return None if edit is None else Fix(f"use {new}", (edit,), is_safe=new == "StringEquals")
