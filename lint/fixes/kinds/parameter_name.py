"""An argument of an integration in other spelling gets the name that the API has."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.integrations.parameters import input_shape
from asl.validator.report import closest

from ...context import Context
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL509",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Rename the argument; its ``.$`` stays."""
    at = diagnostic.place.pointer
    use = context.task_by_place.get(at[:-2])
    key = at[-1] if at else None
    if use is None or use.resource is None or not isinstance(key, str):
        return None
    shape = input_shape(use.resource)
    ending = ".$" if key.endswith(".$") else ""
    near = closest(key.removesuffix(".$"), shape.members) if shape is not None else ""
    edit = editor.rename_key(at, near + ending) if near else None
    return None if edit is None else Fix(f'rename "{key}" to "{near}{ending}"', (edit,), is_safe=True)
