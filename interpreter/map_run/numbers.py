"""Numbers that limit a Map state: written as such, as an expression, or found by a path.

A path that finds something else than a whole number fails as recorded for ``ToleratedFailureCountPath``, whatever
the field is; that the other fields are told in the same words is a guess.
"""

from __future__ import annotations

from collections.abc import Callable

from asl.expr.environment import Environment
from asl.json_values import Json, Missing, compact

from ..dataflow.jsonata import compile_jsonata_number
from ..dataflow.paths import compile_field_path
from ..failures import BadStateData

__all__ = ["compile_limit", "not_a", "read_whole"]


def compile_limit(
    value: float | str | Missing,
    path: str | Missing,
    field: str,
    *,
    place: str = "",
    check: Callable[[int], None] | None = None,
    minimum: int = 0,
    maximum: int | None = None,
) -> Callable[[Environment], int] | None:
    """Compile a whole number and its ``…Path`` twin; ``None`` when neither was given.

    ``place`` stands before the field's name in causes of expressions, ``ItemBatcher/``; ``check`` judges what a path
    finds, ``minimum`` and ``maximum`` bound what an expression gives.
    """
    if not isinstance(path, Missing):
        return _compile_path(path, field, check)
    if isinstance(value, Missing):
        return None
    if isinstance(value, str):
        number = compile_jsonata_number(value, f"{place}{field}", minimum=minimum, maximum=maximum)
        return lambda env: int(number(env))
    literal = int(value)
    return lambda _env: literal


def _compile_path(path: str, field: str, check: Callable[[int], None] | None) -> Callable[[Environment], int]:
    evaluate = compile_field_path(path)

    def found(env: Environment) -> int:
        number = read_whole(evaluate(env), path, field)
        if check is not None:
            check(number)
        return number

    return found


def read_whole(value: Json, path: str, field: str) -> int:
    """Return what a path found as a whole number, or fail as recorded."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise not_a(value, path, field, "integer")
    return value


def not_a(value: Json, path: str, field: str, kind: str) -> BadStateData:
    """Return the recorded failure of a path that finds a value of another type."""
    shown = value if isinstance(value, str) else compact(value)
    return BadStateData(f'The {field}Path field refers to value "{shown}" which is not a valid {kind}: {path}')
