"""A nested execution that does not say who started it cannot be found from its parent.

Source: developer guide, "Start workflow executions from a task state": AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID links
the two in the console.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_KEY = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"


def _start(**given: Json) -> JsonObject:
    return one_task(
        {
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution",
            "Parameters": {"StateMachineArn": "${ChildArn}", "Input": {"order.$": "$.order", **given}},
            "End": True,
        }
    )


RULE = Rule(
    code="ASL514",
    name="nested-without-parent-id",
    summary="a nested execution is not linked to its parent",
    severity=Severity.INFO,
    explanation=(
        "The input of the nested execution lacks AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID, so the console cannot "
        "show which execution started it. Add it with the value of $$.Execution.Id."
    ),
    bad=_start(),
    good=_start(**{f"{_KEY}.$": "$$.Execution.Id"}),
)


def check(context: Context) -> Iterator[Finding]:
    """The literal Input of ``startExecution`` holds the id of the parent."""
    for use in context.tasks:
        resource = use.resource
        if resource is None or resource.service != "states" or resource.action != "startExecution":
            continue
        name = "Parameters" if "Parameters" in use.state.raw else "Arguments"
        arguments = use.state.raw.get(name)
        given = arguments.get("Input") if isinstance(arguments, dict) else None
        if isinstance(given, dict) and not {_KEY, f"{_KEY}.$"} & given.keys():
            yield Finding(
                "the nested execution is not linked to this one",
                (*use.state.at, name, "Input"),
                part="key",
                help=f'add "{_KEY}.$": "$$.Execution.Id"',
            )
