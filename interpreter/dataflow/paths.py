"""Paths in fields: ``InputPath``, ``OutputPath`` and the Reference Paths of ``…Path`` fields.

Messages are those of the service; see ``docs/differences.md`` for the ones that no recording shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from asl.expr.environment import Environment
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_path, read_path
from asl.json_values import MISSING, Json, Missing

from ..failures import BadStateData

__all__ = ["Evaluate", "compile_field_path", "compile_optional_path", "read_integer"]

Evaluate: TypeAlias = Callable[[Environment], Json]


def _empty(_env: Environment) -> Json:
    return {}


def compile_field_path(text: str) -> Evaluate:
    """Compile a path field; a miss is ``Invalid path '…' : …`` with Jayway's own message."""
    evaluate = compile_path(read_path(text))

    def select(env: Environment) -> Json:
        try:
            return evaluate(env)
        except JsonPathReadError as error:
            raise BadStateData(f"Invalid path '{text}' : {error.message}") from None

    return select


def compile_optional_path(text: str | None | Missing) -> Evaluate | None:
    """Compile ``InputPath`` or ``OutputPath``: ``None`` when it selects everything, ``{}`` for an explicit ``null``."""
    if text is MISSING or text == "$":
        return None
    if text is None:
        return _empty
    assert isinstance(text, str)
    return compile_field_path(text)


def read_integer(value: Json, path: str, field: str, minimum: int = 0) -> int:
    """Return a number that a ``…Path`` field found, or fail as the service does."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadStateData(f"The {field} parameter must be a number: {path}")
    if isinstance(value, float) and not value.is_integer():
        raise BadStateData(f"The {field} parameter must be a whole number: {path}")
    number = int(value)
    if number < minimum:
        raise BadStateData(f"The {field} parameter must be at least {minimum}: {path}")
    return number
