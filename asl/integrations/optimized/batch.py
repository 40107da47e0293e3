"""AWS Batch: ``submitJob`` and its environment mark."""

from __future__ import annotations

from ..action import Addition, Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "batch",
    "Batch",
    api="batch",
    base_error="AWSBatchException",
    cause_service="AWSBatch",
    actions=(
        OptimizedAction(
            "submitJob",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "SubmitJob",
            job=Job(
                "DescribeJobs",
                {"Jobs": "[response.JobId]"},
                status="Jobs[0].Status",
                success=("SUCCEEDED",),
                failure=("FAILED",),
                result={"*": "described.Jobs[0]"},
                stop="TerminateJob",
                stop_request={"JobId": "response.JobId", "Reason": "=Step Functions stopped the execution"},
            ),
            additions=(
                Addition(
                    ("ContainerOverrides", "Environment"),
                    {"Name": "MANAGED_BY_AWS", "Value": "STARTED_BY_STEP_FUNCTIONS"},
                    is_appended=True,
                ),
            ),
            made=(Shown("job", "response.JobArn"),),
        ),
    ),
)
