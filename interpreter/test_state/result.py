"""What a tested state answers, and its form in the API.

Values are JSON here and JSON text in the API. A stage that the state does not have, or did not reach, is absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from asl.json_values import Json, JsonObject, compact

__all__ = ["STAGES", "ErrorDetails", "StateTestResult", "StateTestStatus"]

StateTestStatus: TypeAlias = Literal["SUCCEEDED", "FAILED", "RETRIABLE", "CAUGHT_ERROR"]

STAGES: Final = (
    "input",
    "afterInputPath",
    "afterParameters",
    "afterArguments",
    "afterItemsPath",
    "afterItemsPointer",
    "afterItemSelector",
    "afterItemBatcher",
    "maxConcurrency",
    "toleratedFailureCount",
    "toleratedFailurePercentage",
    "result",
    "afterResultSelector",
    "afterResultPath",
    "variables",
)
"""Members of ``inspectionData`` in the order of the data flow."""

_NUMBERS: Final = frozenset({"maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage"})


@dataclass(frozen=True, slots=True)
class ErrorDetails:
    """Which Retrier or Catcher answered; ``backoff_s`` is the wait before the retry, in whole seconds."""

    retry_index: int | None = None
    backoff_s: int | None = None
    catch_index: int | None = None

    def to_aws(self) -> JsonObject:
        """Return ``errorDetails``."""
        told: dict[str, int | None] = {
            "catchIndex": self.catch_index,
            "retryIndex": self.retry_index,
            "retryBackoffIntervalSeconds": self.backoff_s,
        }
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTestResult:
    """How a tested state ended.

    Attributes:
        output: there when the status is ``SUCCEEDED`` or ``CAUGHT_ERROR``.
        error, cause: there otherwise and for a caught error, as far as the failure had them.
        next_state: where the machine would go; ``None`` at its end and after a failure.
        stages: values by stage, see :data:`STAGES`; ``None`` unless they were asked for.
    """

    status: StateTestStatus
    output: Json = None
    error: str | None = None
    cause: str | None = None
    next_state: str | None = None
    stages: Mapping[str, Json] | None = None
    error_details: ErrorDetails = field(default_factory=ErrorDetails)

    @property
    def has_output(self) -> bool:
        """Whether the state passed anything on."""
        return self.status in ("SUCCEEDED", "CAUGHT_ERROR")

    def to_aws(self) -> JsonObject:
        """Return the API's response."""
        response: JsonObject = {}
        if self.has_output:
            response["output"] = compact(self.output)
        for name, text in (("error", self.error), ("cause", self.cause)):
            if text is not None:
                response[name] = text
        if self.stages is not None:
            response["inspectionData"] = self._inspection_data(self.stages)
        if self.next_state is not None:
            response["nextState"] = self.next_state
        response["status"] = self.status
        return response

    def _inspection_data(self, stages: Mapping[str, Json]) -> JsonObject:
        data: JsonObject = {
            name: stages[name] if name in _NUMBERS else compact(stages[name]) for name in STAGES if name in stages
        }
        details = self.error_details.to_aws()
        if details:
            data["errorDetails"] = details
        for name in ("request", "response"):
            if name in stages:
                data[name] = stages[name]
        return data
