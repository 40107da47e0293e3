"""A loop that asks for a job's status does by hand what ``.sync`` does.

Source: developer guide, "Run a job (.sync)". Which operation tells the status of which job is in the catalogue of
integrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from asl.diagnostics import Severity
from asl.integrations.arn import ResourceKind, TaskResource
from asl.integrations.catalogue import optimized_services
from asl.json_values import JsonObject
from asl.model import Task, Wait

from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_START: JsonObject = {
    "Type": "Task",
    "Resource": "arn:aws:states:::glue:startJobRun",
    "Parameters": {"JobName": "nightly"},
    "ResultPath": "$.run",
    "Next": "Pause",
}
_ASK: JsonObject = {
    "Type": "Task",
    "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun",
    "Parameters": {"JobName": "nightly", "RunId.$": "$.run.JobRunId"},
    "ResultPath": "$.status",
    "Next": "Ready?",
}
_READY: JsonObject = {
    "Type": "Choice",
    "Choices": [{"Variable": "$.status.JobRun.JobRunState", "StringEquals": "SUCCEEDED", "Next": "Done"}],
    "Default": "Pause",
}
_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL957",
    name="polling-instead-of-sync",
    summary="a loop polls for a job that .sync would wait for",
    severity=Severity.INFO,
    explanation=(
        "These states ask again and again how a job stands. The integration that starts the job has a .sync form, "
        "which waits for the end, fails when the job fails, and stops the job when the execution is stopped. Use it; "
        "every round of the loop is paid for."
    ),
    bad=flow(
        ("Start", _START),
        ("Pause", {"Type": "Wait", "Seconds": 60, "Next": "Ask"}),
        ("Ask", _ASK),
        ("Ready?", _READY),
        _DONE,
    ),
    good=flow(
        (
            "Run",
            {
                "Type": "Task",
                "Resource": "arn:aws:states:::glue:startJobRun.sync",
                "Parameters": {"JobName": "nightly"},
                "TimeoutSeconds": 3600,
                "Next": "Done",
            },
        ),
        _DONE,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """No loop with a Wait asks for the status of a job that an integration can wait for."""
    for loop in context.loops:
        if not any(isinstance(state, Wait) for state in loop.states):
            continue
        for state in loop.states:
            use = context.task_by_place.get(state.at) if isinstance(state, Task) else None
            action = "" if use is None or use.resource is None else _started_by(use.resource)
            if action:
                yield Finding(
                    f"this loop polls for a job that {action}.sync would wait for",
                    (*state.at, "Resource"),
                    help=f"start the job with {action}.sync and remove the loop",
                )


@cache
def _starters() -> dict[tuple[str, str], str]:
    """Return, by API and describing operation, the action that starts the job."""
    found: dict[tuple[str, str], str] = {}
    for service in optimized_services().values():
        for action in service.actions:
            if action.job is not None and service.name != "states":
                key = ((action.api or service.api).lower(), action.job.describe.lower())
                found.setdefault(key, f"{service.name}:{action.name}")
    return found


def _started_by(resource: TaskResource) -> str:
    """Return the action whose job a call asks about, told by names alone so that no API model is loaded."""
    if resource.kind is not ResourceKind.AWS_SDK:
        return ""
    return _starters().get((resource.service.lower(), resource.action.lower()), "")
