"""A path that lacks its ``$`` gets it."""

from __future__ import annotations

import re

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL801", "ASL802", "ASL804")

_NAMES = re.compile(r"\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Write ``$.`` before plain names; unsafe for a ``.$`` key, which may have been meant as a literal."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    if not isinstance(text, str) or not _NAMES.fullmatch(text) or text.startswith("States."):
        return None
    meant = f"$.{text.removeprefix('.')}"
    edit = editor.replace_string(at, meant)
    return None if edit is None else Fix(f'write "{meant}"', (edit,), is_safe=diagnostic.code != "ASL804")
