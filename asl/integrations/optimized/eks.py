"""Amazon EKS: clusters, node groups, Fargate profiles through the EKS API; ``call``, ``runJob`` through Kubernetes.

A deletion has ended when the described thing is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from asl.json_values import JsonObject, compact

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_BOTH = (Pattern.REQUEST_RESPONSE, Pattern.SYNC)
_CLUSTER = {"Name": "request.Name"}
_NODEGROUP = {"ClusterName": "request.ClusterName", "NodegroupName": "request.NodegroupName"}
_PROFILE = {"ClusterName": "request.ClusterName", "FargateProfileName": "request.FargateProfileName"}


def _create(thing: str, request: Mapping[str, str], word: str, *failure: str) -> OptimizedAction:
    return OptimizedAction(
        f"create{thing}",
        _BOTH,
        f"Create{thing}",
        job=Job(
            f"Describe{thing}",
            request,
            status=f"{thing}.Status",
            success=("ACTIVE",),
            failure=failure,
            poll_s=60,
            # A cluster outlives an execution that is stopped; what was being put into it does not.
            stop="" if thing == "Cluster" else f"Delete{thing}",
            stop_request={} if thing == "Cluster" else request,
        ),
        made=(Shown(word, f"response.{thing}.{thing}Arn"), Shown(word, f"response.{thing}.Arn")),
    )


def _delete(thing: str, request: Mapping[str, str], *failure: str) -> OptimizedAction:
    return OptimizedAction(
        f"delete{thing}",
        _BOTH,
        f"Delete{thing}",
        job=Job(
            f"Describe{thing}",
            request,
            status=f"{thing}.Status",
            success=(),
            failure=failure,
            result={thing: f"described.{thing}"},
            poll_s=60,
            gone_is_success=True,
        ),
    )


def _bad_status(answer: JsonObject, _pattern: Pattern) -> tuple[str, str] | None:
    status = answer.get("StatusCode")
    if not isinstance(status, int) or 200 <= status < 300:
        return None
    return f"EKS.{status}", compact({name: answer.get(name) for name in ("ResponseBody", "StatusCode", "StatusText")})


_KUBERNETES = {"ClusterName": "string", "CertificateAuthority": "string", "Endpoint": "string"}

SERVICE = OptimizedService(
    "eks",
    "EKS",
    api="eks",
    base_error="AmazonEKSException",
    cause_service="AmazonEKS",
    actions=(
        _create("Cluster", _CLUSTER, "cluster", "FAILED"),
        _create("Nodegroup", _NODEGROUP, "node group", "CREATE_FAILED", "DEGRADED"),
        _create("FargateProfile", _PROFILE, "Fargate profile", "CREATE_FAILED"),
        _delete("Cluster", _CLUSTER, "FAILED"),
        _delete("Nodegroup", _NODEGROUP, "DELETE_FAILED"),
        _delete("FargateProfile", _PROFILE, "DELETE_FAILED"),
        OptimizedAction(
            "call",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            own_parameters=_KUBERNETES
            | {
                "Method": "string",
                "Path": "string",
                "QueryParameters": "document",
                "RequestBody": "document",
            },
            required=("ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"),
            has_metadata=False,
            refusal=_bad_status,
        ),
        OptimizedAction(
            "runJob",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC, Pattern.WAIT_FOR_TASK_TOKEN),
            own_parameters=_KUBERNETES | {"Namespace": "string", "Job": "document", "LogOptions": "document"},
            required=("ClusterName", "CertificateAuthority", "Endpoint", "Job"),
            has_metadata=False,
            refusal=_bad_status,
        ),
    ),
)
