"""A JSON value in as few lines as a width allows: what fits stays on one line, the rest is broken level by level."""

from __future__ import annotations

import json
from collections.abc import Iterator

from asl.json_values import Json

__all__ = ["json_lines"]


def json_lines(value: Json, width: int) -> list[str]:
    """Return the lines of a value; a line is longer than the width only where a scalar is.

    >>> json_lines({"a": [1, 2], "b": {"long": "x" * 12, "c": True}}, 24)
    ['{', '  "a": [1, 2],', '  "b": {', '    "long": "xxxxxxxxxxxx",', '    "c": true', '  }', '}']
    """
    return list(_lines(value, "", "", "", width))


def _lines(value: Json, indent: str, before: str, after: str, width: int) -> Iterator[str]:
    """Yield the lines of a value that stands behind its key and before a comma."""
    line = f"{indent}{before}{json.dumps(value, ensure_ascii=False)}{after}"
    if len(line) <= width or not isinstance(value, (dict, list)) or not value:
        yield line
        return
    opened, closed = ("{", "}") if isinstance(value, dict) else ("[", "]")
    yield f"{indent}{before}{opened}"
    members = _members(value)
    for number, (key, member) in enumerate(members, 1):
        yield from _lines(member, f"{indent}  ", key, "," if number < len(members) else "", width)
    yield f"{indent}{closed}{after}"


def _members(value: dict[str, Json] | list[Json]) -> list[tuple[str, Json]]:
    if isinstance(value, list):
        return [("", item) for item in value]
    return [(f"{json.dumps(key, ensure_ascii=False)}: ", member) for key, member in value.items()]
