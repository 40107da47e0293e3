"""A machine without ``TimeoutSeconds`` may run for a year.

Source: developer guide, "Use timeouts to avoid stuck workflow executions".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL954",
    name="machine-without-timeout",
    summary="the machine has no TimeoutSeconds",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Without TimeoutSeconds at the top an execution may live for a year before it is ended. One bound for the "
        "whole machine catches every state that hangs. Set it to the longest time that makes sense."
    ),
    bad=one_task(send()),
    good=one_task(send(), TimeoutSeconds=3600),
)


def check(context: Context) -> Iterator[Finding]:
    """A Standard machine has a timeout."""
    if context.type == "STANDARD" and "TimeoutSeconds" not in context.machine.raw:
        yield Finding("the machine has no timeout", (), help='add "TimeoutSeconds" at the top')
