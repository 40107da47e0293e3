"""The canonical form of JSON text.

* Two columns of indentation, one member or item a line, keys in the order they have, one final line break.
* An empty object or array is ``{}`` or ``[]``. An array of scalars stands on one line when the whole line, a comma
  included, fits in 100 columns.
* Characters outside ASCII are written as they are; only half of a surrogate pair is escaped.

When text is formatted, strings and numbers keep the form they are written in: ``1.0``, ``1e3`` and ``"\\u00e9"`` stay.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from asl.json_values import Json

from .located import Array, Located, Object, Scalar, Unreadable

__all__ = ["LINE_WIDTH", "print_json", "print_located"]

LINE_WIDTH = 100

_SURROGATE = re.compile("[\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True, slots=True)
class _Written:
    """A scalar or key as it stands in a text."""

    text: str


_Printable: TypeAlias = (
    "Mapping[str, _Printable] | Mapping[_Written, _Printable] | Sequence[_Printable] | _Written | Json"
)


def print_json(value: Json) -> str:
    r"""Return the canonical text of a value.

    >>> print(print_json({"a": [1, 2.5], "b": {"c": []}, "d": "\u00e9"}), end="")
    {
      "a": [1, 2.5],
      "b": {
        "c": []
      },
      "d": "é"
    }

    Raises:
        ValueError: the value holds NaN, which JSON has no form for.
    """
    pieces: list[str] = []
    _write(value, "", 0, pieces)
    pieces.append("\n")
    return "".join(pieces)


def print_located(root: Located, text: str) -> str:
    """Return the canonical text of located items; scalars and keys as they stand in ``text``.

    The items are those of sound text without duplicate keys.
    """
    pieces: list[str] = []
    _write(_as_written(root, text), "", 0, pieces)
    pieces.append("\n")
    return "".join(pieces)


def _as_written(item: Located, text: str) -> _Printable:
    match item:
        case Scalar():
            return _Written(text[item.span.start : item.span.end])
        case Object():
            members: dict[_Written, _Printable] = {}
            for member in item.members:
                key = _Written(text[member.key_span.start : member.key_span.end])
                members[key] = _as_written(member.value, text)
            assert len(members) == len(item.members), "duplicate keys are refused before"
            return members
        case Array():
            items: list[_Printable] = []
            for child in item.items:
                items.append(_as_written(child, text))  # noqa: PERF401 - a comprehension would use twice the stack
            return items
        case Unreadable():
            raise AssertionError("text with mistakes is refused before")


def _write(value: _Printable, indent: str, used: int, pieces: list[str]) -> None:
    """Append the text of a value; ``used`` columns of its first line are taken already."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        if not value:
            pieces.append("{}")
            return
        separator = "{\n"
        for key, member in value.items():
            name = _scalar_text(key)
            pieces.append(f"{separator}{inner}{name}: ")
            _write(member, inner, len(inner) + len(name) + 2, pieces)
            separator = ",\n"
        pieces.append(f"\n{indent}}}")
    elif isinstance(value, list):
        line = _one_line(value, LINE_WIDTH - used - 1)
        if line is not None:
            pieces.append(line)
            return
        separator = "[\n"
        for item in value:
            pieces.append(f"{separator}{inner}")
            _write(item, inner, len(inner), pieces)
            separator = ",\n"
        pieces.append(f"\n{indent}]")
    else:
        pieces.append(_scalar_text(value))


def _one_line(items: Sequence[_Printable], width: int) -> str | None:
    """Return an array on one line, or nothing when it is too wide or holds more than scalars."""
    if any(isinstance(item, (Mapping, list)) for item in items):
        return None
    line = "[" + ", ".join([_scalar_text(item) for item in items]) + "]"
    return line if len(line) <= width or not items else None


def _scalar_text(value: _Printable) -> str:
    if isinstance(value, _Written):
        return value.text
    if isinstance(value, float):
        if math.isnan(value):
            raise ValueError("NaN has no form in JSON")
        # What 1e999 is read as; the text reads back to the same value.
        return repr(value) if math.isfinite(value) else ("1e999" if value > 0 else "-1e999")
    text = _encode(value)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) if not text.isascii() else text
