"""Types from JSON Schema (a subset of draft 2020-12).

What the subset lacks is read over, so the type holds more than the schema accepts and never less. Local references
(``#/$defs/Name``) are followed; a schema inside itself is cut at a depth and unknown from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from asl.json_values import Json

from .build import array_of, number_between, object_of, of_value, string_like, string_of
from .join import join_all
from .json_schema import Schema
from .limits import limited
from .meet import meet
from .model import BOOLEAN, NEVER, NULL, UNKNOWN, Field, Type
from .regex import compile_whole, strip_anchors

__all__ = ["from_json_schema"]

_MAX_DEPTH: Final = 12
_KINDS: Final = ("null", "boolean", "number", "string", "array", "object")
_BOUNDS: Final = {
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "string": ("minLength", "maxLength", "pattern"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "contains"),
    "object": ("properties", "required", "additionalProperties", "patternProperties"),
}
_SPECIAL: Final = frozenset(r".^$*+?{}[]\|()")


def from_json_schema(schema: Schema) -> Type:
    """Return a type that holds every value that a schema accepts.

    >>> from .text import type_text
    >>> type_text(from_json_schema({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}))
    '{a: string, ..}'
    """
    return limited(_Reader(schema).read(schema, 0))


class _Reader:
    """Reads one schema document; ``root`` is where local references start."""

    def __init__(self, root: Schema) -> None:
        self._root = root

    def read(self, schema: object, depth: int) -> Type:
        if schema is False:
            return NEVER
        if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
            return UNKNOWN
        found = self._own(schema, depth)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            found = meet(found, self.read(self._target(reference), depth + 1))
        for key in ("anyOf", "oneOf"):
            if isinstance(schema.get(key), list):
                found = meet(found, join_all(self.read(each, depth + 1) for each in schema[key]))
        if isinstance(schema.get("allOf"), list):
            for each in schema["allOf"]:
                found = meet(found, self.read(each, depth + 1))
        return found

    def _target(self, reference: str) -> object:
        if not reference.startswith("#"):
            return True
        place: object = self._root
        for token in reference[1:].split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            if not isinstance(place, Mapping) or name not in place:
                return True
            place = place[name]
        return place

    def _own(self, schema: Mapping[str, Any], depth: int) -> Type:
        if "const" in schema:
            return of_value(schema["const"])
        if isinstance(schema.get("enum"), list):
            return self._enum(schema["enum"], schema, depth)
        wanted = schema.get("type")
        kinds = [wanted] if isinstance(wanted, str) else wanted
        if not isinstance(kinds, Sequence):
            if not any(key in schema for keys in _BOUNDS.values() for key in keys):
                return UNKNOWN
            kinds = _KINDS
        return join_all(self._kind(kind, schema, depth) for kind in kinds)

    def _enum(self, values: Sequence[Json], schema: Mapping[str, Any], depth: int) -> Type:
        whole = join_all(of_value(value) for value in values)
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(values):
            # A join forgets values when there are many; an enumeration is one type from the start.
            whole = string_of(texts)
        wanted = schema.get("type")
        return meet(whole, self._kind(wanted, schema, depth)) if isinstance(wanted, str) else whole

    def _kind(self, kind: object, schema: Mapping[str, Any], depth: int) -> Type:
        match kind:
            case "null":
                return NULL
            case "boolean":
                return BOOLEAN
            case "number" | "integer":
                return _number(schema, is_integer=kind == "integer")
            case "string":
                return _string(schema)
            case "array":
                return self._array(schema, depth)
            case "object":
                return self._object(schema, depth)
            case _:
                return UNKNOWN

    def _array(self, schema: Mapping[str, Any], depth: int) -> Type:
        places = schema.get("prefixItems")
        prefix = [self.read(each, depth + 1) for each in places] if isinstance(places, list) else []
        items = self.read(schema.get("items", True), depth + 1)
        return array_of(items, _count(schema.get("minItems")) or 0, _count(schema.get("maxItems")), prefix)

    def _object(self, schema: Mapping[str, Any], depth: int) -> Type:
        properties = schema.get("properties")
        required = schema.get("required")
        names = [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
        rest = (
            UNKNOWN if "patternProperties" in schema else self.read(schema.get("additionalProperties", True), depth + 1)
        )
        fields: dict[str, Field] = {}
        for name, inner in properties.items() if isinstance(properties, Mapping) else ():
            fields[name] = Field(self.read(inner, depth + 1), name in names)
        for name in names:
            if name not in fields:
                fields[name] = Field(rest)
        return object_of(fields, rest=rest)


def _count(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 else None


def _bound(value: object) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _number(schema: Mapping[str, Any], *, is_integer: bool) -> Type:
    # An exclusive bound is read as an inclusive one, which holds a number more.
    lows = [_bound(schema.get(key)) for key in ("minimum", "exclusiveMinimum")]
    highs = [_bound(schema.get(key)) for key in ("maximum", "exclusiveMaximum")]
    return number_between(
        max((bound for bound in lows if bound is not None), default=None),
        min((bound for bound in highs if bound is not None), default=None),
        is_integer=is_integer,
    )


def _string(schema: Mapping[str, Any]) -> Type:
    whole: Type = string_like(
        min_length=_count(schema.get("minLength")) or 0, max_length=_count(schema.get("maxLength"))
    )
    return meet(whole, _pattern(schema["pattern"])) if isinstance(schema.get("pattern"), str) else whole


def _pattern(pattern: str) -> Type:
    """Return the type of the strings in which a pattern is found; only anchored ones say something of the whole."""
    starts = pattern.startswith("^")
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    if starts and not ends:
        return string_like(prefix=_text_of(pattern[1:]) or "")
    if ends and not starts:
        return string_like(suffix=_text_of(pattern[:-1]) or "")
    if not starts or "|" in pattern or compile_whole(pattern) is None:
        return string_like()
    return string_like(pattern=strip_anchors(pattern))


def _text_of(pattern: str) -> str | None:
    """Return the text that a pattern without operators stands for."""
    text = []
    characters = iter(pattern)
    for each in characters:
        if each == "\\":
            following = next(characters, "")
            if not following or following.isalnum():
                return None
            text.append(following)
        elif each in _SPECIAL:
            return None
        else:
            text.append(each)
    return "".join(text)
