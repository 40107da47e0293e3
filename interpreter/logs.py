"""What an execution leaves in CloudWatch Logs, and what StartSyncExecution answers.

An Express execution has no history to ask for; its events are told as log events, by level. Source: developer guide,
"Log levels for Step Functions execution events"; shapes as recorded.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from asl.json_values import compact

from .events import aws_event, detail_member
from .execution import Execution, ExecutionStatus

__all__ = ["LogLevel", "log_events", "sync_answer"]

LogLevel: TypeAlias = Literal["ALL", "ERROR", "FATAL", "OFF"]

_FATAL = frozenset({"ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"})
_ERROR_ENDINGS = ("Failed", "TimedOut", "Aborted")


def log_events(
    execution: Execution, level: LogLevel = "ALL", *, include_execution_data: bool = True
) -> list[dict[str, Any]]:
    """Return the log events of an execution; ids and times are text, as the service writes them."""
    written = []
    for number, event in enumerate(execution.history, 1):
        if not _is_logged(event.type, level):
            continue
        shown = aws_event(event, number, include_execution_data=include_execution_data)
        written.append(
            {
                "id": str(number),
                "type": event.type,
                "details": shown.get(detail_member(event.type) or "", {}),
                "previous_event_id": str(event.previous_id),
                "event_timestamp": str(event.timestamp_ms),
                "execution_arn": execution.arn,
                "redrive_count": str(execution.redrive_count),
            }
        )
    return written


def _is_logged(event_type: str, level: LogLevel) -> bool:
    match level:
        case "ALL":
            return True
        case "ERROR":
            return event_type.endswith(_ERROR_ENDINGS) or event_type == "FailStateEntered"
        case "FATAL":
            return event_type in _FATAL
        case "OFF":
            return False


def sync_answer(execution: Execution) -> dict[str, Any]:
    """Return what StartSyncExecution answers, with dates in milliseconds since the epoch."""
    answer: dict[str, Any] = {
        "executionArn": execution.arn,
        "stateMachineArn": execution.facts.state_machine_arn,
        "name": execution.name,
        "startDate": execution.facts.start_ms,
        "stopDate": execution.stop_ms,
        "status": execution.status.value,
        "input": compact(execution.input),
        "inputDetails": {"included": True},
        "outputDetails": {"included": True},
        "billingDetails": {"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": _billed_ms(execution)},
    }
    if execution.status is ExecutionStatus.SUCCEEDED:
        answer["output"] = compact(execution.output)
        return answer
    if execution.error is not None:
        answer["error"] = execution.error
    if execution.cause is not None:
        answer["cause"] = execution.cause
    return answer


def _billed_ms(execution: Execution) -> int:
    """Durations are billed in steps of 100 ms, at least one."""
    return max(1, -(-execution.duration_ms // 100)) * 100
