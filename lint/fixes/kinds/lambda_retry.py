"""Lambda's transient errors get the Retrier that AWS recommends."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.json_values import JsonObject

from ...context import Context
from ...error_names import LAMBDA_TRANSIENT, TOO_MANY_REQUESTS
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL517",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Add the Retrier first, so that entries for other errors keep their meaning."""
    at = diagnostic.place.pointer
    use = context.task_by_place.get(at)
    if use is None:
        return None
    retrier: JsonObject = {
        "ErrorEquals": [*LAMBDA_TRANSIENT, TOO_MANY_REQUESTS],
        "IntervalSeconds": 1,
        "MaxAttempts": 3,
        "BackoffRate": 2,
        "JitterStrategy": "FULL",
    }
    known = use.state.raw.get("Retry")
    if known == []:
        edit = editor.replace_value((*at, "Retry"), [retrier])
    elif isinstance(known, list):
        edit = editor.insert_item((*at, "Retry"), retrier)
    else:
        edit = editor.insert_member(at, "Retry", [retrier]) if "Retry" not in use.state.raw else None
    return None if edit is None else Fix("retry Lambda's transient errors", (edit,), is_safe=True)
