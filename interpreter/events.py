"""History events: what they hold, and the shape in which Step Functions shows them.

An :class:`Event` is small and keeps references; :func:`aws_event` makes the service's dictionary when somebody reads
it. Types and detail members are those of the service's ``GetExecutionHistory``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asl.expr.timestamps import format_timestamp
from asl.json_values import Json, compact

__all__ = ["Event", "TaskDetails", "aws_event", "detail_member"]


class Event:
    """One event of a history; its id is its place in the history, counted from 1.

    Attributes:
        type: the service's name, ``PassStateEntered``.
        previous_id: id of the event that led to this one.
        timestamp_ms: milliseconds since the epoch.
        name: name of the state or iteration, where the type has one.
        value: input, output, parameters or ``(error, cause)``, by type.
        extra: assigned variables, a :class:`TaskDetails`, an index, by type.

    Not a dataclass, because two are made for every state that is run.
    """

    __slots__ = ("extra", "name", "previous_id", "timestamp_ms", "type", "value")

    def __init__(
        self,
        type: str,  # noqa: A002 - the service's name for it
        previous_id: int,
        timestamp_ms: int,
        name: str | None = None,
        value: Any = None,
        extra: Any = None,
    ) -> None:
        self.type = type
        self.previous_id = previous_id
        self.timestamp_ms = timestamp_ms
        self.name = name
        self.value = value
        self.extra = extra

    def __repr__(self) -> str:
        return f"Event({self.type}, <-{self.previous_id}, {self.name!r})"


class TaskDetails:
    """What the events of one task attempt share: resource type, resource, and what the attempt was given."""

    __slots__ = ("heartbeat_s", "region", "resource", "resource_type", "role_arn", "timeout_s")

    def __init__(
        self,
        resource_type: str,
        resource: str,
        region: str,
        timeout_s: int | None = None,
        heartbeat_s: int | None = None,
        role_arn: str | None = None,
    ) -> None:
        self.resource_type = resource_type
        self.resource = resource
        self.region = region
        self.timeout_s = timeout_s
        self.heartbeat_s = heartbeat_s
        self.role_arn = role_arn


_WHOLE = {"truncated": False}
_Details = dict[str, Any]


def _payload(key: str, value: Json, with_data: bool) -> _Details:
    return {key: compact(value), f"{key}Details": dict(_WHOLE)} if with_data else {}


def _started(event: Event, with_data: bool) -> _Details:
    return {**_payload("input", event.value, with_data), "roleArn": event.extra}


def _succeeded(event: Event, with_data: bool) -> _Details:
    return _payload("output", event.value, with_data)


def _error(event: Event, with_data: bool) -> _Details:
    """Error and cause are shown with and without execution data (recorded)."""
    error, cause = event.value
    details: _Details = {}
    if error is not None:
        details["error"] = error
    if cause is not None:
        details["cause"] = cause
    return details


def _entered(event: Event, with_data: bool) -> _Details:
    return {"name": event.name, **_payload("input", event.value, with_data)}


def _exited(event: Event, with_data: bool) -> _Details:
    details = {"name": event.name, **_payload("output", event.value, with_data)}
    if event.extra and with_data:
        details["assignedVariables"] = {name: compact(value) for name, value in event.extra.items()}
        details["assignedVariablesDetails"] = dict(_WHOLE)
    return details


def _limits(task: TaskDetails) -> _Details:
    limits: _Details = {}
    if task.timeout_s is not None:
        limits["timeoutInSeconds"] = task.timeout_s
    if task.heartbeat_s is not None:
        limits["heartbeatInSeconds"] = task.heartbeat_s
    if task.role_arn is not None:
        limits["taskCredentials"] = {"roleArn": task.role_arn}
    return limits


def _task(event: Event) -> _Details:
    return {"resourceType": event.extra.resource_type, "resource": event.extra.resource}


def _task_scheduled(event: Event, with_data: bool) -> _Details:
    parameters = {"parameters": compact(event.value)} if with_data else {}
    return {**_task(event), "region": event.extra.region, **parameters, **_limits(event.extra)}


def _task_started(event: Event, with_data: bool) -> _Details:
    return _task(event)


def _task_succeeded(event: Event, with_data: bool) -> _Details:
    return {**_task(event), **_succeeded(event, with_data)}


def _task_failed(event: Event, with_data: bool) -> _Details:
    return {**_task(event), **_error(event, with_data)}


def _direct_scheduled(event: Event, with_data: bool) -> _Details:
    """Lambda functions called by their own ARN, and activities."""
    return {
        "resource": event.extra.resource,
        **_payload("input", event.value, with_data),
        **_limits(event.extra),
    }


def _activity_started(event: Event, with_data: bool) -> _Details:
    return {} if event.name is None else {"workerName": event.name}


def _map_started(event: Event, with_data: bool) -> _Details:
    return {"length": event.value}


def _iteration(event: Event, with_data: bool) -> _Details:
    return {"name": event.name, "index": event.value}


def _map_run_started(event: Event, with_data: bool) -> _Details:
    return {"mapRunArn": event.value}


def _execution_redriven(event: Event, with_data: bool) -> _Details:
    return {"redriveCount": event.value}


def _map_run_redriven(event: Event, with_data: bool) -> _Details:
    return {"mapRunArn": event.value, "redriveCount": event.extra}


def _evaluation_failed(event: Event, with_data: bool) -> _Details:
    details = {**_error(event, with_data), "state": event.name}
    if event.extra is not None:
        details["location"] = event.extra
    return details


_SHAPES: dict[str, tuple[str, Callable[[Event, bool], _Details]]] = {
    "ExecutionStarted": ("executionStartedEventDetails", _started),
    "ExecutionSucceeded": ("executionSucceededEventDetails", _succeeded),
    "ExecutionFailed": ("executionFailedEventDetails", _error),
    "ExecutionTimedOut": ("executionTimedOutEventDetails", _error),
    "ExecutionAborted": ("executionAbortedEventDetails", _error),
    "ExecutionRedriven": ("executionRedrivenEventDetails", _execution_redriven),
    "TaskScheduled": ("taskScheduledEventDetails", _task_scheduled),
    "TaskStarted": ("taskStartedEventDetails", _task_started),
    "TaskSubmitted": ("taskSubmittedEventDetails", _task_succeeded),
    "TaskSucceeded": ("taskSucceededEventDetails", _task_succeeded),
    "TaskFailed": ("taskFailedEventDetails", _task_failed),
    "TaskTimedOut": ("taskTimedOutEventDetails", _task_failed),
    "TaskStartFailed": ("taskStartFailedEventDetails", _task_failed),
    "TaskSubmitFailed": ("taskSubmitFailedEventDetails", _task_failed),
    "LambdaFunctionScheduled": ("lambdaFunctionScheduledEventDetails", _direct_scheduled),
    "LambdaFunctionSucceeded": ("lambdaFunctionSucceededEventDetails", _succeeded),
    "LambdaFunctionFailed": ("lambdaFunctionFailedEventDetails", _error),
    "LambdaFunctionTimedOut": ("lambdaFunctionTimedOutEventDetails", _error),
    "LambdaFunctionScheduleFailed": ("lambdaFunctionScheduleFailedEventDetails", _error),
    "LambdaFunctionStartFailed": ("lambdaFunctionStartFailedEventDetails", _error),
    "ActivityScheduled": ("activityScheduledEventDetails", _direct_scheduled),
    "ActivityStarted": ("activityStartedEventDetails", _activity_started),
    "ActivitySucceeded": ("activitySucceededEventDetails", _succeeded),
    "ActivityFailed": ("activityFailedEventDetails", _error),
    "ActivityTimedOut": ("activityTimedOutEventDetails", _error),
    "ActivityScheduleFailed": ("activityScheduleFailedEventDetails", _error),
    "MapStateStarted": ("mapStateStartedEventDetails", _map_started),
    "MapIterationStarted": ("mapIterationStartedEventDetails", _iteration),
    "MapIterationSucceeded": ("mapIterationSucceededEventDetails", _iteration),
    "MapIterationFailed": ("mapIterationFailedEventDetails", _iteration),
    "MapIterationAborted": ("mapIterationAbortedEventDetails", _iteration),
    "MapRunStarted": ("mapRunStartedEventDetails", _map_run_started),
    "MapRunFailed": ("mapRunFailedEventDetails", _error),
    "MapRunRedriven": ("mapRunRedrivenEventDetails", _map_run_redriven),
    "EvaluationFailed": ("evaluationFailedEventDetails", _evaluation_failed),
}


def detail_member(event_type: str) -> str | None:
    """Return the name of the details member of an event type; ``None`` for types that have none.

    >>> detail_member("PassStateEntered"), detail_member("MapStateSucceeded")
    ('stateEnteredEventDetails', None)
    """
    shape = _SHAPES.get(event_type)
    if shape is not None:
        return shape[0]
    if event_type.endswith("StateEntered"):
        return "stateEnteredEventDetails"
    return "stateExitedEventDetails" if event_type.endswith("StateExited") else None


def aws_event(event: Event, event_id: int, *, include_execution_data: bool = True) -> dict[str, Any]:
    """Return an event as ``GetExecutionHistory`` shows it, with the timestamp as ISO-8601 text."""
    shown: dict[str, Any] = {
        "timestamp": format_timestamp(event.timestamp_ms),
        "type": event.type,
        "id": event_id,
        "previousEventId": event.previous_id,
    }
    member = detail_member(event.type)
    if member is not None:
        details = _render(event)(event, include_execution_data)
        shown[member] = details
    return shown


def _render(event: Event) -> Callable[[Event, bool], _Details]:
    if event.type.endswith("StateEntered"):
        return _entered
    return _exited if event.type.endswith("StateExited") else _SHAPES[event.type][1]
