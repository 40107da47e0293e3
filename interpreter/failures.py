"""How a state fails inside a run, and which Retrier or Catcher answers.

A failure is an Error Name, a cause and the event that told it. Matching follows "Errors" of the States Language with
the service's exceptions: ``States.Runtime`` is never caught, ``States.TaskFailed`` stands for every failed task but a
timeout, and ``States.HeartbeatTimeout`` also answers to a missed heartbeat, which the service reports as
``States.Timeout``.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["BadStateData", "StateFailure", "is_catchable", "matches", "too_large"]

UNCATCHABLE = frozenset({"States.Runtime"})


class StateFailure(Exception):
    """A state failed.

    Attributes:
        error, cause: what the service reports; either may be absent.
        event_id: the event that later events point back to; 0 until one was recorded.
        is_task_failure: whether ``States.TaskFailed`` stands for it.
        is_heartbeat: whether a heartbeat was missed.
        leaves_task_open: whether something else than the task's own answer ended it: a timeout, or a token. The service
            then records the task as aborted as well when the failure ends a Parallel or Map.
    """

    def __init__(
        self,
        error: str | None,
        cause: str | None,
        event_id: int = 0,
        *,
        is_task_failure: bool = False,
        is_heartbeat: bool = False,
        leaves_task_open: bool = False,
    ) -> None:
        super().__init__(error, cause)
        self.error = error
        self.cause = cause
        self.event_id = event_id
        self.is_task_failure = is_task_failure
        self.is_heartbeat = is_heartbeat
        self.leaves_task_open = leaves_task_open

    def __str__(self) -> str:
        return f"{self.error}: {self.cause}"

    def error_output(self) -> dict[str, str | None]:
        """Return the Error Output: what a Catcher puts into the data; what is absent is ``null`` there, as recorded."""
        return {"Error": self.error, "Cause": self.cause}


class BadStateData(Exception):
    """Data that a field cannot use, found while running; the cause gets the usual prefix with state and event."""

    def __init__(self, cause: str, error: str = "States.Runtime", *, has_prefix: bool = True) -> None:
        super().__init__(cause)
        self.error = error
        self.cause = cause
        self.has_prefix = has_prefix


def too_large(name: str) -> StateFailure:
    """Return the failure of a state, or of a task of a service, whose result breaks the payload quota."""
    return StateFailure(
        "States.DataLimitExceeded",
        f"The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit.",
    )


def is_catchable(failure: StateFailure) -> bool:
    """Tell whether any Retrier or Catcher may answer."""
    return failure.error not in UNCATCHABLE


def matches(error_equals: Iterable[str], failure: StateFailure) -> bool:
    """Tell whether a list of Error Names covers a failure."""
    for name in error_equals:
        if name in ("States.ALL", failure.error):
            return True
        if name == "States.TaskFailed" and failure.is_task_failure and failure.error != "States.Timeout":
            return True
        if name == "States.HeartbeatTimeout" and failure.is_heartbeat:
            return True
    return False
