"""Task: has work done by a service, a Lambda function or an activity.

The three forms differ in the names of their events and in what the backend is given; everything else is the same, and
in :mod:`.attempt`.
"""

from __future__ import annotations

from asl.expr.environment import Environment
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.pattern import Pattern
from asl.json_values import Json, Missing, compact
from asl.model import Task
from asl.model.fields import MAX_SECONDS

from ..dataflow.flow import compile_payload, compile_state_input
from ..dataflow.jsonata import compile_jsonata_number
from ..dataflow.paths import compile_field_path
from ..effects import Effects
from ..failures import BadStateData
from ..program import Run
from ..strand import Strand
from .attempt import ACTIVITY, INTEGRATION, LAMBDA, CompiledTask, EventNames, Seconds, run_attempt
from .links import Links
from .recover import compile_recovering

__all__ = ["compile_task"]


def compile_task(state: Task, links: Links) -> Run:
    """Compile a Task state."""
    assert not isinstance(state.resource, Missing), "the validator asks for a Resource"
    resource = parse_resource(state.resource) or _placeholder_resource(state.resource)
    compiled = CompiledTask(
        name=state.name,
        at=state.at,
        resource=resource,
        events=_event_names(resource),
        make_input=compile_state_input(state, links.see),
        timeout_s=_compile_seconds(state.timeout_seconds, state.timeout_seconds_path, "TimeoutSeconds"),
        heartbeat_s=_compile_seconds(state.heartbeat_seconds, state.heartbeat_seconds_path, "HeartbeatSeconds"),
        credentials=compile_payload(state.credentials, state.language, "Credentials"),
        has_token=resource.pattern is not Pattern.REQUEST_RESPONSE or resource.kind is ResourceKind.ACTIVITY,
    )

    def attempt(strand: Strand, raw: Json) -> Effects:
        return run_attempt(compiled, strand, raw)

    work = attempt if links.trial is None else links.trial.watch_work(attempt)
    return compile_recovering(state, links, work)


def _placeholder_resource(text: str) -> TaskResource:
    """Take a ``${Name}`` that deployment fills in for a Lambda function, which it nearly always is."""
    kind = ResourceKind.LAMBDA_FUNCTION if "${" in text else ResourceKind.UNKNOWN_ARN
    return TaskResource(text, kind, "aws", "lambda", "invoke", name=text.strip("${}"))


def _event_names(resource: TaskResource) -> EventNames:
    match resource.kind:
        case ResourceKind.LAMBDA_FUNCTION:
            return LAMBDA
        case ResourceKind.ACTIVITY:
            return ACTIVITY
        case _:
            return INTEGRATION


def _compile_seconds(literal: int | str | Missing, path: str | Missing, field: str) -> Seconds:
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
