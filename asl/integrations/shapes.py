"""A typed view of botocore's shapes, in the spelling that definitions use.

Shapes may contain themselves (a filter inside a filter), so members are made when they are asked for and nothing here
walks a shape to its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from asl.json_values import Json

from .naming import Style, member_name

__all__ = ["Member", "Shape", "fits", "from_api_names", "to_api_names"]

_STRING_KINDS: Final = frozenset({"string", "character"})
_INTEGER_KINDS: Final = frozenset({"integer", "long", "short", "byte", "bigint"})
_FLOAT_KINDS: Final = frozenset({"float", "double", "bigdecimal"})


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a structure: the name in definitions, the API's own name, the shape of its value.

    A token that makes a call idempotent is never required, because the SDK fills it in.
    """

    name: str
    api_name: str
    shape: Shape
    is_required: bool


@dataclass(frozen=True)
class Shape:
    """One shape of a service, seen in one spelling.

    Attributes:
        name: the shape's own name in the API model.
        style: which spelling its members have.
    """

    name: str
    style: Style
    _shapes: Mapping[str, Mapping[str, Any]]

    def __repr__(self) -> str:
        return f"Shape({self.kind} {self.name})"

    @property
    def _facts(self) -> Mapping[str, Any]:
        return self._shapes[self.name]

    @cached_property
    def kind(self) -> str:
        """``structure``, ``list``, ``map``, ``string``, ``integer``, ``float``, ``boolean``, ``timestamp``, ``blob``.

        A free-form JSON value is a ``document``; a stream of events, which JSON cannot hold, an ``eventstream``.
        """
        facts = self._facts
        kind = str(facts["type"])
        if kind == "structure":
            return "document" if facts.get("document") else "eventstream" if facts.get("eventstream") else kind
        for plain, kinds in (("string", _STRING_KINDS), ("integer", _INTEGER_KINDS), ("float", _FLOAT_KINDS)):
            if kind in kinds:
                return plain
        return kind

    def _other(self, reference: Mapping[str, Any]) -> Shape:
        return Shape(reference["shape"], self.style, self._shapes)

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Members of a structure by their name in definitions, in the model's order; empty for other kinds."""
        required = frozenset(self._facts.get("required", ()))
        found = {}
        for api_name, reference in self._facts.get("members", {}).items():
            name = member_name(api_name, self.style)
            is_required = api_name in required and not reference.get("idempotencyToken")
            found[name] = Member(name, api_name, self._other(reference), is_required)
        return found

    @cached_property
    def element(self) -> Shape | None:
        """Shape of a list's items."""
        reference = self._facts.get("member")
        return None if reference is None else self._other(reference)

    @cached_property
    def key(self) -> Shape | None:
        """Shape of a map's keys."""
        reference = self._facts.get("key")
        return None if reference is None else self._other(reference)

    @cached_property
    def value(self) -> Shape | None:
        """Shape of a map's values."""
        reference = self._facts.get("value")
        return None if reference is None else self._other(reference)

    @property
    def enum(self) -> tuple[str, ...]:
        """The values that a string may have; empty when it is free."""
        return tuple(self._facts.get("enum", ()))

    @property
    def pattern(self) -> str | None:
        """Regular expression for the whole string, in Java's dialect."""
        pattern: str | None = self._facts.get("pattern")
        return pattern

    @property
    def minimum(self) -> float | None:
        """Least value of a number, least length of a string, list or map."""
        least: float | None = self._facts.get("min")
        return least

    @property
    def maximum(self) -> float | None:
        """Greatest value of a number, greatest length of a string, list or map."""
        greatest: float | None = self._facts.get("max")
        return greatest

    @property
    def is_union(self) -> bool:
        """Whether exactly one of the structure's members may be set."""
        return bool(self._facts.get("union"))

    def at(self, *names: str) -> Shape | None:
        """Return the shape that a path of member names leads to; lists and maps on the way are entered."""
        shape: Shape | None = self
        for name in names:
            while shape is not None and shape.kind in {"list", "map"}:
                shape = shape.element or shape.value
            member = None if shape is None else shape.members.get(name)
            shape = None if member is None else member.shape
        return shape


def fits(shape: Shape, value: Json) -> bool:
    """Tell whether a JSON value has the form that a shape asks for, down to its leaves; limits are not looked at."""
    match shape.kind:
        case "structure":
            return isinstance(value, dict) and all(
                name in shape.members and fits(shape.members[name].shape, member) for name, member in value.items()
            )
        case "list":
            element = shape.element
            return isinstance(value, list) and (element is None or all(fits(element, item) for item in value))
        case "map":
            inner = shape.value
            return isinstance(value, dict) and (inner is None or all(fits(inner, item) for item in value.values()))
        case "string":
            return isinstance(value, str) and (not shape.enum or value in shape.enum)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "timestamp" | "blob":
            return isinstance(value, (str, int, float)) and not isinstance(value, bool)
        case "eventstream":
            return False
        case _:
            return True


def to_api_names(shape: Shape, value: Json) -> Json:
    """Return a value with the members of structures renamed to the API's own names; unknown members stay."""
    return _renamed(shape, value, to_api=True)


def from_api_names(shape: Shape, value: Json) -> Json:
    """Return a value with the members of structures renamed to the names that definitions use."""
    return _renamed(shape, value, to_api=False)


def _renamed(shape: Shape, value: Json, *, to_api: bool) -> Json:
    match value:
        case dict() if shape.kind == "structure":
            by_name = shape.members if to_api else {member.api_name: member for member in shape.members.values()}
            renamed: dict[str, Json] = {}
            for name, inner in value.items():
                member = by_name.get(name)
                if member is None:
                    renamed[name] = inner
                else:
                    other = member.api_name if to_api else member.name
                    renamed[other] = _renamed(member.shape, inner, to_api=to_api)
            return renamed
        case dict() if shape.kind == "map" and shape.value is not None:
            inner_shape = shape.value
            return {key: _renamed(inner_shape, inner, to_api=to_api) for key, inner in value.items()}
        case list() if shape.element is not None:
            element = shape.element
            return [_renamed(element, item, to_api=to_api) for item in value]
        case _:
            return value
