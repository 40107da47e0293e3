"""A state that leads nowhere and is the last one of its flow ends it."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL208",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Add ``"End": true``; safe where the state is the last of its flow, a guess elsewhere."""
    at = diagnostic.place.pointer
    found = context.state_by_place.get(at)
    if found is None:
        return None
    flow, state = found
    if not isinstance(state.raw, dict):
        return None
    is_last = context.last_state_of(flow) == state.name
    edit = (
        editor.replace_value((*at, "End"), value=True)
        if "End" in state.raw
        else editor.insert_member(at, "End", value=True)
    )
    return None if edit is None else Fix('add "End": true', (edit,), is_safe=is_last)
