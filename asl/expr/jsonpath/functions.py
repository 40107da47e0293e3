"""The functions that may end a path: ``$.items.length()``.

The service's documentation leaves them out; Jayway evaluates them, so a definition that uses them runs. Results of
aggregates are floats. What Jayway does by accident is followed where the recorded cases show it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from asl.json_values import Json, java_double

from .errors import JsonPathReadError
from .model import Model

__all__ = ["FUNCTION_NAMES", "call_function"]

_EMPTY = "Aggregation function attempted to calculate value using empty array"
_LARGEST = 1.7976931348623157e308


def call_function(name: str, value: Json, arguments: Sequence[Json], model: Model) -> Json:
    """Return what a function makes of the value it is called on and its arguments."""
    function = _FUNCTIONS.get(name)
    if function is None:
        raise JsonPathReadError("InvalidPathException", f"Function with name: {name} does not exist.")
    result = function(value, arguments, model)
    if isinstance(result, float) and not math.isfinite(result):
        raise JsonPathReadError("JsonPathException", f"the result of {name} is too large for a number")
    return result


def _is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _double(number: float) -> float:
    """Return the number as Java's ``doubleValue`` does: what is too large becomes infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _flattened(arguments: Sequence[Json]) -> list[Json]:
    flat: list[Json] = []
    for argument in arguments:
        if isinstance(argument, list):
            flat.extend(argument)
        else:
            flat.append(argument)
    return flat


def _numbers(value: Json, arguments: Sequence[Json], model: Model) -> list[float]:
    found = list(value) if isinstance(value, list) else []
    numbers = [_double(item) for item in (*found, *_flattened(arguments)) if _is_number(item)]  # type: ignore[arg-type]  # numbers only
    if not numbers:
        raise JsonPathReadError("JsonPathException", _EMPTY)
    return numbers


def _sum(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    total = 0.0
    for number in _numbers(value, arguments, model):
        total += number
    return total


def _average(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    numbers = _numbers(value, arguments, model)
    total = 0.0
    for number in numbers:
        total += number
    return total / len(numbers)


def _minimum(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return min(_LARGEST, *_numbers(value, arguments, model))


def _maximum(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return max(-_LARGEST, *_numbers(value, arguments, model))


def _deviation(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    numbers = _numbers(value, arguments, model)
    count, total, squares = len(numbers), 0.0, 0.0
    for number in numbers:
        total += number
        squares += number * number
    return math.sqrt(max(0.0, squares / count - total * total / count / count))


def _length(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    if arguments:
        first = arguments[0]
        if isinstance(first, list):
            return len(first)
    return len(value) if isinstance(value, (list, dict)) else None


def _keys(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return list(value) if isinstance(value, dict) else None


def _item(value: Json, index: int) -> Json:
    if not isinstance(value, list):
        raise JsonPathReadError("JsonPathException", _EMPTY)
    if index >= 0:
        if index >= len(value):
            message = f"Index {index} out of bounds for length {len(value)}"
            raise JsonPathReadError("IndexOutOfBoundsException", message)
        return value[index]
    real = len(value) + index
    if real > 0:
        return value[real]
    message = f"Target index:{index} larger than object count:{len(value)}"
    raise JsonPathReadError("JsonPathException", message)


def _first(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return _item(value, 0)


def _last(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return _item(value, -1)


def _index(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    numbers = [item for item in _flattened(arguments) if _is_number(item)]
    if not numbers:
        raise JsonPathReadError("IndexOutOfBoundsException", "Index 0 out of bounds for length 0")
    return _item(value, int(numbers[0]))  # type: ignore[arg-type]  # numbers only


def _append(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    return [*value, *arguments] if isinstance(value, list) else value


def _concatenate(value: Json, arguments: Sequence[Json], model: Model) -> Json:
    pieces = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    return "".join([*pieces, *(_text(item) for item in _flattened(arguments) if item is not None)])


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return java_double(value) if isinstance(value, float) else str(value)


_FUNCTIONS: dict[str, Callable[[Json, Sequence[Json], Model], Json]] = {
    "append": _append,
    "avg": _average,
    "concat": _concatenate,
    "first": _first,
    "index": _index,
    "keys": _keys,
    "last": _last,
    "length": _length,
    "max": _maximum,
    "min": _minimum,
    "size": _length,
    "stddev": _deviation,
    "sum": _sum,
}

FUNCTION_NAMES = frozenset(_FUNCTIONS)
