"""``$string``: any value as text, JSON for all but strings. Source: JSONata documentation, "String functions"."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

from ..function import JsonataFunction
from ..messages import build_error
from ..nesting import MAX_SIZE, Walk, too_large
from ..number_text import render_number
from ..signature import symbol_of
from ..values import UNDEFINED, JsonataError, Sequence

__all__ = ["FUNCTIONS", "render_string"]

_WHOLE_AS_IT_IS: Final = 10**15
_LONE: Final = re.compile("[\ud800-\udfff]")


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
    if type(value) is Sequence and value.outer_wrapper:
        value = value[0]
    return _Writer(prettify is True).write(value, "\n")


class _Writer:
    """Writes one value as JSON, and no more than a text may hold."""

    __slots__ = ("_is_pretty", "_left", "_walk")

    def __init__(self, is_pretty: bool) -> None:
        self._is_pretty = is_pretty
        self._left = MAX_SIZE
        self._walk = Walk()

    def write(self, value: Any, line_end: str) -> str:
        symbol = symbol_of(value)
        match symbol:
            case "l" | "m":
                text = "null"
            case "b":
                text = "true" if value else "false"
            case "n":
                text = _render_rounded(value)
            case "f":
                text = '""'
            case "s":
                text = _quote(value)
            case _:
                write = self._write_array if symbol == "a" else self._write_object
                text = self._walk.into(len(value), write, value, line_end)
        self._left -= len(text) if symbol in "ns" else 2
        if self._left < 0:
            raise too_large()
        return text

    def _write_array(self, value: list[Any], line_end: str) -> str:
        inner = line_end + "  "
        return self._enclose([self.write(item, inner) for item in value], "[]", line_end)

    def _write_object(self, value: dict[str, Any], line_end: str) -> str:
        inner, colon = line_end + "  ", ": " if self._is_pretty else ":"
        members = [
            _quote(name) + colon + self.write(member, inner)
            for name, member in value.items()
            if member is not UNDEFINED
        ]
        return self._enclose(members, "{}", line_end)

    def _enclose(self, pieces: list[str], brackets: str, line_end: str) -> str:
        if not pieces or not self._is_pretty:
            return brackets[0] + ",".join(pieces) + brackets[1]
        inner = line_end + "  "
        return brackets[0] + inner + ("," + inner).join(pieces) + line_end + brackets[1]


def _render_rounded(value: float) -> str:
    """Return a number with 15 significant digits at most."""
    if type(value) is int and -_WHOLE_AS_IT_IS < value < _WHOLE_AS_IT_IS:
        return str(value)
    double = float(value)
    if math.isinf(double):
        raise build_error("D1001", value=None)
    rounded = float(f"{double:.15g}")
    return render_number(rounded) if math.isfinite(rounded) else "null"


def _quote(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    # Half of a pair of surrogates is no character, and JavaScript escapes it.
    return quoted if quoted.isascii() else _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


FUNCTIONS = (
    JsonataFunction("string", "<x-b?:s>", "1.0", "a value as text", "String functions", render_string, arity=1),
)
