"""Amazon EMR Serverless: applications and job runs; the start, stop and delete calls answer nothing of their own."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_BOTH = (Pattern.REQUEST_RESPONSE, Pattern.SYNC)
_RUN = {"ApplicationId": "request.ApplicationId", "JobRunId": "request.JobRunId"}
_NEW_RUN = {"ApplicationId": "request.ApplicationId", "JobRunId": "response.JobRunId"}


def _application(action: str, operation: str, reached: str, stop: str = "") -> OptimizedAction:
    """Return one of the actions that wait until an application has reached a state."""
    source = "response.ApplicationId" if action == "createApplication" else "request.ApplicationId"
    return OptimizedAction(
        action,
        _BOTH,
        operation,
        answer={"ApplicationId": source, "*": "response"},
        job=Job(
            "GetApplication",
            {"ApplicationId": source},
            status="Application.State",
            success=(reached,),
            failure=tuple(state for state in ("TERMINATED",) if state != reached),
            result={"*": "described.Application", "ApplicationId": source},
            stop=stop,
            stop_request={"ApplicationId": source} if stop else {},
        ),
        made=(Shown("application", "response.Arn"),) if action == "createApplication" else (),
    )


SERVICE = OptimizedService(
    "emr-serverless",
    "EMRServerless",
    api="emr-serverless",
    base_error="AWSEMRServerlessException",
    cause_service="AWSEMRServerless",
    is_verified=False,
    actions=(
        _application("createApplication", "CreateApplication", "CREATED", stop="DeleteApplication"),
        _application("startApplication", "StartApplication", "STARTED", stop="StopApplication"),
        _application("stopApplication", "StopApplication", "STOPPED"),
        _application("deleteApplication", "DeleteApplication", "TERMINATED"),
        OptimizedAction(
            "startJobRun",
            _BOTH,
            "StartJobRun",
            job=Job(
                "GetJobRun",
                _NEW_RUN,
                status="JobRun.State",
                success=("SUCCESS",),
                failure=("FAILED", "CANCELLED"),
                result={"*": "described.JobRun"},
                stop="CancelJobRun",
                stop_request=_NEW_RUN,
            ),
            made=(Shown("job run", "response.Arn"),),
        ),
        OptimizedAction(
            "cancelJobRun",
            _BOTH,
            "CancelJobRun",
            job=Job(
                "GetJobRun",
                _RUN,
                status="JobRun.State",
                success=("CANCELLED",),
                failure=("SUCCESS", "FAILED"),
                result={"*": "described.JobRun"},
            ),
        ),
    ),
)
