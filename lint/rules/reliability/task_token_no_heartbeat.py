"""Whoever should answer a task may have died; only a timeout or a heartbeat notices.

Source: developer guide, "Wait for a callback with task token" and "Activities": a heartbeat timeout keeps executions
from being stuck.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject, Missing

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_CALLBACK: JsonObject = {
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": {"token.$": "$$.Task.Token"}},
}

RULE = Rule(
    code="ASL512",
    name="task-token-no-heartbeat",
    summary="a Task waits for an answer without a timeout or a heartbeat",
    explanation=(
        "The Task waits until somebody returns its token, or a worker of the activity answers. When that never "
        "happens it waits for a year. Set HeartbeatSeconds or TimeoutSeconds, and handle States.Timeout."
    ),
    bad=one_task(send(**_CALLBACK)),
    good=one_task(send(**_CALLBACK, HeartbeatSeconds=600)),
)


def check(context: Context) -> Iterator[Finding]:
    """A callback or an activity has ``HeartbeatSeconds`` or ``TimeoutSeconds``."""
    if not isinstance(context.machine.timeout_seconds, Missing) or context.type == "EXPRESS":
        return
    for use in context.tasks:
        if (use.is_callback or use.is_activity) and not use.has_timeout and not use.has_heartbeat:
            yield Finding(
                "this Task may wait for an answer for a year",
                use.state.at,
                part="key",
                help='add "HeartbeatSeconds" or "TimeoutSeconds"',
            )
