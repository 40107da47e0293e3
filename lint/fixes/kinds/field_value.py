"""A value in quotes that is a number or a boolean loses them; one in other letter case gets the right one."""

from __future__ import annotations

import re

from asl.diagnostics import Diagnostic, Fix
from asl.json_values import Json
from asl.model import Kind, fields_of
from asl.validator.report import closest

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL010", "ASL009", "ASL408", "ASL602", "ASL605", "ASL901")

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,15})")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,15})(?:\.\d+)?")
_TYPES = ("Task", "Pass", "Wait", "Succeed", "Fail", "Choice", "Parallel", "Map")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Write the value as the field wants it."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    if not at or not isinstance(text, str) or not isinstance(at[-1], str):
        return None
    if diagnostic.code == "ASL009":
        return _word(editor, diagnostic, text, _TYPES)
    sites = context.sites_by_place.get(at[:-1], ())
    field = fields_of(sites[0].owner).get(at[-1]) if len(sites) == 1 else None
    if field is None:
        return None
    if field.values:
        return _word(editor, diagnostic, text, field.values)
    value: Json = None
    if field.kind is Kind.BOOLEAN and text in ("true", "false"):
        value = text == "true"
    elif field.kind is Kind.INTEGER and _INTEGER.fullmatch(text):
        value = int(text)
    elif field.kind is Kind.NUMBER and _NUMBER.fullmatch(text):
        value = float(text) if "." in text else int(text)
    edit = editor.replace_value(at, value) if value is not None else None
    return None if edit is None else Fix("write it without quotes", (edit,), is_safe=True)


def _word(editor: Editor, diagnostic: Diagnostic, text: str, values: tuple[str, ...]) -> Fix | None:
    near = closest(text, values)
    edit = editor.replace_string(diagnostic.place.pointer, near) if near else None
    return None if edit is None else Fix(f'write "{near}"', (edit,), is_safe=True)
