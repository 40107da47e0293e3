"""Amazon SageMaker: five sorts of jobs that a Task can wait for, and the parts of an endpoint.

``.sync`` puts two tags on the job and answers the described job: epoch milliseconds for timestamps, ``Tags`` as a
map, no metadata (observed in published results; the guide shows no example). An endpoint is only begun by
``createEndpoint``; waiting for it takes ``aws-sdk:sagemaker:describeEndpoint`` and a loop.
"""

from __future__ import annotations

from ..action import Addition, Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

_TAGS = (
    Addition(("Tags",), {"Key": "MANAGED_BY_AWS", "Value": "STARTED_BY_STEP_FUNCTIONS"}, is_appended=True),
    Addition(
        ("Tags",),
        {"Key": "AWS_STEP_FUNCTIONS_EXECUTION_ARN", "Value": "{execution_arn}"},
        is_appended=True,
    ),
)


def _job(thing: str, word: str, detail: str = "") -> OptimizedAction:
    """Return the action that makes one of the jobs; their operations and members are named alike."""
    name = {f"{thing}Name": f"request.{thing}Name"}
    return OptimizedAction(
        f"create{thing}",
        (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
        f"Create{thing}",
        job=Job(
            f"Describe{thing}",
            name,
            status=f"{thing}Status",
            success=("Completed",),
            # A stopped job has no model to go on with, so it fails the Task; the guide does not say.
            failure=("Failed", "Stopped"),
            detail=detail,
            stop=f"Stop{thing}",
            stop_request=name,
        ),
        additions=_TAGS,
        tags_as_map=True,
        made=(Shown(word, f"response.{thing}Arn"),),
    )


def _part(verb: str, thing: str, word: str) -> OptimizedAction:
    action = f"{verb}{thing}"
    return OptimizedAction(
        action, operation=action[:1].upper() + action[1:], made=(Shown(word, f"response.{thing}Arn"),)
    )


SERVICE = OptimizedService(
    "sagemaker",
    "SageMaker",
    api="sagemaker",
    base_error="AmazonSageMakerException",
    cause_service="AmazonSageMaker",
    actions=(
        _job("TrainingJob", "training job", detail="SecondaryStatus"),
        _job("TransformJob", "transform job"),
        _job("ProcessingJob", "processing job"),
        _job("HyperParameterTuningJob", "tuning job"),
        _job("LabelingJob", "labeling job"),
        _part("create", "Model", "model"),
        _part("create", "EndpointConfig", "endpoint configuration"),
        _part("create", "Endpoint", "endpoint"),
        _part("update", "Endpoint", "endpoint"),
    ),
)
