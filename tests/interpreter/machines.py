"""Small machines, and one way to run them, for the interpreter's tests."""

from __future__ import annotations

from typing import Any

from interpreter import Execution, Failed, Limits, Pending, Succeeded, TaskRequest, run
from interpreter.services import Reply

LAMBDA = "arn:aws:states:::lambda:invoke"
TRAIN = "arn:aws:states:::sagemaker:createTrainingJob.sync"
CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"


def machine(*states: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a machine that runs the states in order; a state that names its own transition keeps it."""
    named: dict[str, Any] = {}
    for index, (name, state) in enumerate(states):
        moves = {"Next", "End"} & state.keys() or state["Type"] in ("Choice", "Succeed", "Fail")
        onward = {"Next": states[index + 1][0]} if index + 1 < len(states) else {"End": True}
        named[name] = state if moves else {**state, **onward}
    return {"StartAt": states[0][0], "States": named}


class Replies:
    """A backend that answers from a list of replies, one an attempt, and remembers what it was asked."""

    def __init__(self, *replies: Reply, polls: tuple[Any, ...] = ()) -> None:
        self._replies = list(replies)
        self._polls = list(polls)
        self.requests: list[TaskRequest] = []
        self.cancelled: list[str] = []

    def check(self, request: TaskRequest) -> str | None:
        return None

    def start(self, request: TaskRequest) -> Reply:
        self.requests.append(request)
        return self._replies.pop(0) if self._replies else Succeeded({})

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        return self._polls.pop(0)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        self.cancelled.append(request.state_name)


def run_states(*states: tuple[str, dict[str, Any]], data: Any = None, **options: Any) -> Execution:
    """Run states in order and return how it ended; no replies means that tasks answer ``{}``."""
    options.setdefault("backend", Replies())
    return run(machine(*states), {} if data is None else data, **options)


def shape(execution: Execution) -> list[str]:
    """Return a history as ``Type(id<-previous)`` texts."""
    return [f"{event.type}({number}<-{event.previous_id})" for number, event in enumerate(execution.history, 1)]


LIFTED = Limits(history_events=None, payload_bytes=None, execution_ms=None)
