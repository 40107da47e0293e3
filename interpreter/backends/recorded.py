"""The recorded backend: answers tasks with what was recorded of earlier attempts, state by state.

A recording says which state an attempt belongs to and how it ended; attempts of a state are used up in their order,
retries and later visits alike. ``recorded_tasks`` reads them from a history in the service's own JSON, so that a
changed definition can be tried against what really happened.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from asl.errors import UsageError
from asl.expr.timestamps import parse_timestamp
from asl.integrations import Pattern, ResourceKind
from asl.json_values import MISSING, Json, Missing, parse_json

from ..services import Failed, Pending, Reply, Submitted, Succeeded, TaskRequest

__all__ = ["NEVER_MS", "RecordedBackend", "RecordedTask", "recorded_tasks"]

NEVER_MS = 100 * 365 * 86_400_000
"""Delay of an answer that the recording does not have: later than any execution may run."""


@dataclass(frozen=True, slots=True)
class RecordedTask:
    """One attempt of a Task and how it ended.

    Attributes:
        ended: ``None`` when the attempt was still under way when its execution ended.
        submitted: what the start call of a task that waits answered, when that was recorded.
        worker: name of the worker that took an activity's task.
        delay_ms: time between start and end.
    """

    state: str
    ended: Succeeded | Failed | None
    submitted: Json | Missing = MISSING
    worker: str | None = None
    delay_ms: int = 0


class RecordedBackend:
    """Answers attempts from recordings; one backend belongs to one run."""

    def __init__(self, tasks: Iterable[RecordedTask]) -> None:
        self._tasks: dict[str, deque[RecordedTask]] = {}
        for task in tasks:
            self._tasks.setdefault(task.state, deque()).append(task)

    def check(self, request: TaskRequest) -> str | None:
        """Take the parameters as they are; the recording shows that a call was made, or that none was."""
        return None

    def start(self, request: TaskRequest) -> Reply:
        """Answer the next attempt of a state.

        Raises:
            UsageError: nothing more was recorded for the state.
        """
        waiting = self._tasks.get(request.state_name)
        if not waiting:
            raise UsageError(
                f"the recording has no further attempt of the state {request.state_name!r}",
                help="the run has left the recorded one; look at what came before it",
            )
        task = waiting.popleft()
        if _is_refused(task) or not _waits(request):
            return _answer(task, task.delay_ms)
        accepted: Json = None if isinstance(task.submitted, Missing) else task.submitted
        after_ms = task.delay_ms if task.ended is not None else NEVER_MS
        return Submitted(accepted, job=task, poll_after_ms=after_ms, worker=task.worker)

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Answer how a recorded job ended."""
        assert isinstance(job, RecordedTask)
        return _answer(job, 0)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Do nothing: the job has long ended."""


def _waits(request: TaskRequest) -> bool:
    return request.resource.pattern is not Pattern.REQUEST_RESPONSE or request.resource.kind is ResourceKind.ACTIVITY


def _is_refused(task: RecordedTask) -> bool:
    return isinstance(task.ended, Failed) and task.ended.phase != "run"


def _answer(task: RecordedTask, delay_ms: int) -> Succeeded | Failed:
    match task.ended:
        case None:
            return Succeeded(None, NEVER_MS)
        case Succeeded(output=output):
            return Succeeded(output, delay_ms)
        case Failed() as failed:
            return Failed(failed.error, failed.cause, delay_ms, failed.phase, failed.timed_out)


_Phase: TypeAlias = Literal["run", "start", "submit", "schedule"]
_PHASES: dict[str, _Phase] = {
    "Succeeded": "run",
    "Failed": "run",
    "TimedOut": "run",
    "StartFailed": "start",
    "SubmitFailed": "submit",
    "ScheduleFailed": "schedule",
}
_ENDINGS: dict[str, str] = {
    f"{prefix}{ending}": ending for prefix in ("Task", "LambdaFunction", "Activity") for ending in _PHASES
}


def recorded_tasks(history: Any) -> tuple[RecordedTask, ...]:
    """Return the attempts in a history as ``get-execution-history`` answers it, in the order of their scheduling.

    Raises:
        UsageError: it is not such a history.
    """
    events = history.get("events") if isinstance(history, Mapping) else None
    if not isinstance(events, list) or not all(isinstance(event, Mapping) and "id" in event for event in events):
        raise UsageError(
            "this is not an execution history",
            help='give the answer of get-execution-history: {"events": [...]}',
        )
    by_id = {event["id"]: event for event in events}
    following = {event.get("previousEventId"): event for event in reversed(events) if _is_task_event(event)}
    return tuple(
        _read_task(event, by_id, following) for event in events if str(event.get("type")).endswith("Scheduled")
    )


def _is_task_event(event: Mapping[str, Any]) -> bool:
    type_ = str(event.get("type"))
    return type_ in _ENDINGS or type_ in ("TaskStarted", "TaskSubmitted", "LambdaFunctionStarted", "ActivityStarted")


def _read_task(
    scheduled: Mapping[str, Any], by_id: Mapping[Any, Mapping[str, Any]], following: Mapping[Any, Mapping[str, Any]]
) -> RecordedTask:
    state, entered = "", scheduled
    while not state:
        details = entered.get("stateEnteredEventDetails")
        if details is not None:
            state = details["name"]
            break
        previous = by_id.get(entered.get("previousEventId"))
        if previous is None:
            raise UsageError(f"event {scheduled['id']} belongs to no state", help="give the whole history")
        entered = previous
    submitted: Json | Missing = MISSING
    worker: str | None = None
    event = scheduled
    while (after := following.get(event["id"])) is not None:
        event = after
        type_ = str(event["type"])
        details = _details(event)
        if type_ == "TaskSubmitted":
            submitted = _payload(details, "output")
        elif type_ == "ActivityStarted":
            worker = details.get("workerName")
        elif type_ in _ENDINGS:
            delay_ms = _time_ms(event) - _time_ms(scheduled)
            return RecordedTask(state, _ended(type_, details), submitted, worker, max(0, delay_ms))
    return RecordedTask(state, None, submitted, worker)


def _details(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((value for name, value in event.items() if name.endswith("EventDetails")), {})


def _payload(details: Mapping[str, Any], name: str) -> Json:
    text = details.get(name)
    return None if text is None else parse_json(text)


def _ended(type_: str, details: Mapping[str, Any]) -> Succeeded | Failed:
    ending = _ENDINGS[type_]
    if ending == "Succeeded":
        return Succeeded(_payload(details, "output"))
    return Failed(details.get("error"), details.get("cause"), phase=_PHASES[ending], timed_out=ending == "TimedOut")


def _time_ms(event: Mapping[str, Any]) -> int:
    stamp = event.get("timestamp")
    if isinstance(stamp, (int, float)):
        return round(stamp * 1000)
    try:
        return parse_timestamp(str(stamp).replace("+00:00", "Z"))
    except ValueError:
        return 0
