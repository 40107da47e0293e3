"""AWS Glue: ``startJobRun``, whose answer repeats the job's name."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "glue",
    "Glue",
    api="glue",
    base_error="AWSGlueException",
    cause_service="AWSGlue",
    actions=(
        OptimizedAction(
            "startJobRun",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "StartJobRun",
            answer={"*": "response", "JobName": "request.JobName"},
            job=Job(
                "GetJobRun",
                {"JobName": "request.JobName", "RunId": "response.JobRunId"},
                status="JobRun.JobRunState",
                success=("SUCCEEDED",),
                # Sources differ on STOPPED; a run that was stopped did not do its work, so it fails here.
                failure=("FAILED", "TIMEOUT", "ERROR", "STOPPED", "EXPIRED"),
                result={"*": "described.JobRun", "JobName": "request.JobName"},
                stop="BatchStopJobRun",
                stop_request={"JobName": "request.JobName", "JobRunIds": "[response.JobRunId]"},
            ),
            made=(Shown("job run", "response.JobRunId"),),
        ),
    ),
)
