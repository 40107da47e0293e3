"""Walks over whole values, however deep they are nested.

A :class:`Walk` counts how deep it is and goes on with a fresh stack when it has to. A value may also be wide without
being large, when the same part stands in it many times; what a walk visits is limited, so such a value ends in an
error.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar, TypeVarTuple

from .messages import build_error
from .number_text import as_number
from .stack import on_fresh_stack
from .values import UNDEFINED, JsonataError

__all__ = ["MAX_NESTING", "MAX_SIZE", "Walk", "as_json", "copy_json", "flatten", "too_large"]

MAX_NESTING: Final = 600
"""How deep values may be nested when they are compared, copied or written."""
MAX_SIZE: Final = 20_000_000
"""How many items a result, or characters a text, may have."""

_COST_OF_CONTAINER: Final = 40
"""How many items a list or object counts for besides its own; a fresh stack takes much longer."""
_COST_OF_STACK: Final = 2000
_LEVELS_PER_STACK: Final = 100
_LARGEST_WHOLE: Final = 2**53
_PLAIN: Final = frozenset({str, bool, type(None)})

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


def too_large() -> JsonataError:
    """Return the error for a value beyond the limits; JavaScript would run out of memory."""
    return JsonataError("U1001", "The value is too large or nested too deeply")


class Walk:
    """One walk over a value, from container to container."""

    __slots__ = ("_left", "_level")

    def __init__(self) -> None:
        self._left = MAX_SIZE
        self._level = 0

    def into(self, size: int, function: Callable[[*_Arguments], _Result], *arguments: *_Arguments) -> _Result:
        """Return ``function(*arguments)``, which walks over a container of ``size`` items.

        Raises:
            JsonataError: U1001, the walk has gone too deep or too far.
        """
        self._left -= size + _COST_OF_CONTAINER
        self._level += 1
        if self._left < 0 or self._level > MAX_NESTING:
            raise too_large()
        if self._level % _LEVELS_PER_STACK == 0:
            self._left -= _COST_OF_STACK
            result = on_fresh_stack(function, *arguments)
        else:
            result = function(*arguments)
        self._level -= 1
        return result


def as_json(value: Any) -> Any:
    """Return a result without sequences: lists and objects built anew, numbers as doubles have them.

    Raises:
        JsonataError: D1001, a number is infinite or not a number; U1001, the value is beyond the limits.
    """
    kind = type(value)
    if kind in _PLAIN or (kind is int and -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE):
        return value
    return _write(value, Walk())


def _write(value: Any, walk: Walk) -> Any:
    kind = type(value)
    if kind in _PLAIN or (kind is int and -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE):
        return value
    if kind is int or kind is float:
        number = as_number(value)
        if not math.isfinite(number):
            raise build_error("D1001", value=None)
        return number
    if isinstance(value, dict):
        return walk.into(len(value), _write_object, value, walk)
    if isinstance(value, list):
        return walk.into(len(value), _write_array, value, walk)
    return value


def _write_object(value: dict[str, Any], walk: Walk) -> dict[str, Any]:
    return {
        name: member if type(member) is str else _write(member, walk)
        for name, member in value.items()
        if member is not UNDEFINED
    }


def _write_array(value: list[Any], walk: Walk) -> list[Any]:
    # A hole in an array, which a predicate on nothing leaves, is null in JSON.
    return [None if item is UNDEFINED else item if type(item) is str else _write(item, walk) for item in value]


def copy_json(value: Any, owned: set[int]) -> Any:
    """Return a value with all its containers made anew, and put the identities of the new objects into ``owned``."""
    return _copy(value, owned, Walk())


def _copy(value: Any, owned: set[int], walk: Walk) -> Any:
    if isinstance(value, dict):
        return walk.into(len(value), _copy_object, value, owned, walk)
    if isinstance(value, list):
        return walk.into(len(value), _copy_array, value, owned, walk)
    return value


def _copy_object(value: dict[str, Any], owned: set[int], walk: Walk) -> dict[str, Any]:
    copy = {name: _copy(member, owned, walk) for name, member in value.items()}
    owned.add(id(copy))
    return copy


def _copy_array(value: list[Any], owned: set[int], walk: Walk) -> list[Any]:
    return [_copy(item, owned, walk) for item in value]


def flatten(value: list[Any], into: list[Any]) -> None:
    """Append the items of a list, and of the lists in it, to ``into``."""
    walk = Walk()
    walk.into(len(value), _flatten, value, into, walk)


def _flatten(value: list[Any], into: list[Any], walk: Walk) -> None:
    for item in value:
        if isinstance(item, list):
            walk.into(len(item), _flatten, item, into, walk)
        else:
            into.append(item)
