"""Without version or alias the function changes under running executions.

Source: developer guide, "Lambda versions and aliases in workflows"; Lambda guide, "Manage Lambda function versions".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject

from ...context import Context, TaskUse
from ...examples import LAMBDA_RETRY, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _task(name: str) -> JsonObject:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": name, "Payload.$": "$.order"},
        "Retry": [LAMBDA_RETRY],
        "End": True,
    }


RULE = Rule(
    code="ASL520",
    name="lambda-unqualified",
    summary="a function is invoked without version or alias",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Without version or alias the newest code runs, so a deployment changes executions that have begun. Name an "
        "alias or a version where that matters."
    ),
    bad=one_task(_task("resize")),
    good=one_task(_task("resize:live")),
)


def check(context: Context) -> Iterator[Finding]:
    """A literal function name has a qualifier."""
    for use in context.tasks:
        if use.is_lambda and not _is_qualified(use):
            yield Finding(
                "the newest version of the function is invoked",
                (*use.state.at, "Resource"),
                help="name a version or an alias",
            )


def _is_qualified(use: TaskUse) -> bool:
    resource = use.resource
    assert resource is not None
    if resource.name:
        return bool(resource.qualifier) and resource.qualifier != "$LATEST"
    arguments = use.state.raw.get("Parameters", use.state.raw.get("Arguments"))
    if not isinstance(arguments, dict) or {"Qualifier", "Qualifier.$"} & arguments.keys():
        return True
    name = arguments.get("FunctionName")
    if not isinstance(name, str) or "${" in name or name.startswith("{%"):
        return True
    qualifier = name.partition(":function:")[2].partition(":")[2] if name.startswith("arn:") else name.partition(":")[2]
    return bool(qualifier) and qualifier != "$LATEST"
