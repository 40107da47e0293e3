"""The little notation in which the catalogue says where a value comes from.

``response.Tasks[0].TaskArn`` is a path into one of the named values, ``[response.JobId]`` the same in a list,
``=Step Functions`` a constant. In a mapping of members to sources, ``*`` spreads an object's members.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from asl.json_values import MISSING, Json, JsonObject, Missing

__all__ = ["bind", "read", "source_path"]

_STEP: Final = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")


def source_path(source: str) -> tuple[str | int, ...]:
    """Return the keys and indexes of a source, its root first.

    >>> source_path("response.Tasks[0].TaskArn")
    ('response', 'Tasks', 0, 'TaskArn')
    """
    return tuple(int(index) if index else name for name, index in _STEP.findall(source))


def read(source: str, roots: Mapping[str, Json]) -> Json | Missing:
    """Return the value that a source names, or ``MISSING`` when a step of the path is not there.

    >>> read("[response.Jobs[0].Id]", {"response": {"Jobs": [{"Id": "j1"}]}})
    ['j1']
    """
    if source.startswith("="):
        return source[1:]
    if source.startswith("["):
        inner = read(source[1:-1], roots)
        return MISSING if isinstance(inner, Missing) else [inner]
    value: Json = dict(roots)
    for step in source_path(source):
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return MISSING
    return value


def bind(sources: Mapping[str, str], roots: Mapping[str, Json]) -> JsonObject:
    """Return an object whose members are read from their sources; a member whose source is missing is left out.

    >>> bind({"*": "described.Run", "Name": "request.Name"}, {"described": {"Run": {"Id": 1}}, "request": {}})
    {'Id': 1}
    """
    bound: JsonObject = {}
    for name, source in sources.items():
        value = read(source, roots)
        if isinstance(value, Missing):
            continue
        if name != "*":
            bound[name] = value
        elif isinstance(value, dict):
            bound.update(value)
    return bound
