"""Tasks by way of API calls: everything about a Task except the call itself, which an :class:`Api` makes.

The catalogue of :mod:`asl.integrations` says how: what is added to a request and turned into text, what the answer is
wrapped in, how a job is described until it has ended, what an error is called. So a backend that pretends and one that
calls AWS differ in their ``Api`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from asl.integrations import (
    DOCUMENTED_WITHOUT_MODEL,
    Job,
    OptimizedAction,
    Pattern,
    ResourceKind,
    Style,
    api_operation,
    find_action,
    parameters_rejection,
)
from asl.integrations.binding import bind, read
from asl.integrations.error_names import service_error
from asl.integrations.request import api_parameters, parsed_answer, with_additions, with_text
from asl.json_values import MISSING, Json, JsonObject, compact, size_bytes

from ..services import Failed, Pending, Reply, Submitted, Succeeded, TaskRequest

__all__ = ["Api", "ApiAnswer", "ApiBackend", "ApiCall", "ApiError", "Callback", "stable_id"]


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of an API operation.

    Attributes:
        service: botocore's folder; ``http``, ``apigateway`` and ``eks`` with no operation of AWS's behind them.
        operation: ``CreateTrainingJob``; the action where there is no operation.
        parameters: spelled as in definitions (see ``style``).
        style: spelling of members. SDK answers have ISO 8601 timestamps, optimized ones epoch milliseconds.
        action: the catalogue's entry when an optimized integration calls.
        request: the Task that calls.
        now_ms: virtual time of the call.
    """

    service: str
    operation: str
    parameters: JsonObject
    style: Style
    action: OptimizedAction | None
    request: TaskRequest
    now_ms: int


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """What an operation answered, spelled as the call asked; empty ``request_id`` and ``headers`` are made up."""

    output: JsonObject
    status: int = 200
    request_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Callback:
    """A token comes back with ``output`` after ``after_ms`` of virtual time."""

    output: Json
    after_ms: int


class ApiError(Exception):
    """The service refused the call. ``is_modelled`` tells whether the API's model declares the error."""

    def __init__(self, code: str, message: str, *, is_modelled: bool, status: int = 400, request_id: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.is_modelled = is_modelled
        self.status = status
        self.request_id = request_id


class Api(Protocol):
    """Makes API calls, or pretends to."""

    def call(self, call: ApiCall) -> ApiAnswer:
        """Answer a call.

        Raises:
            ApiError: the service refused it.
        """
        ...

    def callback(self, request: TaskRequest) -> Callback | None:
        """Say what answers a task token or an activity's task; ``None`` when somebody outside will."""
        ...


def stable_id(*parts: object) -> str:
    """Return an id in the form of a UUID that depends on the parts alone.

    >>> stable_id("a", 1) == stable_id("a", 1) != stable_id("a", 2)
    True
    """
    digest = sha256("\x1f".join(map(str, parts)).encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


@dataclass(slots=True)
class _RunningJob:
    """What a started job's describe call needs; ``last`` is the newest described result."""

    job: Job
    parameters: JsonObject
    answer: JsonObject
    last: JsonObject


@dataclass(frozen=True, slots=True)
class _Awaited:
    """What a Task answers when its time has come, without another call."""

    output: Json


class ApiBackend:
    """A :class:`~interpreter.services.Backend` made of an :class:`Api`."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def check(self, request: TaskRequest) -> str | None:
        """Return why no call can be made of a task: an unknown resource, or parameters of a wrong form."""
        resource = request.resource
        match resource.kind:
            case ResourceKind.ACTIVITY | ResourceKind.LAMBDA_FUNCTION:
                return None
            case ResourceKind.OPTIMIZED | ResourceKind.HTTP | ResourceKind.AWS_SDK:
                if find_action(resource) is not None or api_operation(resource) is not None:
                    return parameters_rejection(resource, request.parameters)
                if resource.service in DOCUMENTED_WITHOUT_MODEL:
                    return None
            case ResourceKind.UNKNOWN_ARN:
                pass
        return f"The resource '{resource.text}' is not supported"

    def start(self, request: TaskRequest) -> Reply:
        """Begin one attempt of a task that :meth:`check` has nothing against."""
        match request.resource.kind:
            case ResourceKind.ACTIVITY:
                return self._submitted(request, None)
            case ResourceKind.LAMBDA_FUNCTION:
                return self._start_function(request)
            case ResourceKind.OPTIMIZED | ResourceKind.HTTP | ResourceKind.AWS_SDK:
                return self._start_call(request)
            case ResourceKind.UNKNOWN_ARN:
                raise AssertionError(f"not checked: {request.resource.text}")

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Answer how the job stands."""
        if isinstance(job, _Awaited):
            return Succeeded(job.output)
        assert isinstance(job, _RunningJob)
        roots: dict[str, Json] = {"request": job.parameters, "response": job.answer}
        try:
            described = self._call(request, job.job.describe, bind(job.job.request, roots), now_ms).output
        except ApiError as error:
            if job.job.gone_is_success and error.code.startswith("ResourceNotFound"):
                return Succeeded(job.last)
            return _failed(request, error, "run")
        return _judged(request, job, described)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Ask the service to stop the job; what it answers does not matter."""
        if isinstance(job, _RunningJob) and job.job.stop:
            roots: dict[str, Json] = {"request": job.parameters, "response": job.answer}
            try:
                self._call(request, job.job.stop, bind(job.job.stop_request, roots), now_ms)
            except ApiError:
                return

    def _start_function(self, request: TaskRequest) -> Reply:
        action = find_action(request.resource)
        assert action is not None
        parameters: JsonObject = {
            "FunctionName": request.resource.text,
            "Payload": compact(request.parameters),
        }
        try:
            answer = self._call(request, action.operation, parameters, request.now_ms).output
        except ApiError as error:
            return _failed(request, error, "run")
        refusal = None if action.refusal is None else action.refusal(answer, Pattern.REQUEST_RESPONSE)
        if refusal is not None:
            return Failed(*refusal)
        return Succeeded(parsed_answer(answer, action.parsed).get("Payload"))

    def _start_call(self, request: TaskRequest) -> Reply:
        resource = request.resource
        action = find_action(resource)
        parameters = request.parameters if isinstance(request.parameters, dict) else {}
        called = api_operation(resource)
        if action is not None:
            if resource.pattern.is_sync:
                parameters = with_additions(action, parameters, request.execution.arn)
            sent = api_parameters(action, with_text(parameters, action.stringified))
        else:
            sent = with_text(parameters, ("Input", "Body", "Payload"))
        waits = resource.pattern is not Pattern.REQUEST_RESPONSE
        operation = resource.action if called is None else called[1]
        try:
            answer = self._call(request, operation, sent, request.now_ms)
        except ApiError as error:
            return _failed(request, error, "submit" if waits else "run")
        if action is None:
            return self._submitted(request, answer.output) if waits else Succeeded(answer.output)
        return self._answered(request, action, parameters, answer)

    def _answered(
        self, request: TaskRequest, action: OptimizedAction, parameters: JsonObject, answer: ApiAnswer
    ) -> Reply:
        pattern = request.resource.pattern
        refusal = None if action.refusal is None else action.refusal(answer.output, pattern)
        if refusal is not None:
            return Failed(*refusal, phase="run" if pattern is Pattern.REQUEST_RESPONSE else "submit")
        output = bind(action.answer, {"request": parameters, "response": answer.output})
        output = parsed_answer(output, action.parsed)
        shown = output | _metadata(request, answer) if action.has_metadata else output
        match pattern:
            case Pattern.REQUEST_RESPONSE:
                return Succeeded(shown)
            case Pattern.WAIT_FOR_TASK_TOKEN:
                return self._submitted(request, shown)
            case Pattern.SYNC | Pattern.SYNC_2:
                if action.job is None:
                    return Submitted(shown, _Awaited(output), poll_after_ms=60_000)
                running = _RunningJob(action.job, parameters, output, output)
                return Submitted(shown, running, poll_after_ms=action.job.poll_s * 1000)

    def _submitted(self, request: TaskRequest, output: Json) -> Submitted:
        callback = self.api.callback(request)
        if callback is None:
            return Submitted(output, status="waiting for the token")
        return Submitted(
            output, _Awaited(callback.output), poll_after_ms=callback.after_ms, status="waiting for the token"
        )

    def _call(self, request: TaskRequest, operation: str, parameters: JsonObject, now_ms: int) -> ApiAnswer:
        resource = request.resource
        called = api_operation(resource)
        service = resource.service if called is None else called[0]
        style = Style.SDK if resource.kind is ResourceKind.AWS_SDK else Style.OPTIMIZED
        action = find_action(resource)
        return self.api.call(ApiCall(service, operation, parameters, style, action, request, now_ms))


def _judged(request: TaskRequest, running: _RunningJob, described: JsonObject) -> Succeeded | Failed | Pending:
    """Return what a described job means for its Task."""
    job = running.job
    roots: dict[str, Json] = {
        "request": running.parameters,
        "response": running.answer,
        "described": described,
    }
    status = read(f"described.{job.status}", roots)
    result = running.last = _result(request, running, bind(job.result, roots))
    if status in job.failure:
        return Failed("States.TaskFailed", compact(result))
    if status in job.success:
        if job.has_failed is not None and job.has_failed(result):
            return Failed("States.TaskFailed", compact(result))
        return Succeeded(result)
    detail = read(f"described.{job.detail}", roots) if job.detail else MISSING
    text = f"{status}: {detail}" if isinstance(detail, str) else str(status)
    return Pending(job.poll_s * 1000, text)


def _result(request: TaskRequest, running: _RunningJob, result: JsonObject) -> JsonObject:
    """Return a job's result with its tags as a map and, for ``.sync:2``, its JSON text parsed."""
    action = find_action(request.resource)
    assert action is not None
    if action.tags_as_map:
        tags = running.parameters.get("Tags")
        pairs = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
        result = result | {"Tags": {str(tag.get("Key")): tag.get("Value") for tag in pairs}}
    if request.resource.pattern is Pattern.SYNC_2:
        result = parsed_answer(result, action.json_members)
    return result


def _metadata(request: TaskRequest, answer: ApiAnswer) -> JsonObject:
    """Return the two members that optimized integrations put beside an answer."""
    request_id = answer.request_id or stable_id("request", request.execution.arn, request.sequence)
    headers = dict(answer.headers) or {
        "x-amzn-RequestId": request_id,
        "Content-Length": str(size_bytes(answer.output)),
        "Date": formatdate(request.now_ms / 1000, usegmt=True),
        "Content-Type": "application/x-amz-json-1.1",
    }
    lists: JsonObject = {name: [value] for name, value in headers.items()}
    plain: JsonObject = dict(headers)
    return {
        "SdkHttpMetadata": {"AllHttpHeaders": lists, "HttpHeaders": plain, "HttpStatusCode": answer.status},
        "SdkResponseMetadata": {"RequestId": request_id},
    }


def _failed(request: TaskRequest, error: ApiError, phase: str) -> Failed:
    request_id = error.request_id or stable_id("request", request.execution.arn, request.sequence)
    name, cause = service_error(
        request.resource,
        error.code,
        error.message,
        is_modelled=error.is_modelled,
        status=error.status,
        request_id=request_id,
    )
    return Failed(name, cause, phase="submit" if phase == "submit" else "run")
