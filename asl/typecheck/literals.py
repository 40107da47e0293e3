"""The type of JSON as it is written in a definition; what deployment fills in, ``${Name}``, may be anything."""

from __future__ import annotations

from asl.json_values import Json
from asl.types import UNKNOWN, Type, object_of, of_value, tuple_of

__all__ = ["literal_type"]


def literal_type(value: Json) -> Type:
    """Return the type of a literal.

    >>> from asl.types import type_text
    >>> type_text(literal_type({"a": "${Name}", "b": 1}))
    '{a: unknown, b: 1}'
    """
    return _with_placeholders(value) if _has_placeholder(value) else of_value(value)


def _has_placeholder(value: Json) -> bool:
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            if "${" in one:
                return True
        elif isinstance(one, dict):
            pending += [*one, *one.values()]
        elif isinstance(one, list):
            pending += one
    return False


def _with_placeholders(value: Json) -> Type:
    if isinstance(value, str):
        return UNKNOWN if "${" in value else of_value(value)
    if isinstance(value, list):
        return tuple_of(literal_type(item) for item in value)
    if isinstance(value, dict):
        if any("${" in key for key in value):
            return object_of({}, rest=UNKNOWN)
        return object_of({key: literal_type(member) for key, member in value.items()})
    return of_value(value)
