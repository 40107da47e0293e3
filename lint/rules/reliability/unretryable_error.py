"""Some errors end an execution at once, whatever Retry says.

Source: developer guide, "Error names": States.Runtime is always fatal and not retried; States.DataLimitExceeded ends
the execution and is not matched by States.ALL.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...error_names import NEVER_RETRIED
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL410",
    name="unretryable-error",
    summary="a Retrier for an error that is never retried",
    explanation=(
        "States.Runtime and States.DataLimitExceeded come from the definition or its data, and another attempt would "
        "meet them again. The service never retries them. Remove the name and mend what causes the error."
    ),
    bad=one_task(send(Retry=[{"ErrorEquals": ["States.Runtime"]}])),
    good=one_task(send(Retry=[{"ErrorEquals": ["States.TaskFailed"]}])),
)


def check(context: Context) -> Iterator[Finding]:
    """No Retrier names an error that the service does not retry."""
    for state in context.failing:
        for retrier in state.retry:
            for index, name in enumerate(retrier.error_equals):
                if name in NEVER_RETRIED:
                    yield Finding(
                        f'"{name}" is never retried',
                        (*retrier.at, "ErrorEquals", index),
                        help="remove it, and mend what causes the error",
                    )
