"""``$boolean $not $exists $type $error $assert``. Source: JSONata documentation, "Boolean functions"."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ..function import JsonataFunction
from ..operators import is_number
from ..signature import symbol_of
from ..truth import is_true
from ..values import UNDEFINED, JsonataError

__all__ = ["FUNCTIONS"]

_TYPES: Final = {
    "l": "null",
    "n": "number",
    "s": "string",
    "b": "boolean",
    "a": "array",
    "o": "object",
    "f": "function",
}


def _not(value: Any) -> bool:
    return not is_true(value)


def _exists(value: Any) -> bool:
    return value is not UNDEFINED


def _type(value: Any) -> str:
    is_number(value)  # An infinite number has no type but is an error.
    return _TYPES[symbol_of(value)]


def _error(message: Any = UNDEFINED) -> NoReturn:
    raise JsonataError("D3137", message or "$error() function evaluated")


def _assert(condition: Any, message: Any = UNDEFINED) -> Any:
    if condition is not True:
        raise JsonataError("D3141", message or "$assert() statement failed")
    return UNDEFINED


FUNCTIONS = (
    JsonataFunction("boolean", "<x-:b>", "1.0", "whether a value counts as true", "Boolean functions", is_true),
    JsonataFunction("not", "<x-:b>", "1.0", "whether a value counts as false", "Boolean functions", _not),
    JsonataFunction(
        "exists", "<x:b>", "1.0", "whether there is a value", "Boolean functions", _exists, passes_undefined=False
    ),
    JsonataFunction("type", "<x:s>", "1.8", "the name of a value's type", "Object functions", _type),
    JsonataFunction("error", "<s?:x>", "1.8", "fails", "Object functions", _error, passes_undefined=False),
    JsonataFunction(
        "assert", "<bs?:x>", "1.8", "fails unless true", "Object functions", _assert, passes_undefined=False
    ),
)
