"""``$keys $lookup $spread $merge``. Source: JSONata documentation, "Object functions"."""

from __future__ import annotations

from typing import Any

from ..function import JsonataFunction
from ..nesting import flatten
from ..sequences import field_of
from ..values import UNDEFINED, Sequence

__all__ = ["FUNCTIONS"]


def _keys(value: Any) -> Any:
    items = [value]
    if isinstance(value, list):
        items = []
        flatten(value, items)
    return Sequence(dict.fromkeys(name for item in items if isinstance(item, dict) for name in item))


def _lookup(value: Any, key: Any) -> Any:
    return UNDEFINED if key is UNDEFINED else field_of(value, key)


def _spread(value: Any) -> Any:
    if isinstance(value, dict):
        return Sequence([{name: member} for name, member in value.items()])
    if not isinstance(value, list):
        return value
    items: list[Any] = []
    flatten(value, items)
    spread: list[Any] = []
    for item in items:
        spread += [{name: member} for name, member in item.items()] if isinstance(item, dict) else [item]
    return spread or Sequence()


def _merge(objects: list[Any]) -> Any:
    return {name: member for item in objects for name, member in item.items()}


_SOURCE = "Object functions"
FUNCTIONS = (
    JsonataFunction("keys", "<x-:a<s>>", "1.0", "the names of members", _SOURCE, _keys),
    JsonataFunction("lookup", "<x-s:x>", "1.0", "the member of a name", _SOURCE, _lookup),
    JsonataFunction("spread", "<x-:a<o>>", "1.0", "one object for each member", _SOURCE, _spread),
    JsonataFunction("merge", "<a<o>:o>", "1.0", "objects as one object", _SOURCE, _merge),
)
