"""Amazon Bedrock: ``invokeModel`` (of the API ``bedrock-runtime``, with S3 objects of its own), customization jobs."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "bedrock",
    "Bedrock",
    api="bedrock",
    base_error="AmazonBedrockException",
    cause_service="AmazonBedrock",
    is_verified=False,
    actions=(
        OptimizedAction(
            "invokeModel",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            "InvokeModel",
            api="bedrock-runtime",
            stringified=("Body",),
            parsed=("Body",),
            own_parameters={"Input": "document", "Output": "document"},
        ),
        OptimizedAction(
            "createModelCustomizationJob",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "CreateModelCustomizationJob",
            job=Job(
                "GetModelCustomizationJob",
                {"JobIdentifier": "response.JobArn"},
                status="Status",
                success=("Completed",),
                failure=("Failed", "Stopped"),
                poll_s=60,
                stop="StopModelCustomizationJob",
                stop_request={"JobIdentifier": "response.JobArn"},
            ),
            made=(Shown("model customization job", "response.JobArn"),),
        ),
    ),
)
