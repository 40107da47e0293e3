"""AWS Elemental MediaConvert: ``createJob`` with a tag that says who manages the job."""

from __future__ import annotations

from ..action import Addition, Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "mediaconvert",
    "MediaConvert",
    api="mediaconvert",
    base_error="AWSMediaConvertException",
    cause_service="AWSMediaConvert",
    is_verified=False,
    actions=(
        OptimizedAction(
            "createJob",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "CreateJob",
            job=Job(
                "GetJob",
                {"Id": "response.Job.Id"},
                status="Job.Status",
                success=("COMPLETE",),
                failure=("ERROR", "CANCELED"),
                stop="CancelJob",
                stop_request={"Id": "response.Job.Id"},
            ),
            additions=(Addition(("Tags", "ManagedByService"), "AWSStepFunctions"),),
            made=(Shown("job", "response.Job.Arn"),),
        ),
    ),
)
