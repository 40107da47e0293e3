"""The recorded backend: answers tasks with what was recorded of earlier attempts, state by state.

A recording says which state an attempt belongs to and how it ended; attempts of a state are used up in their order,
retries and later visits alike. ``recorded_tasks`` reads them from a history in the service's own JSON, so that a
changed definition can be tried against what really happened.

Some things a history shows only by leaving them out. A Task that was entered and never scheduled was refused: its
activity does not exist, or its parameters could not be turned into a call. A task that ended well did send its
heartbeats. And the tasks of a Map Run's children are in histories of their own; another backend may answer those.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from asl.errors import UsageError
from asl.expr.timestamps import parse_timestamp
from asl.integrations import Pattern, ResourceKind, parameters_rejection
from asl.json_values import MISSING, Json, Missing, parse_json

from ..services import Backend, Failed, Pending, Reply, Silent, Submitted, Succeeded, TaskRequest
from ..stop import Stop
from ..tokens import SendTaskHeartbeat, TokenCall

__all__ = ["RecordedBackend", "RecordedPart", "RecordedTask", "recorded_parts", "recorded_tasks", "unscheduled_states"]


@dataclass(frozen=True, slots=True)
class RecordedTask:
    """One attempt of a Task and how it ended.

    Attributes:
        ended: ``None`` when the attempt was still under way when its execution ended.
        submitted: what the start call of a task that waits answered, when that was recorded.
        worker: name of the worker that took an activity's task.
        delay_ms: time between scheduling and end.
        accepted_ms: time until a job was submitted, or an activity's task was taken; ``None``: it never was.
    """

    state: str
    ended: Succeeded | Failed | None
    submitted: Json | Missing = MISSING
    worker: str | None = None
    delay_ms: int = 0
    accepted_ms: int | None = 0


class RecordedBackend:
    """Answers attempts from recordings; one backend belongs to one run.

    Args:
        tasks: the attempts.
        unscheduled: Task states that the recording shows entered more often than scheduled.
        children: what answers the tasks of Map Runs' children, which no history of the parent shows.
    """

    def __init__(
        self,
        tasks: Iterable[RecordedTask],
        *,
        unscheduled: Iterable[str] = (),
        children: Backend | None = None,
    ) -> None:
        self._tasks: dict[str, deque[RecordedTask]] = {}
        self._unscheduled = frozenset(unscheduled)
        self._children = children
        for task in tasks:
            self._tasks.setdefault(task.state, deque()).append(task)

    def check(self, request: TaskRequest) -> str | None:
        """Refuse what the recording shows refused, and take everything else as it is."""
        if self._tasks.get(request.state_name):
            return None
        if self._children is not None and _is_in_child(request):
            return self._children.check(request)
        if request.state_name not in self._unscheduled:
            return None
        if request.resource.kind is ResourceKind.ACTIVITY:
            return f"The activity {request.resource.text} does not exist."
        return parameters_rejection(request.resource, request.parameters)

    def start(self, request: TaskRequest) -> Reply:
        """Answer the next attempt of a state.

        Raises:
            UsageError: nothing more was recorded for the state.
        """
        waiting = self._tasks.get(request.state_name)
        if not waiting:
            if self._children is not None and _is_in_child(request):
                return self._children.start(request)
            raise UsageError(
                f"the recording has no further attempt of the state {request.state_name!r}",
                help="the run has left the recorded one; look at what came before it",
            )
        task = waiting.popleft()
        if not _waits(request):
            return Silent() if task.ended is None else _answer(task.ended, task.delay_ms)
        if task.ended is not None and _is_refused(task.ended):
            return _answer(task.ended, task.delay_ms)
        if task.accepted_ms is None:
            return Silent()
        accepted: Json = None if isinstance(task.submitted, Missing) else task.submitted
        span_ms = task.delay_ms - task.accepted_ms
        return Submitted(
            accepted,
            job=task,
            poll_after_ms=None if task.ended is None else span_ms,
            delay_ms=task.accepted_ms,
            worker=task.worker,
            calls=_heartbeats(request, task, span_ms),
        )

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Answer how a recorded job ended."""
        if not isinstance(job, RecordedTask):
            assert self._children is not None, f"{request.state_name} was not recorded"
            return self._children.poll(request, job, now_ms)
        assert job.ended is not None, f"{request.state_name} never ended"
        return _answer(job.ended, 0)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Pass on the cancelling of a child's job; recorded ones have long ended."""
        if not isinstance(job, RecordedTask) and self._children is not None:
            self._children.cancel(request, job, now_ms)


def _heartbeats(request: TaskRequest, task: RecordedTask, span_ms: int) -> Iterator[TokenCall] | None:
    """Return the heartbeats that a task must have sent; no history shows them."""
    is_answered = isinstance(task.ended, Succeeded) or (isinstance(task.ended, Failed) and not task.ended.timed_out)
    if request.heartbeat_s is None or request.task_token is None or not is_answered:
        return None
    every_ms = request.heartbeat_s * 1000
    return (SendTaskHeartbeat(every_ms) for _ in range(max(0, span_ms) // every_ms))


def _is_in_child(request: TaskRequest) -> bool:
    """Tell whether a Map Run's child asks: its machine is named after the run's label."""
    return "/" in request.execution.state_machine_arn


def _waits(request: TaskRequest) -> bool:
    return request.resource.pattern is not Pattern.REQUEST_RESPONSE or request.resource.kind is ResourceKind.ACTIVITY


def _is_refused(ended: Succeeded | Failed) -> bool:
    return isinstance(ended, Failed) and ended.phase != "run"


def _answer(ended: Succeeded | Failed, delay_ms: int) -> Succeeded | Failed:
    if isinstance(ended, Succeeded):
        return Succeeded(ended.output, delay_ms)
    return Failed(ended.error, ended.cause, delay_ms, ended.phase, ended.timed_out)


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
    events = _events(history)
    by_id = {event["id"]: event for event in events}
    following = {event.get("previousEventId"): event for event in reversed(events) if _is_task_event(event)}
    return tuple(
        _read_task(event, by_id, following) for event in events if str(event.get("type")).endswith("Scheduled")
    )


def _events(history: Any) -> list[Mapping[str, Any]]:
    events = history.get("events") if isinstance(history, Mapping) else None
    if not isinstance(events, list) or not all(isinstance(event, Mapping) and "id" in event for event in events):
        raise UsageError(
            "this is not an execution history",
            help='give the answer of get-execution-history: {"events": [...]}',
        )
    return events


def unscheduled_states(history: Any) -> frozenset[str]:
    """Return the Task states that a history shows entered more often than scheduled for the first time.

    Raises:
        UsageError: it is not a history.
    """
    events = _events(history)
    scheduled = {event.get("previousEventId") for event in events if str(event.get("type")).endswith("Scheduled")}
    return frozenset(
        event["stateEnteredEventDetails"]["name"]
        for event in events
        if event.get("type") == "TaskStateEntered" and event["id"] not in scheduled
    )


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """A history from its start, or from a redrive, to where the execution ended.

    Attributes:
        after_ms: time between the end of the part before and this one.
        stop: the StopExecution that ended it.
    """

    after_ms: int
    stop: Stop | None


def recorded_parts(history: Any) -> tuple[RecordedPart, ...]:
    """Return the parts of a history; there is one more of them than redrives.

    Raises:
        UsageError: it is not a history.
    """
    parts: list[list[Mapping[str, Any]]] = [[]]
    for event in _events(history):
        if event.get("type") == "ExecutionRedriven":
            parts.append([])
        parts[-1].append(event)
    last_ms = _time_ms(parts[0][0]) if parts[0] else 0
    found = []
    for part in parts:
        begun_ms = _time_ms(part[0]) if part else last_ms
        found.append(RecordedPart(max(0, begun_ms - last_ms), _stop(part, begun_ms)))
        last_ms = _time_ms(part[-1]) if part else last_ms
    return tuple(found)


def _stop(part: list[Mapping[str, Any]], begun_ms: int) -> Stop | None:
    if not part or part[-1].get("type") != "ExecutionAborted":
        return None
    details = _details(part[-1])
    return Stop(max(0, _time_ms(part[-1]) - begun_ms), details.get("error"), details.get("cause"))


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
    accepted_ms: int | None = None if scheduled["type"] == "ActivityScheduled" else 0
    event = scheduled
    while (after := following.get(event["id"])) is not None:
        event = after
        type_ = str(event["type"])
        details = _details(event)
        if type_ == "TaskSubmitted":
            submitted = _payload(details, "output")
            accepted_ms = max(0, _time_ms(event) - _time_ms(scheduled))
        elif type_ == "ActivityStarted":
            worker = details.get("workerName")
            accepted_ms = max(0, _time_ms(event) - _time_ms(scheduled))
        elif type_ in _ENDINGS:
            delay_ms = max(0, _time_ms(event) - _time_ms(scheduled))
            return RecordedTask(state, _ended(type_, details), submitted, worker, delay_ms, accepted_ms)
    return RecordedTask(state, None, submitted, worker, 0, accepted_ms)


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
