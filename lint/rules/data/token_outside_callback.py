"""Only Tasks that wait for a token, and activities, have one.

Source: developer guide, "Context object": ``Task.Token`` is there for .waitForTaskToken.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject
from asl.model import Task

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_BODY: JsonObject = {"QueueUrl": "https://example.com/q", "MessageBody": {"token.$": "$$.Task.Token"}}

RULE = Rule(
    code="ASL817",
    name="token-outside-callback",
    summary="a task token is read where there is none",
    explanation=(
        "Only a Task with .waitForTaskToken has a token. Here the Context Object holds none, so reading it fails the "
        "execution. Add .waitForTaskToken to the Resource, or remove the token."
    ),
    bad=one_task(send(Parameters=_BODY)),
    good=one_task(
        send(Resource="arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters=_BODY, HeartbeatSeconds=60)
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """``Task.Token`` is read only where a Task waits for it."""
    for _, state in context.states:
        use = context.task_by_place.get(state.at) if isinstance(state, Task) else None
        if use is not None and (use.resource is None or use.is_callback or use.is_activity):
            continue
        for read in context.reads_of(state):
            if read.root == "context" and read.keys[:2] == ("Task", "Token"):
                yield Finding(
                    "there is no task token here",
                    read.at,
                    within=read.span,
                    help="add .waitForTaskToken to the Resource, or remove it",
                )
