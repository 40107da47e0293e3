"""Errors of services carry the service's prefix; a bare name never matches one.

Source: developer guide, "Handling errors": ``Lambda.ServiceException``, ``SNS.NotFoundException``. Only functions,
activities and callbacks raise names of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.integrations.arn import ResourceKind
from asl.integrations.catalogue import find_service

from ...context import Context, TaskUse
from ...error_names import LAMBDA_TRANSIENT, STATES_ERRORS, TOO_MANY_REQUESTS, entries_of
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check", "prefixed"]

RULE = Rule(
    code="ASL415",
    name="error-without-prefix",
    summary="an Error Name without the prefix that the error comes with",
    explanation=(
        "Errors of services are called by the service and the exception, SQS.SdkClientException, and errors of the "
        "service itself begin with States. Without the prefix the name matches nothing, so the entry never applies. "
        "Write the whole name."
    ),
    bad=one_task(send(Retry=[{"ErrorEquals": ["SdkClientException"]}])),
    good=one_task(send(Retry=[{"ErrorEquals": ["SQS.SdkClientException"]}])),
)
_LAMBDA = {name.partition(".")[2]: name for name in (*LAMBDA_TRANSIENT, TOO_MANY_REQUESTS)}
_STATES = {name.partition(".")[2]: name for name in STATES_ERRORS}


def check(context: Context) -> Iterator[Finding]:
    """Every Error Name of a Task that calls a service has a prefix."""
    for use in context.tasks:
        if use.resource is None:
            continue
        for entry in entries_of(use.state):
            for index, name in enumerate(entry.error_equals):
                meant = prefixed(use, name)
                if meant:
                    yield Finding(
                        f'no error is called "{name}" here: the name lacks its prefix',
                        (*entry.at, "ErrorEquals", index),
                        help=f'write "{meant}"',
                    )


def prefixed(use: TaskUse, name: str) -> str:
    """Return the name with the prefix that it lacks; empty when it lacks none, or may be somebody's own."""
    resource = use.resource
    if "." in name or "${" in name or resource is None:
        return ""
    if name in _STATES and name not in ("Runtime", "Permissions"):
        return _STATES[name]
    if use.is_lambda:
        # "ServiceException" may be a class of the function's own.
        return _LAMBDA.get(name, "") if name != "ServiceException" else ""
    if use.is_activity or use.is_callback or resource.service in ("states", "lambda"):
        return ""
    service = find_service(resource)
    if service is None or resource.kind is not ResourceKind.OPTIMIZED or not name.endswith("Exception"):
        return ""
    return f"{service.error_prefix}.{name}"
