"""A time that is written almost as the service wants it is written as it wants it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from asl.diagnostics import Diagnostic, Fix

from ...context import Context
from ...places import value_at
from ..editor import Editor

__all__ = ["CODES", "as_utc", "fix"]

CODES = ("ASL305", "ASL709")

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?)?\s*([Zz]|[+-]\d\d:?\d\d)?")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Write the time in UTC with T and Z; a time without an offset is taken for UTC, which is a guess."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    if not isinstance(text, str):
        return None
    found = as_utc(text)
    edit = editor.replace_string(at, found[0]) if found is not None else None
    if found is None or edit is None:
        return None
    return Fix(f'write "{found[0]}"', (edit,), is_safe=found[1])


def as_utc(text: str) -> tuple[str, bool] | None:
    """Return the time in the form that the service takes, and whether the text said its offset.

    >>> as_utc("2030-01-01T02:00:00+02:00"), as_utc("2030-01-01 12:00"), as_utc("2030-02-30T00:00:00Z"), as_utc("x")
    (('2030-01-01T00:00:00Z', True), ('2030-01-01T12:00:00Z', False), None, None)
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    day, minute, second, fraction, offset = match.groups()
    zone = "+00:00" if offset is None or offset in "Zz" else offset
    try:
        moment = datetime.fromisoformat(f"{day}T{minute or '00:00'}{second or ':00'}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction or ''}Z", offset is not None
