"""Activities were there before task tokens; a worker has to poll for them.

Source: developer guide, "Learn about activities" and "Wait for a callback with task token".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL959",
    name="activity-legacy",
    summary="an activity where a task token would do",
    severity=Severity.INFO,
    explanation=(
        "A worker of an activity has to poll Step Functions for tasks, and there is one queue for each activity. A "
        "message with a task token to SQS, SNS or a function does the same without polling. Consider "
        ".waitForTaskToken for what is new."
    ),
    bad=one_task(
        {
            "Type": "Task",
            "Resource": "arn:aws:states:eu-west-1:123456789012:activity:approve",
            "HeartbeatSeconds": 600,
            "End": True,
        }
    ),
    good=one_task(
        send(
            Resource="arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            Parameters={"QueueUrl": "https://example.com/q", "MessageBody": {"token.$": "$$.Task.Token"}},
            HeartbeatSeconds=600,
        )
    ),
    is_on=False,
)


def check(context: Context) -> Iterator[Finding]:
    """No Task is an activity."""
    for use in context.tasks:
        if use.is_activity:
            yield Finding(
                "a worker has to poll for this activity",
                (*use.state.at, "Resource"),
                help="consider .waitForTaskToken",
            )
