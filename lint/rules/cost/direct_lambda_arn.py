"""The ARN of a function as ``Resource`` is the older way to invoke it.

Source: developer guide, "Invoke an AWS Lambda function with Step Functions".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.integrations.arn import ResourceKind

from ...context import Context
from ...examples import FUNCTION, LAMBDA_RETRY, invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL519",
    name="direct-lambda-arn",
    summary="the ARN of a function stands as Resource",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "A function's ARN as Resource works, but lambda:invoke is what AWS recommends: it takes the version and the "
        "client context as arguments, can wait for a callback, and is one Resource for all functions. Note that "
        "its result has the function's answer in Payload."
    ),
    bad=one_task({"Type": "Task", "Resource": FUNCTION, "Retry": [LAMBDA_RETRY], "End": True}),
    good=one_task(invoke()),
)


def check(context: Context) -> Iterator[Finding]:
    """Functions are invoked with ``lambda:invoke``."""
    for use in context.tasks:
        if use.resource is not None and use.resource.kind is ResourceKind.LAMBDA_FUNCTION:
            yield Finding(
                "the function is invoked by its ARN",
                (*use.state.at, "Resource"),
                help="use arn:aws:states:::lambda:invoke with FunctionName",
            )
