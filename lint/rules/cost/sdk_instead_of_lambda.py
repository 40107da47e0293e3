"""A function named after one call of an API may be that call and nothing else.

Source: developer guide, "Learning to use AWS service SDK integrations".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_FUNCTION: JsonObject = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:put-item",
    "Retry": [{"ErrorEquals": ["States.TaskFailed"]}],
    "End": True,
}

RULE = Rule(
    code="ASL955",
    name="sdk-instead-of-lambda",
    summary="a function is named like a single call of an API",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "The name of this function is that of one API call, which Step Functions can make by itself. A direct "
        "integration has no code to maintain, no cold start and no invocation to pay for. Use it unless the function "
        "does more."
    ),
    bad=one_task(_FUNCTION),
    good=one_task(send()),
)
_CALLS = re.compile(
    r"(?:^|[-_])(put[-_]?item|get[-_]?item|delete[-_]?item|update[-_]?item|send[-_]?message|publish[-_]?(?:sns|message)"
    r"|put[-_]?object|get[-_]?object|copy[-_]?object|put[-_]?events?|start[-_]?job[-_]?run)(?:$|[-_])",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    """No function is named like a call that has an integration."""
    for use in context.tasks:
        if not use.is_lambda or use.resource is None:
            continue
        arguments = use.state.raw.get("Parameters", use.state.raw.get("Arguments"))
        given = arguments.get("FunctionName") if isinstance(arguments, dict) else None
        name = use.resource.name or (given if isinstance(given, str) else "")
        match = _CALLS.search(name.partition(":function:")[2] or name)
        if match is not None:
            yield Finding(
                f"the function seems to do one call, {match[1]}",
                (*use.state.at, "Resource"),
                help="use the integration of the service directly",
            )
