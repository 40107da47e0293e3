"""One attempt of a Task: scheduled, started, perhaps submitted and polled, ended by a result, a failure or a timeout.

The clock of ``TimeoutSeconds`` starts with the Started event; for an activity that is when a worker takes the task, so
the wait for a worker is not counted (recorded). A missed heartbeat is reported as ``States.Timeout`` (recorded). A
result above the payload quota is told by the task's Failed event (recorded); what an input above it leaves behind is
not known, and the attempt fails before it is scheduled here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from asl.expr.environment import Environment
from asl.integrations import scheduled_parameters
from asl.integrations.arn import ResourceKind, TaskResource
from asl.integrations.pattern import Pattern
from asl.json_values import Json

from ..effects import Call, Effects, Poll, TimedOut
from ..events import TaskDetails
from ..failures import BadStateData, StateFailure, too_large
from ..services import Failed, Heartbeat, Pending, Submitted, Succeeded, TaskRequest
from ..strand import Strand

__all__ = ["ACTIVITY", "INTEGRATION", "LAMBDA", "CompiledTask", "EventNames", "Seconds", "run_attempt"]

Seconds: TypeAlias = Callable[[Environment], int | None]
"""Reads TimeoutSeconds or HeartbeatSeconds; ``None`` when the state does not say."""


@dataclass(frozen=True, slots=True)
class EventNames:
    """Types of the events of one form of Task; an empty name means that the form has no such event."""

    scheduled: str
    started: str
    submitted: str
    succeeded: str
    failed: str
    timed_out: str
    schedule_failed: str
    start_failed: str
    submit_failed: str


def _names(prefix: str, submitted: str = "", submit_failed: str = "") -> EventNames:
    return EventNames(
        scheduled=f"{prefix}Scheduled",
        started=f"{prefix}Started",
        submitted=submitted,
        succeeded=f"{prefix}Succeeded",
        failed=f"{prefix}Failed",
        timed_out=f"{prefix}TimedOut",
        schedule_failed=f"{prefix}ScheduleFailed",
        start_failed=f"{prefix}StartFailed",
        submit_failed=submit_failed or f"{prefix}Failed",
    )


INTEGRATION = _names("Task", "TaskSubmitted", "TaskSubmitFailed")
LAMBDA = _names("LambdaFunction")
ACTIVITY = _names("Activity")


_MOST_KNOWN = 100
"""Details that a Task keeps: its limits may come from the data, and be others every time."""


@dataclass(frozen=True, slots=True)
class CompiledTask:
    """A Task state, compiled.

    Attributes:
        has_token: whether its attempts have a task token.
        known_details: what attempts with the same limits share in their events, so that it is made once.
    """

    name: str
    at: tuple[str | int, ...]
    resource: TaskResource
    events: EventNames
    make_input: Callable[[Environment], Json] | None
    timeout_s: Seconds
    heartbeat_s: Seconds
    credentials: Callable[[Environment], Json] | None
    has_token: bool
    known_details: dict[tuple[str, int | None, int | None, str | None], TaskDetails] = field(default_factory=dict)


def run_attempt(task: CompiledTask, strand: Strand, raw: Json) -> Effects:
    """Run one attempt and return its raw result."""
    run, env, names = strand.run, strand.env, task.events
    history = run.history
    strand.task_token = run.chance.uuid() if task.has_token else None
    try:
        parameters = raw if task.make_input is None else task.make_input(env)
        timeout_s, heartbeat_s = task.timeout_s(env), task.heartbeat_s(env)
        role_arn = None if task.credentials is None else _read_role(task.credentials(env))
        request = run.request(
            task.name,
            task.at,
            task.resource,
            parameters,
            strand.retry_count or 0,
            strand.task_token,
            role_arn,
            heartbeat_s,
        )
    finally:
        strand.task_token = None
    if run.is_too_large(parameters):
        raise StateFailure(
            "States.DataLimitExceeded",
            f"The state/task '{task.name}' was given an input with a size exceeding the maximum number of bytes "
            "service limit.",
        )
    details = _details(task, run.facts.region, timeout_s, heartbeat_s, role_arn)
    refusal = run.backend.check(request)
    if refusal is not None:
        raise BadStateData(refusal)
    # A request-response task, which has no token, shows its parameters as they are.
    shown = scheduled_parameters(task.resource, parameters) if task.has_token and names is INTEGRATION else parameters
    strand.last_id = history.append(names.scheduled, strand.last_id, None, shown, details)
    if request.task_token is None:
        strand.last_id = history.append(names.started, strand.last_id, None, None, details)
        deadline_ms = _deadline_ms(task, timeout_s, run.clock.now_ms, run.limits.http_ms)
        reply = yield Call(request, deadline_ms)
        # Most tasks are answered at once, and need nothing of what follows a start call.
        if type(reply) is Succeeded:
            output = reply.output
        elif type(reply) is Failed:
            raise _fail(strand, task, details, reply, is_heartbeat=False)
        else:
            output = yield from _hear(_Wait(task, details, request, timeout_s, heartbeat_s), strand, reply, deadline_ms)
    else:
        try:
            output = yield from _await_result(_Wait(task, details, request, timeout_s, heartbeat_s), strand)
        finally:
            run.scheduler.desk.close(request.task_token)
    if run.is_too_large(output):
        raise _refuse_result(strand, task, details)
    strand.last_id = history.append(names.succeeded, strand.last_id, None, output, details)
    return output


@dataclass(slots=True)
class _Wait:
    """What is waited for after one attempt was scheduled; nobody changes it."""

    task: CompiledTask
    details: TaskDetails
    request: TaskRequest
    timeout_s: int | None
    heartbeat_s: int | None

    def beat_by_ms(self, now_ms: int) -> int | None:
        """Return when the next heartbeat has to have come; only those who hold a token send any."""
        takes_heartbeats = self.task.events is ACTIVITY or self.task.resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN
        return now_ms + self.heartbeat_s * 1000 if takes_heartbeats and self.heartbeat_s is not None else None


def _deadline_ms(task: CompiledTask, timeout_s: int | None, now_ms: int, http_ms: int | None) -> int | None:
    """Return when an attempt that begins now has to have ended."""
    limit_ms = None if timeout_s is None else timeout_s * 1000
    if http_ms is not None and task.resource.kind is ResourceKind.HTTP:
        limit_ms = http_ms if limit_ms is None else min(limit_ms, http_ms)
    return None if limit_ms is None else now_ms + limit_ms


def _await_result(wait: _Wait, strand: Strand) -> Effects:
    """Start a task that has a token, and return its raw result."""
    run, task, details = strand.run, wait.task, wait.details
    history, names, clock = run.history, task.events, run.clock
    deadline_ms: int | None = None
    if names is not ACTIVITY:
        strand.last_id = history.append(names.started, strand.last_id, None, None, details)
        deadline_ms = _deadline_ms(task, wait.timeout_s, clock.now_ms, run.limits.http_ms)
    reply = yield Call(wait.request, deadline_ms)
    if names is ACTIVITY:
        # The clock of an activity starts when a worker takes its task.
        if not (isinstance(reply, Failed) and reply.phase == "schedule"):
            worker = reply.worker if isinstance(reply, Submitted) else None
            strand.last_id = history.append(names.started, strand.last_id, worker)
        deadline_ms = _deadline_ms(task, wait.timeout_s, clock.now_ms, None)
    return (yield from _hear(wait, strand, reply, deadline_ms))


def _hear(wait: _Wait, strand: Strand, reply: Any, deadline_ms: int | None) -> Effects:
    """Take in replies until the task has ended; raise when it fails, times out or misses a heartbeat."""
    run, task, details = strand.run, wait.task, wait.details
    history, names, clock = run.history, task.events, run.clock
    beat_by_ms = wait.beat_by_ms(clock.now_ms)
    poll_ms: int | None = None
    while True:
        match reply:
            case Succeeded(output=output):
                strand.job = None
                return output
            case Failed():
                may_be_heartbeat = beat_by_ms is not None and (deadline_ms is None or clock.now_ms < deadline_ms)
                raise _fail(strand, task, details, reply, is_heartbeat=reply.timed_out and may_be_heartbeat)
            case TimedOut():
                is_heartbeat = beat_by_ms is not None and (deadline_ms is None or beat_by_ms < deadline_ms)
                raise _time_out(strand, task, details, is_heartbeat=is_heartbeat)
            case Submitted(output=output, job=job, poll_after_ms=after_ms, status=status):
                poll_ms = None if after_ms is None else clock.now_ms + after_ms
                if names.submitted:
                    strand.last_id = history.append(names.submitted, strand.last_id, None, output, details)
                strand.job = (wait.request, job)
                run.show_status(task.name, status)
            case Pending(after_ms, status):
                poll_ms = clock.now_ms + after_ms
                run.show_status(task.name, status)
            case Heartbeat():
                beat_by_ms = wait.beat_by_ms(clock.now_ms)
        limits_ms = [limit_ms for limit_ms in (deadline_ms, beat_by_ms) if limit_ms is not None]
        after_ms = None if poll_ms is None else poll_ms - clock.now_ms
        reply = yield Poll(wait.request, strand.job[1], after_ms, min(limits_ms, default=None))


def _read_role(credentials: Json) -> str | None:
    role = credentials.get("RoleArn") if isinstance(credentials, dict) else None
    return role if isinstance(role, str) else None


def _details(
    task: CompiledTask, region: str, timeout_s: int | None, heartbeat_s: int | None, role_arn: str | None
) -> TaskDetails:
    key = (region, timeout_s, heartbeat_s, role_arn)
    details = task.known_details.get(key)
    if details is None:
        resource = task.resource
        details = TaskDetails(resource.resource_type, resource.event_resource, *key)
        if len(task.known_details) < _MOST_KNOWN:
            task.known_details[key] = details
    return details


def _time_out(strand: Strand, task: CompiledTask, details: TaskDetails, *, is_heartbeat: bool) -> StateFailure:
    """A missed heartbeat is reported as ``States.Timeout`` too, as recorded."""
    strand.run.cancel_job(strand)
    error = "States.Timeout"
    strand.last_id = strand.run.history.append(task.events.timed_out, strand.last_id, None, (error, None), details)
    return StateFailure(
        error, None, strand.last_id, is_task_failure=True, is_heartbeat=is_heartbeat, leaves_task_open=True
    )


def _refuse_result(strand: Strand, task: CompiledTask, details: TaskDetails) -> StateFailure:
    """A result that is too large is recorded as the failure of the task; the cause names the service, or the ARN."""
    names = task.events
    failure = too_large(task.resource.resource_type if names is INTEGRATION else task.resource.text)
    told = (failure.error, failure.cause)
    strand.last_id = failure.event_id = strand.run.history.append(names.failed, strand.last_id, None, told, details)
    failure.is_task_failure = True
    return failure


def _fail(
    strand: Strand, task: CompiledTask, details: TaskDetails, reply: Failed, *, is_heartbeat: bool
) -> StateFailure:
    names = task.events
    match reply.phase:
        case "run":
            told_by = names.timed_out if reply.timed_out else names.failed
        case "start":
            told_by = names.start_failed
        case "submit":
            told_by = names.submit_failed
        case "schedule":
            told_by = names.schedule_failed
    is_token = strand.job is not None and task.resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN
    strand.job = None
    error, cause = strand.run.limits.cut(reply.error, reply.cause)
    told: Any = (error, cause)
    strand.last_id = strand.run.history.append(told_by, strand.last_id, None, told, details)
    return StateFailure(
        error,
        cause,
        strand.last_id,
        is_task_failure=True,
        is_heartbeat=is_heartbeat,
        leaves_task_open=reply.timed_out or is_token,
    )
