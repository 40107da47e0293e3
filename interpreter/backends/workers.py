"""Workers written in Python: they take the tasks of activities and answer task tokens, on the run's own clock.

A worker is a function that is given a :class:`TokenTask` and returns the calls to make, or yields them one after
another. Where a call is refused, a generator gets the error raised at its ``yield``::

    def clerk(task: TokenTask) -> Iterator[TokenCall]:
        yield SendTaskHeartbeat(after_ms=5_000)
        yield SendTaskSuccess({"approved": task.input["amount"] < 100}, after_ms=5_000)

    run(definition, data, workers={"Approve": clerk, "my-activity": Worker(clerk, name="clerk-1")})

Source: developer guide, "Activities" and "Wait for a Callback with Task Token".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from asl.errors import UsageError
from asl.integrations import Pattern, ResourceKind
from asl.integrations.arn import TaskResource
from asl.json_values import Json

from ..services import Backend, Failed, Pending, Reply, Silent, Submitted, Succeeded, TaskRequest
from ..tokens import SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess, TokenCall

__all__ = ["TokenTask", "Worker", "WorkerBackend", "WorkerFunction", "Workers"]


@dataclass(frozen=True, slots=True)
class TokenTask:
    """What a worker is given with a token.

    Attributes:
        token: the task token.
        input: the input of an activity's task; for a callback the parameters of the call that carried the token.
        retry_count: 0 in the first attempt of the state's visit.
        scheduled_ms: when the attempt was scheduled, milliseconds since the epoch.
    """

    token: str
    state_name: str
    resource: TaskResource
    input: Json
    retry_count: int
    scheduled_ms: int


WorkerFunction: TypeAlias = Callable[[TokenTask], "Iterable[TokenCall] | TokenCall"]
"""Answers a task with calls, each so many milliseconds after the one before."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker with its particulars.

    Attributes:
        name: what it calls itself in GetActivityTask; shown in ``ActivityStarted``.
        takes_after_ms: how long a task of an activity lies before the worker takes it.
    """

    answer: WorkerFunction
    name: str | None = None
    takes_after_ms: int = 0


Workers: TypeAlias = "Mapping[str, Worker | WorkerFunction | None]"
"""Workers by the name of a state, or by the ARN or the name of an activity; ``None`` stands for nobody."""


class WorkerBackend:
    """Gives tokens to workers, and leaves everything else to another backend."""

    def __init__(self, workers: Workers, otherwise: Backend) -> None:
        self.workers = workers
        self.otherwise = otherwise

    def check(self, request: TaskRequest) -> str | None:
        """Ask the other backend, which makes the call that carries the token; an activity has none."""
        return None if self._has_worker(request) and _is_activity(request) else self.otherwise.check(request)

    def start(self, request: TaskRequest) -> Reply:
        """Have the call made, and hand its token to the worker.

        Raises:
            UsageError: a worker was named for a state that gives out no token.
        """
        if not self._has_worker(request):
            return self.otherwise.start(request)
        worker = self._worker(request)
        if _is_activity(request):
            if worker is None:
                return Silent()
            taken = _calls(worker, request)
            return Submitted(None, delay_ms=worker.takes_after_ms, worker=worker.name, calls=taken)
        if request.resource.pattern is not Pattern.WAIT_FOR_TASK_TOKEN:
            raise UsageError(
                f'state "{request.state_name}" gives out no task token that a worker could answer',
                help="workers answer .waitForTaskToken tasks and activities; use a mock file for other tasks",
            )
        reply = self.otherwise.start(request)
        if not isinstance(reply, Submitted):
            return reply
        calls = None if worker is None else _calls(worker, request)
        return replace(reply, poll_after_ms=None, calls=calls)

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Pass on the question; workers are not asked, they call."""
        return self.otherwise.poll(request, job, now_ms)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Pass on the cancelling of a job; a worker learns by its next call that its task is gone."""
        if not (self._has_worker(request) and _is_activity(request)):
            self.otherwise.cancel(request, job, now_ms)

    def _key(self, request: TaskRequest) -> str | None:
        names = [request.state_name]
        if _is_activity(request):
            names += [request.resource.text, request.resource.name]
        return next((name for name in names if name in self.workers), None)

    def _has_worker(self, request: TaskRequest) -> bool:
        return self._key(request) is not None

    def _worker(self, request: TaskRequest) -> Worker | None:
        worker = self.workers[self._key(request) or ""]
        return worker if worker is None or isinstance(worker, Worker) else Worker(worker)


def _is_activity(request: TaskRequest) -> bool:
    return request.resource.kind is ResourceKind.ACTIVITY


def _calls(worker: Worker, request: TaskRequest) -> Iterator[TokenCall]:
    assert request.task_token is not None
    answered = worker.answer(
        TokenTask(
            token=request.task_token,
            state_name=request.state_name,
            resource=request.resource,
            input=request.parameters,
            retry_count=request.retry_count,
            scheduled_ms=request.now_ms,
        )
    )
    if isinstance(answered, (SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat)):
        return iter((answered,))
    return iter(answered)
