"""Amazon SQS: ``sendMessage`` takes any JSON as MessageBody and sends its text."""

from __future__ import annotations

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "sqs",
    "SQS",
    api="sqs",
    base_error="AmazonSQSException",
    cause_service="AmazonSQS",
    actions=(
        OptimizedAction(
            "sendMessage",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            "SendMessage",
            stringified=("MessageBody",),
        ),
    ),
)
