"""Calls of an API are throttled and lost now and then; only a Retrier tries again.

Source: developer guide, "Handling errors": Step Functions does not retry a service's errors by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.integrations.arn import ResourceKind

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL417",
    name="service-call-without-retry",
    summary="a service is called without any Retry",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Every API throttles, and every network drops a connection now and then. Without a Retrier the first such "
        "error is the Task's result. Add a Retrier for States.TaskFailed, or for the service's throttling errors."
    ),
    bad=one_task(send()),
    good=one_task(send(Retry=[{"ErrorEquals": ["SQS.SdkClientException"], "MaxAttempts": 3}])),
)


def check(context: Context) -> Iterator[Finding]:
    """A Task that calls a service other than Lambda has a Retrier."""
    for use in context.tasks:
        resource = use.resource
        if resource is None or use.is_lambda or use.state.retry:
            continue
        if resource.kind in (ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK, ResourceKind.HTTP):
            yield Finding(
                f"errors of {resource.resource_type} are not retried", use.state.at, part="key", help="add a Retry"
            )
