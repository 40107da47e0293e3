"""Facts about Error Names that several rules need.

Source: States Language specification, "Errors"; developer guide, "Handling errors in Step Functions workflows" and
"Handle transient Lambda service exceptions".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from asl.model import Catcher, Map, Parallel, Retrier, Task

__all__ = [
    "ALL",
    "LAMBDA_TRANSIENT",
    "NEVER_RETRIED",
    "STATES_ERRORS",
    "TASK_FAILED",
    "TIMEOUT",
    "TOO_MANY_REQUESTS",
    "covering",
    "covers",
    "entries_of",
    "is_covered",
]

ALL: Final = "States.ALL"
TASK_FAILED: Final = "States.TaskFailed"
TIMEOUT: Final = "States.Timeout"

STATES_ERRORS: Final = frozenset(
    {
        ALL,
        "States.BranchFailed",
        "States.DataLimitExceeded",
        "States.ExceedToleratedFailureThreshold",
        "States.HeartbeatTimeout",
        "States.Http.Socket",
        "States.IntrinsicFailure",
        "States.ItemReaderFailed",
        "States.NoChoiceMatched",
        "States.ParameterPathFailure",
        "States.Permissions",
        "States.QueryEvaluationError",
        "States.ResultPathMatchFailure",
        "States.ResultWriterFailed",
        "States.Runtime",
        TASK_FAILED,
        TIMEOUT,
    }
)
"""The reserved names that are defined; ``States.Http.StatusCode.…`` are besides."""

LAMBDA_TRANSIENT: Final = (
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
)
"""What invoking a function may fail with through no fault of the caller's."""

TOO_MANY_REQUESTS: Final = "Lambda.TooManyRequestsException"

NEVER_RETRIED: Final = ("States.Runtime", "States.DataLimitExceeded")
"""Errors that end an execution whatever a Retrier says."""

_NOT_TASK_FAILED: Final = (TIMEOUT,)


def entries_of(state: Task | Parallel | Map) -> tuple[Retrier | Catcher, ...]:
    """Return the Retriers and Catchers of a state, in this order."""
    return (*state.retry, *state.catch)


def covers(names: Iterable[str], error: str) -> bool:
    """Tell whether a list of Error Names applies to an error of a Task.

    >>> covers(["States.TaskFailed"], "Lambda.Unknown"), covers(["States.TaskFailed"], "States.Timeout")
    (True, False)
    """
    return any(name in (error, ALL) or (name == TASK_FAILED and error not in _NOT_TASK_FAILED) for name in names)


def is_covered(entries: Iterable[Retrier | Catcher], error: str) -> bool:
    """Tell whether one of the Retriers or Catchers applies to an error."""
    return covering(entries, error) is not None


def covering(entries: Iterable[Retrier | Catcher], error: str) -> Retrier | Catcher | None:
    """Return the first Retrier or Catcher that applies to an error."""
    return next((entry for entry in entries if covers(entry.error_equals, error)), None)
