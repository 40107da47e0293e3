"""A transition to a state that does not exist gets the name of the state that was meant."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.pointer import Pointer
from asl.validator.report import closest

from ...context import Context
from ...places import value_at
from ..editor import Editor
from ..slips import is_slip

__all__ = ["CODES", "fix"]

CODES = ("ASL201",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Name the nearest state of the same flow."""
    at = diagnostic.place.pointer
    value = value_at(context.document.value, at)
    if not isinstance(value, str):
        return None
    names = value_at(context.document.value, (*_flow_of(at), "States"))
    near = closest(value, names) if isinstance(names, dict) else ""
    edit = editor.replace_string(at, near) if near else None
    if edit is None:
        return None
    return Fix(f'write "{near}" instead of "{value}"', (edit,), is_safe=is_slip(value, near))


def _flow_of(at: Pointer) -> Pointer:
    """Return the place of the flow whose ``States`` the target is looked up in."""
    if at[-1] == "StartAt":
        return at[:-1]
    last = max(index for index, step in enumerate(at[:-1]) if step == "States")
    return at[:last]
