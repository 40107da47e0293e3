"""Amazon EMR on EKS: virtual clusters and job runs."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_BOTH = (Pattern.REQUEST_RESPONSE, Pattern.SYNC)

SERVICE = OptimizedService(
    "emr-containers",
    "EMRContainers",
    api="emr-containers",
    base_error="AmazonEMRContainersException",
    cause_service="AmazonEMRContainers",
    is_verified=False,
    actions=(
        OptimizedAction(
            "createVirtualCluster",
            operation="CreateVirtualCluster",
            made=(Shown("virtual cluster", "response.Arn"),),
        ),
        OptimizedAction(
            "deleteVirtualCluster",
            _BOTH,
            "DeleteVirtualCluster",
            job=Job(
                "DescribeVirtualCluster",
                {"Id": "request.Id"},
                status="VirtualCluster.State",
                success=("TERMINATED",),
                failure=("ARRESTED",),
                result={"*": "described.VirtualCluster"},
            ),
        ),
        OptimizedAction(
            "startJobRun",
            _BOTH,
            "StartJobRun",
            job=Job(
                "DescribeJobRun",
                {"Id": "response.Id", "VirtualClusterId": "request.VirtualClusterId"},
                status="JobRun.State",
                success=("COMPLETED",),
                failure=("FAILED", "CANCELLED"),
                result={"*": "described.JobRun"},
                stop="CancelJobRun",
                stop_request={"Id": "response.Id", "VirtualClusterId": "request.VirtualClusterId"},
            ),
            made=(Shown("job run", "response.Arn"),),
        ),
    ),
)
