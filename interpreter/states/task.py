"""Task: has work done by a service, a Lambda function or an activity.

The three forms differ in the names of their events and in what the backend is given; everything else is the same: one
attempt is scheduled, started, perhaps submitted and polled, and ends with a result, a failure or a timeout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asl.expr.environment import Environment
from asl.integrations import scheduled_parameters
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.pattern import Pattern
from asl.json_values import Json, Missing, compact
from asl.model import Task
from asl.model.fields import MAX_SECONDS

from ..dataflow.flow import compile_payload, compile_state_input
from ..dataflow.jsonata import compile_jsonata_number
from ..dataflow.paths import compile_field_path
from ..effects import Call, Effects, Poll, TimedOut
from ..events import TaskDetails
from ..failures import BadStateData, StateFailure
from ..program import Run
from ..services import Failed, Pending, Submitted, Succeeded, TaskRequest
from ..strand import Strand
from .links import Links
from .recover import compile_recovering

__all__ = ["compile_task"]

_Seconds = Callable[[Environment], int | None]


@dataclass(frozen=True, slots=True)
class _EventNames:
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


def _names(prefix: str, submitted: str = "", submit_failed: str = "") -> _EventNames:
    return _EventNames(
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


_INTEGRATION = _names("Task", "TaskSubmitted", "TaskSubmitFailed")
_LAMBDA = _names("LambdaFunction")
_ACTIVITY = _names("Activity")


@dataclass(frozen=True, slots=True)
class _CompiledTask:
    name: str
    at: tuple[str | int, ...]
    resource: TaskResource
    events: _EventNames
    make_input: Callable[[Environment], Json] | None
    timeout_s: _Seconds
    heartbeat_s: _Seconds
    credentials: Callable[[Environment], Json] | None
    has_token: bool


def compile_task(state: Task, links: Links) -> Run:
    """Compile a Task state."""
    assert not isinstance(state.resource, Missing), "the validator asks for a Resource"
    resource = parse_resource(state.resource) or _placeholder_resource(state.resource)
    compiled = _CompiledTask(
        name=state.name,
        at=state.at,
        resource=resource,
        events=_event_names(resource),
        make_input=compile_state_input(state),
        timeout_s=_compile_seconds(state.timeout_seconds, state.timeout_seconds_path, "TimeoutSeconds"),
        heartbeat_s=_compile_seconds(state.heartbeat_seconds, state.heartbeat_seconds_path, "HeartbeatSeconds"),
        credentials=compile_payload(state.credentials, state.language, "Credentials"),
        has_token=resource.pattern is not Pattern.REQUEST_RESPONSE or resource.kind is ResourceKind.ACTIVITY,
    )

    def attempt(strand: Strand, raw: Json) -> Effects:
        return _attempt(compiled, strand, raw)

    return compile_recovering(state, links, attempt)


def _placeholder_resource(text: str) -> TaskResource:
    """Take a ``${Name}`` that deployment fills in for a Lambda function, which it nearly always is."""
    kind = ResourceKind.LAMBDA_FUNCTION if "${" in text else ResourceKind.UNKNOWN_ARN
    return TaskResource(text, kind, "aws", "lambda", "invoke", name=text.strip("${}"))


def _event_names(resource: TaskResource) -> _EventNames:
    match resource.kind:
        case ResourceKind.LAMBDA_FUNCTION:
            return _LAMBDA
        case ResourceKind.ACTIVITY:
            return _ACTIVITY
        case _:
            return _INTEGRATION


def _compile_seconds(literal: int | str | Missing, path: str | Missing, field: str) -> _Seconds:
    if not isinstance(path, Missing):
        read = compile_field_path(path)

        def seconds(env: Environment) -> int:
            value = read(env)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_SECONDS:
                raise BadStateData(
                    f"The {field}Path parameter cannot be parsed as a long value: {path} == {compact(value)}"
                )
            return value

        return seconds
    if isinstance(literal, str):
        number = compile_jsonata_number(literal, field, minimum=1, maximum=MAX_SECONDS)
        return lambda env: int(number(env))
    fixed = None if isinstance(literal, Missing) else literal
    return lambda _env: fixed


def _attempt(task: _CompiledTask, strand: Strand, raw: Json) -> Effects:
    run, env, names = strand.run, strand.env, task.events
    history = run.history
    strand.task_token = run.chance.uuid() if task.has_token else None
    try:
        parameters = raw if task.make_input is None else task.make_input(env)
        timeout_s, heartbeat_s = task.timeout_s(env), task.heartbeat_s(env)
        role_arn = _read_role(task, env)
        request = run.request(
            task.name,
            task.at,
            task.resource,
            parameters,
            strand.retry_count or 0,
            strand.task_token,
            role_arn,
        )
    finally:
        strand.task_token = None
    details = _details(task, run.facts.region, timeout_s, heartbeat_s, role_arn)
    now_ms = run.clock.now_ms
    deadline_ms = None if timeout_s is None else now_ms + timeout_s * 1000
    refusal = run.backend.check(request)
    if refusal is not None:
        raise BadStateData(refusal)
    shown = scheduled_parameters(task.resource, parameters) if names is _INTEGRATION else parameters
    strand.last_id = history.append(names.scheduled, strand.last_id, None, shown, details)
    if names is not _ACTIVITY:
        strand.last_id = history.append(names.started, strand.last_id, None, None, details)
    reply = yield Call(request, None if names is _ACTIVITY else deadline_ms)
    if names is _ACTIVITY:
        # The clock of an activity starts when a worker takes its task.
        worker = reply.worker if isinstance(reply, Submitted) else None
        strand.last_id = history.append(names.started, strand.last_id, worker)
        deadline_ms = None if timeout_s is None else run.clock.now_ms + timeout_s * 1000
    heartbeat_ms = None if heartbeat_s is None else heartbeat_s * 1000
    while not isinstance(reply, Succeeded):
        reply = yield from _go_on(task, strand, details, request, reply, deadline_ms, heartbeat_ms)
    strand.job = None
    output = reply.output
    strand.last_id = history.append(names.succeeded, strand.last_id, None, output, details)
    run.check_result(output, task.resource.resource_type or task.name)
    return output


def _go_on(
    task: _CompiledTask,
    strand: Strand,
    details: TaskDetails,
    request: TaskRequest,
    reply: Submitted | Pending | Failed | TimedOut,
    deadline_ms: int | None,
    heartbeat_ms: int | None,
) -> Effects:
    """Record an answer that is not the result yet, and wait for the next one; raise when it is a failure."""
    history, names = strand.run.history, task.events
    match reply:
        case TimedOut():
            raise _time_out(strand, task, details, is_heartbeat=False)
        case Failed():
            raise _fail(strand, task, details, reply)
        case Submitted(output=output, job=job, poll_after_ms=poll_after_ms, status=status):
            if names.submitted:
                strand.last_id = history.append(names.submitted, strand.last_id, None, output, details)
            strand.job = (request, job)
            after_ms = poll_after_ms
            strand.run.show_status(task.name, status)
        case Pending(after_ms, status):
            job = strand.job[1]
            strand.run.show_status(task.name, status)
    is_heartbeat, limit_ms = False, deadline_ms
    if heartbeat_ms is not None and task.resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN:
        beat_by_ms = strand.run.clock.now_ms + heartbeat_ms
        if limit_ms is None or beat_by_ms < limit_ms:
            is_heartbeat, limit_ms = True, beat_by_ms
    answer = yield Poll(request, job, after_ms, limit_ms)
    if isinstance(answer, TimedOut):
        raise _time_out(strand, task, details, is_heartbeat=is_heartbeat)
    return answer


def _read_role(task: _CompiledTask, env: Environment) -> str | None:
    if task.credentials is None:
        return None
    credentials = task.credentials(env)
    role = credentials.get("RoleArn") if isinstance(credentials, dict) else None
    return role if isinstance(role, str) else None


def _details(
    task: _CompiledTask, region: str, timeout_s: int | None, heartbeat_s: int | None, role_arn: str | None
) -> TaskDetails:
    resource = task.resource
    return TaskDetails(resource.resource_type, resource.event_resource, region, timeout_s, heartbeat_s, role_arn)


def _time_out(strand: Strand, task: _CompiledTask, details: TaskDetails, *, is_heartbeat: bool) -> StateFailure:
    """A missed heartbeat is reported as ``States.Timeout`` too, as recorded."""
    strand.run.cancel_job(strand)
    error = "States.Timeout"
    strand.last_id = strand.run.history.append(task.events.timed_out, strand.last_id, None, (error, None), details)
    return StateFailure(
        error, None, strand.last_id, is_task_failure=True, is_heartbeat=is_heartbeat, leaves_task_open=True
    )


def _fail(strand: Strand, task: _CompiledTask, details: TaskDetails, reply: Failed) -> StateFailure:
    names = task.events
    by_phase: dict[str, str] = {
        "run": names.timed_out if reply.timed_out else names.failed,
        "start": names.start_failed,
        "submit": names.submit_failed,
        "schedule": names.schedule_failed,
    }
    is_token = strand.job is not None and task.resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN
    strand.job = None
    told: Any = (reply.error, reply.cause)
    strand.last_id = strand.run.history.append(by_phase[reply.phase], strand.last_id, None, told, details)
    return StateFailure(
        reply.error,
        reply.cause,
        strand.last_id,
        is_task_failure=True,
        leaves_task_open=reply.timed_out or is_token,
    )
