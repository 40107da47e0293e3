"""Iterator becomes ItemProcessor, and Parameters of a Map ItemSelector."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...rules.cost.deprecated_integration import RENAMED
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL525",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Rename the field; it means the same."""
    at = diagnostic.place.pointer
    new = RENAMED.get(str(at[-1]))
    edit = None if new is None else editor.rename_key(at, new)
    return None if edit is None else Fix(f'rename "{at[-1]}" to "{new}"', (edit,), is_safe=True)
