"""``$keys $lookup $spread $merge``. Source: JSONata documentation, "Object functions"."""

from __future__ import annotations

from typing import Any

from ..function import JsonataFunction
from ..values import UNDEFINED, Sequence

__all__ = ["FUNCTIONS"]


def _keys(value: Any) -> Any:
    objects = value if isinstance(value, list) else [value]
    names: dict[str, None] = {}
    for item in objects:
        if isinstance(item, dict):
            names.update(dict.fromkeys(item))
        elif isinstance(item, list):
            names.update(dict.fromkeys(_keys(item)))
    return Sequence(list(names))


def _lookup(value: Any, key: Any) -> Any:
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    if not isinstance(value, list):
        return UNDEFINED
    found = Sequence()
    for item in value:
        result = _lookup(item, key)
        if isinstance(result, list):
            found.extend(result)
        elif result is not UNDEFINED:
            found.append(result)
    return found


def _spread(value: Any) -> Any:
    if isinstance(value, dict):
        return Sequence([{name: member} for name, member in value.items()])
    if not isinstance(value, list):
        return value
    spread = Sequence()
    for item in value:
        result = _spread(item)
        if isinstance(result, list):
            spread.extend(result)
        elif result is not UNDEFINED:
            spread.append(result)
    return spread


def _merge(objects: list[Any]) -> Any:
    return {name: member for item in objects for name, member in item.items()}


_SOURCE = "Object functions"
FUNCTIONS = (
    JsonataFunction("keys", "<x-:a<s>>", "1.0", "the names of members", _SOURCE, _keys),
    JsonataFunction("lookup", "<x-s:x>", "1.0", "the member of a name", _SOURCE, _lookup),
    JsonataFunction("spread", "<x-:a<o>>", "1.0", "one object for each member", _SOURCE, _spread),
    JsonataFunction("merge", "<a<o>:o>", "1.0", "objects as one object", _SOURCE, _merge),
)
