"""A callback Task that does not give its token away can never be answered.

Source: developer guide, "Wait for a callback with task token": the token is taken from the Context Object.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Json, JsonObject, compact

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_CALLBACK: JsonObject = {"Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 600}

RULE = Rule(
    code="ASL511",
    name="task-token-unused",
    summary="a callback Task does not hand on its task token",
    explanation=(
        "The Task waits until its token comes back, but its arguments do not contain the token, so nobody can return "
        "it. The Task ends only by its timeout. Put $$.Task.Token, or $states.context.Task.Token under JSONata, into "
        "the arguments."
    ),
    bad=one_task(send(**_CALLBACK)),
    good=one_task(
        send(
            **_CALLBACK,
            Parameters={"QueueUrl": "https://example.com/q", "MessageBody": {"token.$": "$$.Task.Token"}},
        )
    ),
)
_TOKEN_PATHS = ((), ("Task",), ("Task", "Token"))


def check(context: Context) -> Iterator[Finding]:
    """The arguments of a ``.waitForTaskToken`` Task hold the token."""
    for use in context.tasks:
        if not use.is_callback:
            continue
        name = "Parameters" if "Parameters" in use.state.raw else "Arguments"
        arguments: Json = use.state.raw.get(name)
        if not isinstance(arguments, dict) or "${" in compact(arguments):
            continue
        reads = context.reads_of(use.state)
        depth = len(use.state.at)
        if not any(
            read.at[depth] == name
            and (read.root == "variable" or (read.root == "context" and read.keys in _TOKEN_PATHS))
            for read in reads
        ):
            yield Finding(
                "the arguments do not contain the task token, so nobody can answer this Task",
                (*use.state.at, name),
                part="key",
                help="put $$.Task.Token (JSONata: $states.context.Task.Token) into the arguments",
            )
