"""How many items of a Distributed Map may fail.

Source: developer guide, "Setting failure thresholds for Distributed Map states". Both default to 0; with both set,
whichever is exceeded first counts. A child execution that fails takes all items of its batch with it. Messages as
recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.json_values import Json, Missing
from asl.model import Map

from ..dataflow.jsonata import compile_jsonata_number
from ..dataflow.paths import compile_field_path
from ..failures import BadStateData
from .numbers import compile_limit, not_a

__all__ = ["Allowance", "Tolerance", "compile_tolerance"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """The thresholds that hold for one Map Run."""

    count: int | None
    percentage: float | None

    def is_exceeded(self, failed: int, total: int | None) -> bool:
        """Tell whether that many failures are too many.

        A share cannot be told before the ``total`` is known, which a reader knows only at its end; but any failure
        exceeds a share of nothing.
        """
        if not failed:
            return False
        if self.count is None and self.percentage is None:
            return True
        if self.count is not None and failed > self.count:
            return True
        if self.percentage is None:
            return False
        return self.percentage == 0 if total is None else failed * 100 > self.percentage * total


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The threshold fields of a Map state, compiled."""

    count: Callable[[Environment], int] | None
    percentage: Callable[[Environment], float] | None

    def read(self, env: Environment) -> Allowance:
        """Return the thresholds for the data at hand."""
        count = None if self.count is None else self.count(env)
        return Allowance(count, None if self.percentage is None else self.percentage(env))


def compile_tolerance(state: Map) -> Tolerance:
    """Compile the threshold fields of a Map state."""
    count = compile_limit(
        state.tolerated_failure_count,
        state.tolerated_failure_count_path,
        "ToleratedFailureCount",
        check=_check_count,
    )
    return Tolerance(count, _compile_percentage(state))


def _check_count(number: int) -> None:
    if number < 0:
        raise BadStateData("ToleratedFailureCount cannot be negative.")


def _compile_percentage(state: Map) -> Callable[[Environment], float] | None:
    field, path, literal = (
        "ToleratedFailurePercentage",
        state.tolerated_failure_percentage_path,
        state.tolerated_failure_percentage,
    )
    if not isinstance(path, Missing):
        evaluate = compile_field_path(path)
        return lambda env: _read_percentage(evaluate(env), path)
    if isinstance(literal, Missing):
        return None
    if isinstance(literal, str):
        return compile_jsonata_number(literal, field, maximum=100, is_whole=False)
    return lambda _env: literal


def _read_percentage(value: Json, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise not_a(value, path, "ToleratedFailurePercentage", "float")
    if not 0 <= value <= 100:
        raise BadStateData("ToleratedFailurePercentage must be between 0 and 100.")
    return value
