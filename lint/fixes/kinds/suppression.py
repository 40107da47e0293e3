"""A suppression that is not needed is removed from its comment."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL992",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Remove the code, or the whole comment when it says nothing else."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    within = diagnostic.place.within
    if not isinstance(text, str) or within is None:
        return None
    before, after = text[: within.start], text[within.end :]
    if after.lstrip().startswith(","):
        left = before + after.lstrip()[1:].lstrip()
    elif before.rstrip().endswith(","):
        left = before.rstrip().removesuffix(",") + after
    else:
        # What follows the last code is its reason, which goes with it.
        left = before.rstrip().removesuffix("asl-ignore:").rstrip()
    edit = editor.replace_string(at, left) if left else editor.remove_member(at)
    return None if edit is None else Fix("remove the suppression", (edit,), is_safe=True)
