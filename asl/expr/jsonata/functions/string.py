"""``$string``: any value as text, JSON for all but strings. Source: JSONata documentation, "String functions"."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from ..function import JsonataFunction
from ..number_text import render_number
from ..signature import symbol_of
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS", "render_string"]

_MAX_DEPTH: Final = 300


def render_string(value: Any, prettify: Any = False) -> Any:
    """Return ``value`` as text; numbers are rounded to 15 significant digits, functions are empty.

    >>> render_string({"a": [0.1 + 0.2, None]})
    '{"a":[0.3,null]}'
    """
    match symbol_of(value):
        case "m":
            return UNDEFINED
        case "s":
            return value
        case "f":
            return ""
        case "n" if not math.isfinite(value):
            raise JsonataError("D3001", "Attempting to invoke string function on Infinity or NaN", value=value)
    return _render_json(value, "\n" if prettify is True else "", 0)


def _render_json(value: Any, line_end: str, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise JsonataError("U1001", "Stack overflow error: Check for non-terminating recursive function.")
    inner = line_end and line_end + "  "
    match symbol_of(value):
        case "l" | "m":
            return "null"
        case "b":
            return "true" if value else "false"
        case "n":
            return render_number(float(f"{float(value):.15g}")) if math.isfinite(value) else "null"
        case "f":
            return '""'
        case "s":
            return json.dumps(value, ensure_ascii=False)
        case "a":
            items = [_render_json(item, inner, depth + 1) for item in value]
            return f"[{inner}{f',{inner}'.join(items)}{line_end}]" if items else "[]"
    colon = ": " if line_end else ":"
    members = [
        f"{json.dumps(name, ensure_ascii=False)}{colon}{_render_json(member, inner, depth + 1)}"
        for name, member in value.items()
        if member is not UNDEFINED
    ]
    return f"{{{inner}{f',{inner}'.join(members)}{line_end}}}" if members else "{}"


FUNCTIONS = (
    JsonataFunction("string", "<x-b?:s>", "1.0", "a value as text", "String functions", render_string, arity=1),
)
