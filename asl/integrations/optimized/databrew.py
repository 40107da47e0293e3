"""AWS Glue DataBrew: ``startJobRun``; the run is described by itself, not by listing the job's runs."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "databrew",
    "DataBrew",
    api="databrew",
    base_error="AWSGlueDataBrewException",
    cause_service="AWSGlueDataBrew",
    is_verified=False,
    actions=(
        OptimizedAction(
            "startJobRun",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "StartJobRun",
            job=Job(
                "DescribeJobRun",
                {"Name": "request.Name", "RunId": "response.RunId"},
                status="State",
                success=("SUCCEEDED",),
                failure=("FAILED", "TIMEOUT", "STOPPED"),
                stop="StopJobRun",
                stop_request={"Name": "request.Name", "RunId": "response.RunId"},
            ),
            made=(Shown("job run", "response.RunId"),),
        ),
    ),
)
