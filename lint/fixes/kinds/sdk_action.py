"""The action of an SDK integration gets its small first letter."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.integrations.arn import parse_resource

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL504",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Write the first letter of the action small."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    resource = parse_resource(text) if isinstance(text, str) else None
    if resource is None or not isinstance(text, str) or not resource.action[:1].isupper():
        return None
    head, _, _ = text.rpartition(resource.action + resource.pattern.value)
    small = resource.action[:1].lower() + resource.action[1:]
    edit = editor.replace_string(at, f"{head}{small}{resource.pattern.value}")
    return None if edit is None else Fix(f'write the action "{small}"', (edit,), is_safe=True)
