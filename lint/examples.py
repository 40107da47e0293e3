"""Building blocks for the examples of rules: small definitions that no other rule has anything to say about."""

from __future__ import annotations

from typing import TypeAlias

from asl.json_values import Json, JsonObject
from asl.validator.entry import machine

__all__ = ["FUNCTION", "LAMBDA_RETRY", "QUEUE", "NamedState", "flow", "invoke", "machine", "one_task", "send"]

NamedState: TypeAlias = tuple[str, JsonObject]
"""A state with its name."""

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"

LAMBDA_RETRY: JsonObject = {
    "ErrorEquals": [
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.TooManyRequestsException",
    ],
    "IntervalSeconds": 1,
    "MaxAttempts": 3,
    "BackoffRate": 2,
}

QUEUE: JsonObject = {
    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
    "MessageBody.$": "$.order",
}


def invoke(payload: Json = "$.order", **fields: Json) -> JsonObject:
    """Return a Task that invokes a function and retries what should be retried; other fields may replace these."""
    arguments: JsonObject = {"FunctionName": "resize", "Payload.$": payload}
    task: JsonObject = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": arguments,
        "Retry": [LAMBDA_RETRY],
    }
    return _flowing({**task, **fields})


def send(**fields: Json) -> JsonObject:
    """Return a Task that sends a message to a queue."""
    return _flowing({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": QUEUE, **fields})


def _flowing(state: JsonObject) -> JsonObject:
    return state if "Next" in state or "End" in state else {**state, "End": True}


def one_task(state: JsonObject, **top_level: Json) -> JsonObject:
    """Return a machine of one state named Work."""
    return machine(states={"Work": state}, **top_level)


def flow(*states: NamedState, **top_level: Json) -> JsonObject:
    """Return a machine of several states, the first one first."""
    return machine(states=dict(states), **top_level)
