"""A Task that waits for something without a timeout waits for as long as the execution may live, a year.

Source: developer guide, "Use timeouts to avoid stuck workflow executions". Calls that end by themselves (a request to
an API, a function, which has a limit of its own) are left alone unless the option ``tasks`` is ``all``.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject, Missing

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_JOB: JsonObject = {
    "Type": "Task",
    "Resource": "arn:aws:states:::glue:startJobRun.sync",
    "Parameters": {"JobName": "nightly"},
}

RULE = Rule(
    code="ASL515",
    name="task-without-timeout",
    summary="a Task waits for a job without a timeout",
    explanation=(
        "Without TimeoutSeconds a Task waits for its job for as long as the execution lives, a year in a Standard "
        "workflow. A job that hangs is noticed by nobody. Set TimeoutSeconds here or for the whole machine; with the "
        'option tasks = "all" calls that end by themselves are reported too.'
    ),
    bad=one_task({**_JOB, "End": True}),
    good=one_task({**_JOB, "TimeoutSeconds": 7200, "End": True}),
    options={"tasks": "waiting"},
)


def check(context: Context) -> Iterator[Finding]:
    """A Task that waits for a job has a timeout, or the machine has one."""
    if not isinstance(context.machine.timeout_seconds, Missing) or context.type == "EXPRESS":
        return
    wants_all = context.option(RULE, "tasks") == "all"
    for use in context.tasks:
        if use.has_timeout or use.has_heartbeat or use.resource is None:
            continue
        if use.is_job or (wants_all and not use.is_activity and not use.is_callback):
            yield Finding(
                "this Task may wait for a year, because nothing says for how long"
                if use.is_job
                else "this Task has no timeout",
                use.state.at,
                part="key",
                help='add "TimeoutSeconds"',
            )
