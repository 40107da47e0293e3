"""AWS CodeBuild: builds and batches of builds."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_BOTH = (Pattern.REQUEST_RESPONSE, Pattern.SYNC)
_FAILURE = ("FAILED", "FAULT", "TIMED_OUT", "STOPPED")

_BUILD = Job(
    "BatchGetBuilds",
    {"Ids": "[response.Build.Id]"},
    status="Builds[0].BuildStatus",
    success=("SUCCEEDED",),
    failure=_FAILURE,
    result={"Build": "described.Builds[0]"},
    stop="StopBuild",
    stop_request={"Id": "response.Build.Id"},
)
_BATCH = Job(
    "BatchGetBuildBatches",
    {"Ids": "[response.BuildBatch.Id]"},
    status="BuildBatches[0].BuildBatchStatus",
    success=("SUCCEEDED",),
    failure=_FAILURE,
    result={"BuildBatch": "described.BuildBatches[0]"},
    stop="StopBuildBatch",
    stop_request={"Id": "response.BuildBatch.Id"},
)

SERVICE = OptimizedService(
    "codebuild",
    "CodeBuild",
    api="codebuild",
    base_error="AWSCodeBuildException",
    cause_service="AWSCodeBuild",
    is_verified=False,
    actions=(
        OptimizedAction("startBuild", _BOTH, "StartBuild", job=_BUILD, made=(Shown("build", "response.Build.Arn"),)),
        OptimizedAction("stopBuild", operation="StopBuild"),
        OptimizedAction("batchDeleteBuilds", operation="BatchDeleteBuilds"),
        OptimizedAction("batchGetReports", operation="BatchGetReports"),
        OptimizedAction(
            "startBuildBatch",
            _BOTH,
            "StartBuildBatch",
            job=_BATCH,
            made=(Shown("build batch", "response.BuildBatch.Arn"),),
        ),
        OptimizedAction("stopBuildBatch", operation="StopBuildBatch"),
        OptimizedAction("retryBuildBatch", _BOTH, "RetryBuildBatch", job=_BATCH),
        OptimizedAction("deleteBuildBatch", operation="DeleteBuildBatch"),
    ),
)
