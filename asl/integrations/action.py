"""What the catalogue says about an optimized integration: the vocabulary of :mod:`.optimized`.

Everything is data. Where members are named, they are spelled as in definitions (first letter capital). Sources of
values are written in the notation of :mod:`.binding`, with the roots ``request`` (the parameters of the Task),
``response`` (what the start call answered) and ``described`` (what the describe call answered).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from asl.json_values import Json, JsonObject

from .pattern import Pattern

__all__ = ["Addition", "Job", "OptimizedAction", "OptimizedService", "Refusal", "Shown"]

Refusal: TypeAlias = Callable[[JsonObject, Pattern], "tuple[str, str] | None"]

_ANSWER: Final[Mapping[str, str]] = {"*": "response"}


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that Step Functions puts into the request of its own accord.

    Attributes:
        path: members from the top of the request, the last one being set.
        value: the value; ``{execution_arn}`` in a string is replaced.
        is_appended: the member is a list that gets one more item.
        is_shown: ``TaskScheduled`` shows the request with the addition.
    """

    path: tuple[str, ...]
    value: Json
    is_appended: bool = False
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """How a ``.sync`` Task learns that its job has ended, and what its result is.

    Attributes:
        describe: API operation that tells how the job stands.
        request: parameters of ``describe`` with their sources.
        status: where the status is in the described value, a source without its root (``Job.Status``).
        success: statuses that end the Task well.
        failure: statuses that fail it with ``States.TaskFailed``.
        result: members of the Task's result with their sources; also the cause when the job failed.
        detail: where a finer status is, for display.
        poll_s: seconds between two questions.
        stop: API operation that cancels the job when the execution ends early; empty when there is none.
        stop_request: its parameters with their sources.
        gone_is_success: the job (a deletion) has ended when the thing is not found any more.
        has_failed: for services whose final status does not tell good from bad: judges the result.
    """

    describe: str
    request: Mapping[str, str]
    status: str
    success: tuple[str, ...]
    failure: tuple[str, ...] = ()
    result: Mapping[str, str] = field(default_factory=lambda: {"*": "described"})
    detail: str = ""
    poll_s: int = 15
    stop: str = ""
    stop_request: Mapping[str, str] = field(default_factory=dict)
    gone_is_success: bool = False
    has_failed: Callable[[JsonObject], bool] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A made thing worth showing: ``training job``, named by the response's ``TrainingJobArn``."""

    word: str
    source: str


@dataclass(frozen=True, slots=True)
class OptimizedAction:
    """One action of an optimized integration.

    Attributes:
        name: ``createTrainingJob``.
        patterns: the patterns it has in a Standard workflow; Express ones have request-response alone.
        operation: API operation; empty when no API of AWS is called (HTTP endpoints, Kubernetes).
        api: botocore's folder, where it is not the service's own.
        stringified: members that may be any JSON and are sent as its text; ``Entries[].Detail`` goes into a list.
        parsed: members of the answer that are JSON text and are handed on as JSON.
        own_parameters: parameters that the API does not have, with their JSON kind.
        removed_parameters: parameters of the API that the integration does not take.
        required: parameters that must be there beyond those that the API requires.
        api_request: parameters of the API with their sources, where the integration's own differ.
        answer: members of the answer with their sources.
        has_metadata: the request-response answer carries ``SdkHttpMetadata`` and ``SdkResponseMetadata``.
        additions: what Step Functions adds to the request of a ``.sync`` Task.
        tags_as_map: the ``.sync`` result has the request's ``Tags`` as a map from key to value.
        json_members: members of the job's result that are JSON text, parsed by ``.sync:2``.
        made: what a successful call has made.
        refusal: says of an answer that was delivered well whether it means an error, and which Error Name and Cause.
    """

    name: str
    patterns: tuple[Pattern, ...] = (Pattern.REQUEST_RESPONSE,)
    operation: str = ""
    api: str = ""
    job: Job | None = None
    stringified: tuple[str, ...] = ()
    parsed: tuple[str, ...] = ()
    own_parameters: Mapping[str, str] = field(default_factory=dict)
    removed_parameters: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    api_request: Mapping[str, str] = field(default_factory=dict)
    answer: Mapping[str, str] = field(default_factory=lambda: _ANSWER)
    has_metadata: bool = True
    additions: tuple[Addition, ...] = ()
    tags_as_map: bool = False
    json_members: tuple[str, ...] = ()
    made: tuple[Shown, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class OptimizedService:
    """One service with optimized integrations.

    Attributes:
        name: the service part of the ``Resource``, also ``resourceType`` in events.
        error_prefix: what stands before the dot in Error Names.
        api: botocore's folder; empty when no API of AWS is called.
        base_error: Error Name without prefix for errors that the API does not model.
        cause_service: what Causes call the service.
        is_verified: the error prefix was seen in recordings or in AWS's own examples.
    """

    name: str
    error_prefix: str
    actions: tuple[OptimizedAction, ...]
    api: str = ""
    base_error: str = ""
    cause_service: str = ""
    is_verified: bool = True
