"""A field that the state cannot have beside the one that counts is removed."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL209", "ASL818")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Remove Next or End of a state that ends the flow anyway, and a ResultSelector whose result is dropped."""
    at = diagnostic.place.pointer
    value = value_at(context.document.value, at)
    edit = editor.remove_member(at)
    if edit is None:
        return None
    is_safe = value is True or (diagnostic.code == "ASL209" and at[-1] == "End")
    return Fix(f'remove "{at[-1]}"', (edit,), is_safe=is_safe)
