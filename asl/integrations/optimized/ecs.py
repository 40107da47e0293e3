"""Amazon ECS and Fargate: ``runTask`` waits until the task has stopped, then looks at why it stopped."""

from __future__ import annotations

from asl.json_values import JsonObject, compact

from ..action import Addition, Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]


def _has_failed(task: JsonObject) -> bool:
    """A stopped task failed when it never started or a container of it did not exit with 0 (recorded behaviour)."""
    if task.get("StopCode") == "TaskFailedToStart":
        return True
    containers = task.get("Containers")
    if not isinstance(containers, list):
        return False
    return any(isinstance(container, dict) and container.get("ExitCode") != 0 for container in containers)


def _not_placed(answer: JsonObject, pattern: Pattern) -> tuple[str, str] | None:
    """Failures in the answer fail a Task that waits; a request-response Task hands them on."""
    failures = answer.get("Failures")
    if pattern is Pattern.REQUEST_RESPONSE or not failures:
        return None
    return "AmazonECS.Unknown", compact(failures)


SERVICE = OptimizedService(
    "ecs",
    "ECS",
    api="ecs",
    base_error="AmazonECSException",
    cause_service="AmazonECS",
    actions=(
        OptimizedAction(
            "runTask",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC, Pattern.WAIT_FOR_TASK_TOKEN),
            "RunTask",
            job=Job(
                "DescribeTasks",
                {"Cluster": "request.Cluster", "Tasks": "[response.Tasks[0].TaskArn]"},
                status="Tasks[0].LastStatus",
                success=("STOPPED",),
                result={"*": "described.Tasks[0]"},
                stop="StopTask",
                stop_request={
                    "Cluster": "request.Cluster",
                    "Task": "response.Tasks[0].TaskArn",
                    "Reason": "=Step Functions stopped the execution",
                },
                has_failed=_has_failed,
            ),
            refusal=_not_placed,
            additions=(Addition(("StartedBy",), "AWS Step Functions", is_shown=True),),
            made=(Shown("task", "response.Tasks[0].TaskArn"), Shown("task", "response.TaskArn")),
        ),
    ),
)
