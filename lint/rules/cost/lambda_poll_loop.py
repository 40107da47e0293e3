"""A function that is asked again and again whether something is ready.

Source: developer guide, "Wait for a callback with task token": the side that knows tells, instead of being asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Choice, Pass, Task, Wait

from ...context import Context
from ...examples import FUNCTION, LAMBDA_RETRY, NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_ASK: JsonObject = {
    "Type": "Task",
    "Resource": FUNCTION,
    "Retry": [LAMBDA_RETRY],
    "ResultPath": "$.answer",
    "Next": "Ready?",
}
_READY: JsonObject = {
    "Type": "Choice",
    "Choices": [{"Variable": "$.answer.ready", "BooleanEquals": True, "Next": "Done"}],
    "Default": "Pause",
}
_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL960",
    name="lambda-poll-loop",
    summary="a Wait loop asks a Lambda function whether something is ready",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "A Wait and a Lambda function are repeated until the function says that something is ready. Every round costs "
        "transitions and an invocation. Where the other side can tell, use .waitForTaskToken; where a service has a "
        ".sync integration, use that."
    ),
    bad=flow(("Ask", _ASK), ("Ready?", _READY), ("Pause", {"Type": "Wait", "Seconds": 60, "Next": "Ask"}), _DONE),
    good=flow(
        (
            "Ask",
            {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
                "Retry": [LAMBDA_RETRY],
                "HeartbeatSeconds": 3600,
                "Next": "Done",
            },
        ),
        _DONE,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """No loop consists of a Wait, a Choice and one function."""
    for loop in context.loops:
        tasks = [state for state in loop.states if isinstance(state, Task)]
        if len(tasks) != 1 or not all(isinstance(state, (Task, Wait, Choice, Pass)) for state in loop.states):
            continue
        use = context.task_by_place.get(tasks[0].at)
        if use is not None and use.is_lambda and any(isinstance(state, Wait) for state in loop.states):
            yield Finding(
                f'this loop asks the function of "{tasks[0].name}" until it is ready',
                tasks[0].at,
                part="key",
                help="have the other side answer a task token, or use a .sync integration",
            )
