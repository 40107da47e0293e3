"""Amazon SNS: ``publish`` takes any JSON as Message and sends its text."""

from __future__ import annotations

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "sns",
    "SNS",
    api="sns",
    base_error="AmazonSNSException",
    cause_service="AmazonSNS",
    actions=(
        OptimizedAction(
            "publish",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            "Publish",
            stringified=("Message",),
        ),
    ),
)
