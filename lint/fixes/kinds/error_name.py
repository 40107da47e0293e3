"""An Error Name gets the spelling or the prefix that was meant."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.validator.report import closest

from ...context import Context
from ...error_names import STATES_ERRORS
from ...places import value_at
from ...rules.reliability.error_without_prefix import prefixed
from ...rules.reliability.misspelt_service_error import meant
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL405", "ASL415", "ASL418")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Write the name in full; unsafe, because an entry that never applied now does."""
    at = diagnostic.place.pointer
    name = value_at(context.document.value, at)
    if not isinstance(name, str):
        return None
    use = context.task_by_place.get(at[:-4])
    if diagnostic.code == "ASL405":
        right = closest(name, STATES_ERRORS)
    elif use is None:
        return None
    else:
        right = prefixed(use, name) if diagnostic.code == "ASL415" else meant(use, name)
    edit = editor.replace_string(at, right) if right else None
    return None if edit is None else Fix(f'write "{right}"', (edit,))
