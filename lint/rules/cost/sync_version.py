"""``startExecution.sync`` gives the output of the child as text; ``.sync:2`` gives it as JSON.

Source: developer guide, "Start workflow executions from a task state".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.integrations.pattern import Pattern
from asl.json_values import JsonObject

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _start(suffix: str) -> JsonObject:
    return one_task(
        {
            "Type": "Task",
            "Resource": f"arn:aws:states:::states:startExecution{suffix}",
            "Parameters": {
                "StateMachineArn": "${ChildArn}",
                "Input": {"order.$": "$.order", "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id"},
            },
            "TimeoutSeconds": 3600,
            "End": True,
        }
    )


RULE = Rule(
    code="ASL513",
    name="sync-version",
    summary="startExecution.sync gives the child's output as text",
    severity=Severity.INFO,
    explanation=(
        "With .sync the Output of the child execution is a string of JSON, which has to be parsed before it can be "
        "used. With .sync:2 it is JSON. Use .sync:2 and adapt what reads the output; the fix is an unsafe one."
    ),
    bad=_start(".sync"),
    good=_start(".sync:2"),
)


def check(context: Context) -> Iterator[Finding]:
    """A nested execution is waited for with ``.sync:2``."""
    for use in context.tasks:
        resource = use.resource
        if resource is not None and resource.service == "states" and resource.pattern is Pattern.SYNC:
            yield Finding(
                "the output of the child execution comes as text",
                (*use.state.at, "Resource"),
                help="use .sync:2, which gives JSON",
            )
