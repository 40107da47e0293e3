"""The time limit of a function is not the timeout of the state: it arrives under another name.

Source: developer guide, "Handling errors": a function that runs out of time or memory fails with Lambda.Unknown or
Sandbox.Timedout, and only TimeoutSeconds of the state gives States.Timeout.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...error_names import TIMEOUT, is_covered
from ...examples import NamedState, flow, invoke
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


_LATE: NamedState = ("Late", {"Type": "Fail", "Error": "Late"})

RULE = Rule(
    code="ASL521",
    name="lambda-timeouts-not-caught",
    summary="a Catch for timeouts misses those of the function itself",
    explanation=(
        "States.Timeout is raised when the state's own TimeoutSeconds has passed. A function that reaches its own "
        "limit fails with Sandbox.Timedout or Lambda.Unknown, which this Catch lets through. Catch these as well."
    ),
    bad=flow(
        ("Work", invoke(Catch=[{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Late"}])),
        _LATE,
    ),
    good=flow(
        (
            "Work",
            invoke(
                Catch=[
                    {
                        "ErrorEquals": ["States.Timeout", "Sandbox.Timedout", "Lambda.Unknown"],
                        "ResultPath": "$.error",
                        "Next": "Late",
                    }
                ]
            ),
        ),
        _LATE,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """A Catcher for ``States.Timeout`` of a function covers the function's own timeout too."""
    for use in context.tasks:
        if not use.is_lambda:
            continue
        catch = use.state.catch
        if is_covered(catch, "Sandbox.Timedout") or is_covered(catch, "Lambda.Unknown"):
            continue
        for catcher in catch:
            if TIMEOUT in catcher.error_equals:
                yield Finding(
                    "a function that runs out of its own time does not fail with States.Timeout",
                    (*catcher.at, "ErrorEquals"),
                    help='add "Sandbox.Timedout" and "Lambda.Unknown"',
                )
                break
