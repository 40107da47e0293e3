"""Types as JSON Schema (draft 2020-12).

A value belongs to the type exactly when the schema accepts it, as far as a schema can say it: a pattern in Java's
dialect that other dialects read differently is left out.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias, assert_never

from .characters import ANY, Characters
from .model import Array, Boolean, Never, Null, Number, Object, String, Type, Union, Unknown
from .regex import compile_whole

__all__ = ["DIALECT", "Schema", "to_json_schema"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = "dict[str, Any] | bool"


def to_json_schema(whole: Type) -> Schema:
    """Return the schema of a type, without ``$schema``; ``True`` for unknown, ``False`` for never.

    >>> from .build import object_of
    >>> from .model import STRING
    >>> to_json_schema(object_of({"a": STRING}))
    {'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a'], 'additionalProperties': False}
    """
    match whole:
        case Unknown():
            return True
        case Never():
            return False
        case Null():
            return {"type": "null"}
        case Boolean(value=value):
            return {"type": "boolean"} if value is None else {"const": value}
        case Number():
            return _number(whole)
        case String():
            return _string(whole)
        case Array():
            return _array(whole)
        case Object():
            return _object(whole)
        case Union(members=members):
            return {"anyOf": [to_json_schema(member) for member in members]}
        case _:
            assert_never(whole)


def _one_of(values: tuple[Any, ...]) -> dict[str, Any]:
    return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}


def _number(number: Number) -> Schema:
    if number.values:
        return _one_of(number.values)
    schema: dict[str, Any] = {"type": "integer" if number.is_integer else "number"}
    if number.minimum is not None:
        schema["minimum"] = number.minimum
    if number.maximum is not None:
        schema["maximum"] = number.maximum
    return schema


def _string(string: String) -> Schema:
    if string.values:
        return _one_of(string.values)
    schema: dict[str, Any] = {"type": "string"}
    if string.min_length:
        schema["minLength"] = string.min_length
    if string.max_length is not None:
        schema["maxLength"] = string.max_length
    patterns = list(_patterns(string))
    if len(patterns) == 1:
        schema["pattern"] = patterns[0]
    elif patterns:
        schema["allOf"] = [{"pattern": pattern} for pattern in patterns]
    return schema


def _patterns(string: String) -> list[str]:
    found = []
    if string.prefix:
        found.append(f"^{_literal(string.prefix)}")
    if string.suffix:
        found.append(f"{_literal(string.suffix)}$")
    if string.characters.ranges != ANY.ranges:
        found.append(f"^{_class(string.characters)}*$")
    if string.pattern is not None and compile_whole(string.pattern) is not None:
        found.append(f"^(?:{string.pattern})$")
    return found


def _literal(text: str) -> str:
    return "".join(f"\\{each}" if each in r"\^$.|?*+()[]{}/" else each for each in text)


def _class(characters: Characters) -> str:
    return f"[{''.join(_span(low, high) for low, high in characters.ranges)}]"


def _span(low: int, high: int) -> str:
    return _point(low) if low == high else f"{_point(low)}-{_point(high)}"


def _point(point: int) -> str:
    character = chr(point)
    if character.isascii() and character.isprintable():
        return f"\\{character}" if character in r"\]^-[/" else character
    # Only characters as they stand mean the same with and without the "u" flag of ECMAScript.
    return f"\\u{point:04x}" if point < 0x10000 else character


def _array(array: Array) -> Schema:
    schema: dict[str, Any] = {"type": "array"}
    if array.prefix:
        schema["prefixItems"] = [to_json_schema(each) for each in array.prefix]
    if type(array.items) is not Unknown and not (type(array.items) is Never and array.max_items is not None):
        schema["items"] = to_json_schema(array.items)
    if array.min_items:
        schema["minItems"] = array.min_items
    if array.max_items is not None:
        schema["maxItems"] = array.max_items
    return schema


def _object(whole: Object) -> Schema:
    schema: dict[str, Any] = {"type": "object"}
    if whole.fields:
        schema["properties"] = {name: to_json_schema(member.type) for name, member in whole.fields.items()}
    required = [name for name, member in whole.fields.items() if member.is_required]
    if required:
        schema["required"] = required
    if type(whole.rest) is not Unknown:
        schema["additionalProperties"] = to_json_schema(whole.rest)
    return schema
