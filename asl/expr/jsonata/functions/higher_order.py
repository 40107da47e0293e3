"""``$map $filter $single $reduce $sift $each``: functions that call a function. Source: "Higher order functions"."""

from __future__ import annotations

from typing import Any

from ..function import JsonataFunction, call_with_arity
from ..truth import is_true
from ..values import UNDEFINED, JsonataError, Sequence

__all__ = ["FUNCTIONS"]


def _map(items: list[Any], function: Any) -> Any:
    _require(function, items)
    results = (call_with_arity(function, item, index, items) for index, item in enumerate(items))
    return Sequence([result for result in results if result is not UNDEFINED])


def _filter(items: list[Any], function: Any) -> Any:
    _require(function, items)
    return Sequence(
        [item for index, item in enumerate(items) if is_true(call_with_arity(function, item, index, items))]
    )


def _single(items: list[Any], function: Any = UNDEFINED) -> Any:
    found: list[Any] = []
    for index, item in enumerate(items):
        if function is UNDEFINED or is_true(call_with_arity(function, item, index, items)):
            if found:
                message = "The $single() function expected exactly 1 matching result.  Instead it matched more."
                raise JsonataError("D3138", message)
            found.append(item)
    if not found:
        message = "The $single() function expected exactly 1 matching result.  Instead it matched 0."
        raise JsonataError("D3139", message)
    return found[0]


def _reduce(items: list[Any], function: Any, init: Any = UNDEFINED) -> Any:
    _require(function, "always")
    if function.arity < 2:
        message = "The second argument of reduce function must be a function with at least two arguments"
        raise JsonataError("D3050", message)
    start = 0
    result = init
    if init is UNDEFINED and items:
        result, start = items[0], 1
    for index in range(start, len(items)):
        result = function.call([result, items[index], index, items][: min(4, function.arity)], None)
    return result


def _sift(mapping: dict[str, Any], function: Any) -> Any:
    _require(function, mapping)
    kept = {name: value for name, value in mapping.items() if is_true(call_with_arity(function, value, name, mapping))}
    return kept or UNDEFINED


def _each(mapping: dict[str, Any], function: Any) -> Any:
    _require(function, mapping)
    results = (call_with_arity(function, value, name, mapping) for name, value in mapping.items())
    return Sequence([result for result in results if result is not UNDEFINED])


def _require(function: Any, items: Any) -> None:
    """Refuse an undefined function, which the signatures let pass, in JavaScript's own words."""
    if function is UNDEFINED and items:
        raise JsonataError("", "Cannot read properties of undefined (reading 'arity')")


_SOURCE = "Higher order functions"
FUNCTIONS = (
    JsonataFunction("map", "<af>", "1.0", "the results of a function for each item", _SOURCE, _map),
    JsonataFunction("filter", "<af>", "1.0", "the items that a function accepts", _SOURCE, _filter),
    JsonataFunction("single", "<af?>", "1.7", "the one item that a function accepts", _SOURCE, _single),
    JsonataFunction("reduce", "<afj?:j>", "1.0", "the items folded into one", _SOURCE, _reduce),
    JsonataFunction("sift", "<o-f?:o>", "1.0", "the members that a function accepts", _SOURCE, _sift),
    JsonataFunction("each", "<o-f:a>", "1.0", "the results of a function for each member", _SOURCE, _each),
)
