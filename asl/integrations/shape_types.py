"""API shapes as types: what a request has to be, what a result is.

A shape may contain itself (a filter inside a filter), and some have thousands of members, so shapes are followed to a
depth and unknown below it.
"""

from __future__ import annotations

from typing import Final

from asl.types import (
    BOOLEAN,
    NEVER,
    NUMBER,
    STRING,
    UNKNOWN,
    Field,
    Object,
    Type,
    array_of,
    number_between,
    object_of,
    string_like,
    string_of,
    union_of,
)

from .shapes import Shape

__all__ = ["type_of_shape"]

_DEPTH: Final = 10
_LONG: Final = 2**63


def type_of_shape(shape: Shape, *, depth: int = _DEPTH, is_open: bool = False) -> Type:
    """Return the type of the values of a shape, with members in the shape's spelling.

    ``depth`` says how many structures, lists and maps inside one another are followed. ``is_open`` lets structures have
    more members than the model knows. Timestamps and blobs are strings or numbers, as the service takes them; limits on
    texts and numbers are those of the model.
    """
    return _Converter(is_open=is_open).type_of(shape, depth)


class _Converter:
    """Converts shapes, each only once for a depth, because large structures name the same shapes again and again."""

    def __init__(self, *, is_open: bool) -> None:
        self._rest: Type = UNKNOWN if is_open else NEVER
        self._made: dict[tuple[str, int], Type] = {}

    def type_of(self, shape: Shape, depth: int) -> Type:
        key = (shape.name, depth)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(shape, depth)
        return made

    def _make(self, shape: Shape, depth: int) -> Type:
        kind = shape.kind
        if kind in ("structure", "list", "map"):
            if depth <= 0:
                return UNKNOWN
            return _CONTAINERS[kind](self, shape, depth - 1)
        match kind:
            case "string":
                return _string(shape)
            case "integer":
                low, high = shape.minimum, shape.maximum
                return number_between(
                    -_LONG if low is None else low, _LONG - 1 if high is None else high, is_integer=True
                )
            case "float":
                return number_between(shape.minimum, shape.maximum)
            case "boolean":
                return BOOLEAN
            case "timestamp" | "blob":
                return _STRING_OR_NUMBER
            case "eventstream":
                return NEVER
            case _:
                return UNKNOWN

    def _structure(self, shape: Shape, depth: int) -> Type:
        fields = {
            name: Field(self.type_of(member.shape, depth), member.is_required) for name, member in shape.members.items()
        }
        # A structure that cannot be written in JSON (a required stream in it) is left to the reader of the API.
        made = object_of(fields, rest=self._rest)
        return made if isinstance(made, Object) else UNKNOWN

    def _list(self, shape: Shape, depth: int) -> Type:
        element = shape.element
        items = UNKNOWN if element is None else self.type_of(element, depth)
        return array_of(items, _count(shape.minimum) or 0, _count(shape.maximum))

    def _map(self, shape: Shape, depth: int) -> Type:
        return object_of({}, rest=UNKNOWN if shape.value is None else self.type_of(shape.value, depth))


_STRING_OR_NUMBER: Final = union_of([STRING, NUMBER])
_CONTAINERS: Final = {
    "structure": _Converter._structure,  # noqa: SLF001 - a table of the class's own methods
    "list": _Converter._list,  # noqa: SLF001
    "map": _Converter._map,  # noqa: SLF001
}


def _string(shape: Shape) -> Type:
    if shape.enum:
        return string_of(shape.enum)
    least, most = _count(shape.minimum) or 0, _count(shape.maximum)
    made = string_like(min_length=least, max_length=most, pattern=shape.pattern)
    # A model whose pattern and lengths contradict one another was written loosely; its lengths are then the safer half.
    return string_like(min_length=least, max_length=most) if made == NEVER else made


def _count(bound: float | None) -> int | None:
    return None if bound is None else max(0, int(bound))
