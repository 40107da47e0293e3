"""AWS Step Functions itself: a nested execution, whose input and output ``.sync:2`` hands on as JSON."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "states",
    "StepFunctions",
    api="stepfunctions",
    base_error="AWSStepFunctionsException",
    cause_service="AWSStepFunctions",
    actions=(
        OptimizedAction(
            "startExecution",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC, Pattern.SYNC_2, Pattern.WAIT_FOR_TASK_TOKEN),
            "StartExecution",
            stringified=("Input",),
            json_members=("Input", "Output"),
            job=Job(
                "DescribeExecution",
                {"ExecutionArn": "response.ExecutionArn"},
                status="Status",
                success=("SUCCEEDED",),
                failure=("FAILED", "TIMED_OUT", "ABORTED"),
                stop="StopExecution",
                stop_request={"ExecutionArn": "response.ExecutionArn"},
            ),
            made=(Shown("execution", "response.ExecutionArn"),),
        ),
    ),
)
