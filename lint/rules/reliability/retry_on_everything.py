"""A Retrier for everything also repeats what can never succeed.

Source: developer guide, "Retrying after an error": permanent errors are taken out with ``"MaxAttempts": 0`` before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject

from ...context import Context
from ...error_names import ALL
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_EVERYTHING: JsonObject = {"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}

RULE = Rule(
    code="ASL411",
    name="retry-on-everything",
    summary="a Retrier for States.ALL without an exception for permanent errors",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "The only Retrier is for States.ALL, so errors that no attempt can mend, such as refused permissions or bad "
        'input, are tried again as well. Name the transient errors, or put an entry with "MaxAttempts": 0 for the '
        "permanent ones before it."
    ),
    bad=one_task(send(Retry=[_EVERYTHING])),
    good=one_task(send(Retry=[{"ErrorEquals": ["States.Permissions"], "MaxAttempts": 0}, _EVERYTHING])),
)


def check(context: Context) -> Iterator[Finding]:
    """Before a Retrier for everything stands one that takes something out."""
    for state in context.failing:
        for index, retrier in enumerate(state.retry):
            has_exception = any(earlier.max_attempts == 0 for earlier in state.retry[:index])
            if retrier.error_equals == (ALL,) and retrier.max_attempts != 0 and not has_exception:
                yield Finding(
                    "every error is retried, also those that no attempt can mend",
                    (*retrier.at, "ErrorEquals"),
                    help='put an entry with "MaxAttempts": 0 for permanent errors before it',
                )
