"""Lambda throttles; the error is not among the older lists of transient errors that many templates carry.

Source: developer guide, "Best practices: Handle transient Lambda service exceptions".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity

from ...context import Context
from ...error_names import LAMBDA_TRANSIENT, TOO_MANY_REQUESTS, is_covered
from ...examples import LAMBDA_RETRY, invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL518",
    name="lambda-too-many-requests",
    summary="Lambda's transient errors are retried, but not throttling",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "The Retrier names transient errors of Lambda, but not Lambda.TooManyRequestsException, with which Lambda "
        "answers when it throttles. Under load the execution would fail for no other reason. Add the name."
    ),
    bad=one_task(invoke(Retry=[{"ErrorEquals": list(LAMBDA_TRANSIENT)}])),
    good=one_task(invoke(Retry=[LAMBDA_RETRY])),
)


def check(context: Context) -> Iterator[Finding]:
    """Where Lambda's errors are retried by name, throttling is among them."""
    for use in context.tasks:
        if not use.is_lambda or is_covered((*use.state.retry, *use.state.catch), TOO_MANY_REQUESTS):
            continue
        for retrier in use.state.retry:
            if LAMBDA_TRANSIENT[1] in retrier.error_equals:
                yield Finding(
                    f'"{TOO_MANY_REQUESTS}" is not retried',
                    (*retrier.at, "ErrorEquals"),
                    help="add it to this list",
                )
                break
