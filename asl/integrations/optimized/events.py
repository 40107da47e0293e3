"""Amazon EventBridge: ``putEvents``; the answer carries no metadata, as recorded executions show."""

from __future__ import annotations

from asl.json_values import JsonObject, compact

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]


def _failed_entry(answer: JsonObject, _pattern: Pattern) -> tuple[str, str] | None:
    if not answer.get("FailedEntryCount"):
        return None
    cause = {"Entries": answer.get("Entries"), "FailedEntryCount": answer["FailedEntryCount"]}
    return "EventBridge.FailedEntry", compact(cause)


SERVICE = OptimizedService(
    "events",
    "EventBridge",
    api="events",
    base_error="AmazonEventBridgeException",
    cause_service="AmazonEventBridge",
    actions=(
        OptimizedAction(
            "putEvents",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            "PutEvents",
            stringified=("Entries[].Detail",),
            has_metadata=False,
            refusal=_failed_entry,
        ),
    ),
)
