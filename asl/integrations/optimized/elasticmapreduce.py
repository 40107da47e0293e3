"""Amazon EMR: clusters and steps, with parameters of the integration's own (``ClusterId``, one ``Step``).

The two ``…ByName`` actions look the id up from the name before they call the API; the catalogue gives the name where
the id goes.
"""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_BOTH = (Pattern.REQUEST_RESPONSE, Pattern.SYNC)
_CLUSTER = "Cluster.Status.State"

SERVICE = OptimizedService(
    "elasticmapreduce",
    "ElasticMapReduce",
    api="emr",
    base_error="AmazonElasticMapReduceException",
    cause_service="AmazonElasticMapReduce",
    is_verified=False,
    actions=(
        OptimizedAction(
            "createCluster",
            _BOTH,
            "RunJobFlow",
            removed_parameters=("Steps",),
            answer={"ClusterId": "response.JobFlowId", "ClusterArn": "response.ClusterArn"},
            job=Job(
                "DescribeCluster",
                {"ClusterId": "response.ClusterId"},
                status=_CLUSTER,
                success=("WAITING",),
                failure=("TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"),
                result={"ClusterId": "response.ClusterId", "Cluster": "described.Cluster"},
                poll_s=60,
            ),
            made=(Shown("cluster", "response.ClusterId"),),
        ),
        OptimizedAction(
            "setClusterTerminationProtection",
            operation="SetTerminationProtection",
            own_parameters={"ClusterId": "string"},
            removed_parameters=("JobFlowIds",),
            required=("ClusterId",),
            api_request={"JobFlowIds": "[request.ClusterId]"},
        ),
        OptimizedAction(
            "terminateCluster",
            _BOTH,
            "TerminateJobFlows",
            own_parameters={"ClusterId": "string"},
            removed_parameters=("JobFlowIds",),
            required=("ClusterId",),
            api_request={"JobFlowIds": "[request.ClusterId]"},
            job=Job(
                "DescribeCluster",
                {"ClusterId": "request.ClusterId"},
                status=_CLUSTER,
                success=("TERMINATED", "TERMINATED_WITH_ERRORS"),
                result={"ClusterId": "request.ClusterId", "Cluster": "described.Cluster"},
                poll_s=60,
            ),
        ),
        OptimizedAction(
            "addStep",
            _BOTH,
            "AddJobFlowSteps",
            own_parameters={"ClusterId": "string", "Step": "StepConfig"},
            removed_parameters=("JobFlowId", "Steps"),
            required=("ClusterId", "Step"),
            api_request={"JobFlowId": "request.ClusterId", "Steps": "[request.Step]"},
            answer={"StepId": "response.StepIds[0]"},
            job=Job(
                "DescribeStep",
                {"ClusterId": "request.ClusterId", "StepId": "response.StepId"},
                status="Step.Status.State",
                success=("COMPLETED",),
                failure=("CANCELLED", "FAILED", "INTERRUPTED"),
                result={"StepId": "response.StepId", "Step": "described.Step"},
                poll_s=60,
                stop="CancelSteps",
                stop_request={"ClusterId": "request.ClusterId", "StepIds": "[response.StepId]"},
            ),
            made=(Shown("step", "response.StepId"),),
        ),
        OptimizedAction(
            "cancelStep",
            operation="CancelSteps",
            own_parameters={"StepId": "string"},
            removed_parameters=("StepIds",),
            required=("StepId",),
            api_request={"StepIds": "[request.StepId]"},
            answer={"CancelStepsInfo": "response.CancelStepsInfoList[0]"},
        ),
        OptimizedAction(
            "modifyInstanceFleetByName",
            operation="ModifyInstanceFleet",
            own_parameters={"InstanceFleetName": "string", "InstanceFleet": "document"},
            required=("InstanceFleetName", "InstanceFleet"),
        ),
        OptimizedAction(
            "modifyInstanceGroupByName",
            operation="ModifyInstanceGroups",
            own_parameters={"InstanceGroupName": "string", "InstanceGroup": "document"},
            removed_parameters=("InstanceGroups",),
            required=("ClusterId", "InstanceGroupName", "InstanceGroup"),
        ),
    ),
)
