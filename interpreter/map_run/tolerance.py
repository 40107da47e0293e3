"""How many child executions of a Distributed Map may fail.

Source: developer guide, "Setting failure thresholds for Distributed Map states". Both default to 0; with both set,
whichever is exceeded first counts. Messages as recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.json_values import Json, Missing, compact
from asl.model import Map

from ..dataflow.paths import Evaluate, compile_field_path
from ..failures import BadStateData

__all__ = ["Allowance", "Tolerance", "compile_tolerance"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """The thresholds that hold for one Map Run."""

    count: int | None
    percentage: float | None

    def is_exceeded(self, failed: int, total: int) -> bool:
        """Tell whether that many failures are too many."""
        if not failed:
            return False
        if self.count is None and self.percentage is None:
            return True
        over_count = self.count is not None and failed > self.count
        over_share = self.percentage is not None and failed * 100 > self.percentage * total
        return over_count or over_share


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The threshold fields of a Map state, compiled."""

    count: int | None
    percentage: float | None
    count_path: Evaluate | None
    percentage_path: Evaluate | None
    count_path_text: str
    percentage_path_text: str

    def read(self, env: Environment) -> Allowance:
        """Return the thresholds for the data at hand."""
        count, percentage = self.count, self.percentage
        if self.count_path is not None:
            count = _read_count(self.count_path(env), self.count_path_text)
        if self.percentage_path is not None:
            percentage = _read_percentage(self.percentage_path(env), self.percentage_path_text)
        return Allowance(count, percentage)


def compile_tolerance(state: Map) -> Tolerance:
    """Compile the threshold fields of a Map state."""

    def path(text: str | Missing) -> tuple[Evaluate | None, str]:
        return (None, "") if isinstance(text, Missing) else (compile_field_path(text), text)

    count_path, count_text = path(state.tolerated_failure_count_path)
    percentage_path, percentage_text = path(state.tolerated_failure_percentage_path)
    count, percentage = state.tolerated_failure_count, state.tolerated_failure_percentage
    return Tolerance(
        count=count if isinstance(count, int) else None,
        percentage=percentage if isinstance(percentage, (int, float)) else None,
        count_path=count_path,
        percentage_path=percentage_path,
        count_path_text=count_text,
        percentage_path_text=percentage_text,
    )


def _shown(value: Json) -> str:
    return value if isinstance(value, str) else compact(value)


def _read_count(value: Json, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadStateData(
            f'The ToleratedFailureCountPath field refers to value "{_shown(value)}" '
            f"which is not a valid integer: {path}"
        )
    if value < 0:
        raise BadStateData("ToleratedFailureCount cannot be negative.")
    return value


def _read_percentage(value: Json, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadStateData(
            f'The ToleratedFailurePercentagePath field refers to value "{_shown(value)}" '
            f"which is not a valid float: {path}"
        )
    if not 0 <= value <= 100:
        raise BadStateData("ToleratedFailurePercentage must be between 0 and 100.")
    return value
