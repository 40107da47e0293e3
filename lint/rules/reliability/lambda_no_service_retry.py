"""Invoking a function fails now and then for reasons of Lambda's own; another attempt mends it.

Source: developer guide, "Best practices: Handle transient Lambda service exceptions".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.validator.report import quoted

from ...context import Context, TaskUse
from ...error_names import LAMBDA_TRANSIENT, covers, is_covered
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check", "uncovered"]

RULE = Rule(
    code="ASL517",
    name="lambda-no-service-retry",
    summary="a Lambda function is invoked without a retry of Lambda's transient errors",
    explanation=(
        "Lambda answers now and then with an error of its own, and AWS asks every caller to try again. Without a "
        "Retrier such an error ends the execution. Add one for Lambda.ClientExecutionTimeoutException, "
        "Lambda.ServiceException, Lambda.AWSLambdaException and Lambda.SdkClientException; a fix does it."
    ),
    bad=one_task(invoke(Retry=[])),
    good=one_task(invoke()),
)


def check(context: Context) -> Iterator[Finding]:
    """A Task that invokes a function retries Lambda's transient errors, or catches them by name."""
    for use in context.tasks:
        if use.is_lambda:
            missing = uncovered(use)
            if missing:
                yield Finding(
                    "transient errors of Lambda are not retried",
                    use.state.at,
                    part="key",
                    help=f"add a Retrier for {quoted(missing)}",
                )


def uncovered(use: TaskUse) -> tuple[str, ...]:
    """Return the transient errors that are neither retried nor caught by their name."""
    named = {name for catcher in use.state.catch for name in catcher.error_equals}
    if any(covers(retrier.error_equals, LAMBDA_TRANSIENT[1]) for retrier in use.state.retry):
        # Whoever retries the service's errors has decided which; older templates leave one or two out.
        return ()
    return tuple(error for error in LAMBDA_TRANSIENT if error not in named and not is_covered(use.state.retry, error))
