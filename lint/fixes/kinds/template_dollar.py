"""A key whose text was meant to be evaluated gets its ``.$``."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL806", "ASL807")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Rename the key; unsafe, because the text may be meant as it is."""
    at = diagnostic.place.pointer
    key = at[-1] if at else None
    if not isinstance(key, str):
        return None
    new = f"{key}.$" if diagnostic.code == "ASL806" else f"{key}Path"
    edit = editor.rename_key(at, new)
    return None if edit is None else Fix(f'rename "{key}" to "{new}"', (edit,))
