"""Stopping an execution from outside, and saying why one could not go on by itself.

Source: StopExecution, and the recorded history of an execution that was stopped while it waited: nothing is written for
the state it stood in, and ``ExecutionAborted`` points back to 0. The service's types have Aborted events for Wait,
Parallel and Map, but no recording shows when they are written, so none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asl.errors import UsageError
from asl.integrations.arn import ResourceKind

from .services import TaskRequest

__all__ = ["Stop", "stuck_sentence"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A StopExecution that comes ``after_ms`` of virtual time; what is due by then still happens.

    Raises:
        UsageError: the delay is negative.
    """

    after_ms: int
    error: str | None = None
    cause: str | None = None

    def __post_init__(self) -> None:
        if self.after_ms < 0:
            raise UsageError("an execution cannot be stopped before it starts", help="give a delay of 0 or more")


def stuck_sentence(waiting: Sequence[tuple[TaskRequest, bool]]) -> str:
    """Return why an execution could not go on, from the tasks with open tokens and whether these were given out."""
    if not waiting:
        return "nothing is left that could happen: a task waits for an answer that never comes"
    first, is_given_out = waiting[0]
    more = "" if len(waiting) == 1 else f", and {len(waiting) - 1} more like it"
    if first.resource.kind is ResourceKind.ACTIVITY and not is_given_out:
        return f'state "{first.state_name}" waits for a worker of the activity {first.resource.name}{more}'
    return f'state "{first.state_name}" waits for its task token, which nobody sends back{more}'
