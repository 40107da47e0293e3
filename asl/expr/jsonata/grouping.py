"""Objects built from key and value expressions: ``{key: value}`` alone, and behind a path, where it groups.

Source: JSONata documentation, "Grouping and Aggregation".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .closures import Code
from .frames import Frame
from .messages import build_error
from .sequences import Tuples
from .syntax import Expression, Group, Literal
from .values import UNDEFINED, JsonataError

__all__ = ["compile_group"]

_Pairs = tuple[tuple[Expression, Expression], ...]


def compile_group(group: Group | _Pairs, compile_: Callable[[Expression], Code]) -> Code:
    """Return the code of ``{key: value, …}`` over the value it gets as context."""
    pairs = group.pairs if isinstance(group, Group) else group
    codes = [(compile_(key), compile_(value)) for key, value in pairs]

    def build(value: Any, frame: Frame) -> Any:
        is_stream = isinstance(value, Tuples)
        items = value if isinstance(value, list) else [value]
        frame.limits.count(len(items) >> 3)
        groups: dict[str, list[Any]] = {}
        for item in items or [UNDEFINED]:
            if is_stream and item is UNDEFINED and codes:
                raise JsonataError("", "Cannot read properties of undefined (reading '@')")
            context, inner = (item["@"], frame.inner(item)) if is_stream else (item, frame)
            for number, (key_code, _) in enumerate(codes):
                key = key_code(context, inner)
                if key is UNDEFINED:
                    continue
                if not isinstance(key, str):
                    raise build_error("T1003", value=key)
                if key not in groups:
                    groups[key] = [number, item]
                elif groups[key][0] != number:
                    raise build_error("D1009", value=key)
                else:
                    groups[key].append(item)
        result = {}
        for key, (number, *members) in groups.items():
            context, inner = _merge_tuples(members, frame) if is_stream else (_merge(members), frame)
            member = codes[number][1](context, inner)
            if member is not UNDEFINED:
                result[key] = member
        return result

    names = [key.value for key, _ in pairs if isinstance(key, Literal) and isinstance(key.value, str)]
    if len(set(names)) < len(pairs):
        return build
    members = [(name, code) for name, (_, code) in zip(names, codes, strict=True)]

    def construct(value: Any, frame: Frame) -> Any:
        if isinstance(value, list):
            return build(value, frame)
        result = {}
        for name, code in members:
            member = code(value, frame)
            if member is not UNDEFINED:
                result[name] = member
        return result

    return construct


def _merge(members: list[Any]) -> Any:
    """Return the items of a group as one context: a lone one itself, several as one list, lists among them opened."""
    if len(members) == 1:
        return members[0]
    merged: list[Any] = []
    for one in members:
        if isinstance(one, list):
            merged += one
        elif one is not UNDEFINED:
            merged.append(one)
    return merged


def _merge_tuples(members: list[Any], frame: Frame) -> tuple[Any, Frame]:
    if len(members) == 1:
        merged = dict(members[0])
    else:
        merged = {}
        for name in dict.fromkeys(name for one in members for name in one):
            merged[name] = _merge([one[name] for one in members if name in one])
    context = merged.pop("@", UNDEFINED)
    return context, frame.inner(merged)
