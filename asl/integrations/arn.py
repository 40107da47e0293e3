"""The ``Resource`` of a Task, taken apart.

Optimized and SDK integrations are ARNs of Step Functions itself with neither region nor account
(``arn:aws:states:::sagemaker:createTrainingJob.sync``, ``arn:aws:states:::aws-sdk:s3:getObject``); Lambda
functions and activities are ARNs of real resources. Nothing here asks whether the action exists: the
catalogue does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from .pattern import Pattern

__all__ = ["ResourceKind", "TaskResource", "is_partition", "parse_resource"]

_PARTITION: Final = re.compile(r"aws|aws-cn|aws-us-gov|aws-iso(?:-[a-z0-9]+)?")
_SUFFIXES: Final = (Pattern.SYNC_2, Pattern.SYNC, Pattern.WAIT_FOR_TASK_TOKEN)


class ResourceKind(Enum):
    """What sort of thing a ``Resource`` names."""

    OPTIMIZED = "optimized"
    AWS_SDK = "aws-sdk"
    LAMBDA_FUNCTION = "lambda-function"
    ACTIVITY = "activity"
    HTTP = "http"
    UNKNOWN_ARN = "unknown-arn"


@dataclass(frozen=True, slots=True)
class TaskResource:
    """A ``Resource`` and its parts; a part that the form does not have is the empty string.

    Attributes:
        text: the ``Resource`` as written.
        service: ``sagemaker``; for SDK integrations the part after ``aws-sdk:``; ``http``, ``lambda``, …
        action: ``createTrainingJob``, without the pattern's suffix; ``invoke`` for a Lambda function.
        name: name of the Lambda function or the activity.
        qualifier: version or alias of the Lambda function.
    """

    text: str
    kind: ResourceKind
    partition: str
    service: str = ""
    action: str = ""
    pattern: Pattern = Pattern.REQUEST_RESPONSE
    region: str = ""
    account: str = ""
    name: str = ""
    qualifier: str = ""

    @property
    def resource_type(self) -> str:
        """What history events call ``resourceType``: ``sagemaker``, ``aws-sdk:s3``, ``lambda``."""
        return f"aws-sdk:{self.service}" if self.kind is ResourceKind.AWS_SDK else self.service

    @property
    def event_resource(self) -> str:
        """What history events call ``resource``: the action as written, or a function's or activity's ARN."""
        match self.kind:
            case ResourceKind.OPTIMIZED | ResourceKind.AWS_SDK | ResourceKind.HTTP:
                return self.action + self.pattern.value
            case _:
                return self.text


def is_partition(text: str) -> bool:
    """Tell whether a text is the name of a partition.

    >>> [is_partition(name) for name in ("aws", "aws-cn", "aws-us-gov", "aws-iso-b", "amazon")]
    [True, True, True, True, False]
    """
    return _PARTITION.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def parse_resource(text: str) -> TaskResource | None:
    """Take a ``Resource`` apart, or return ``None`` when the text is not an ARN of a known partition.

    >>> r = parse_resource("arn:aws:states:::sagemaker:createTrainingJob.sync")
    >>> (r.kind.value, r.resource_type, r.action, r.pattern.value, r.event_resource)
    ('optimized', 'sagemaker', 'createTrainingJob', '.sync', 'createTrainingJob.sync')
    >>> parse_resource("arn:aws:states:::aws-sdk:s3:getObject").resource_type
    'aws-sdk:s3'
    >>> parse_resource("arn:aws:lambda:eu-west-1:123456789012:function:resize:live").name
    'resize'
    >>> parse_resource("not an arn") is None
    True
    """
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn" or not is_partition(parts[1]):
        return None
    _, partition, service, region, account, rest = parts
    if service == "states" and not region and not account:
        integration = _read_integration(text, partition, rest)
        if integration is not None:
            return integration
    kind, _, tail = rest.partition(":")
    if service == "lambda" and kind == "function" and tail and region and account:
        name, _, qualifier = tail.partition(":")
        return TaskResource(
            text,
            ResourceKind.LAMBDA_FUNCTION,
            partition,
            service,
            "invoke",
            region=region,
            account=account,
            name=name,
            qualifier=qualifier,
        )
    if service == "states" and kind == "activity" and tail and region and account:
        return TaskResource(
            text, ResourceKind.ACTIVITY, partition, "activity", region=region, account=account, name=tail
        )
    return TaskResource(text, ResourceKind.UNKNOWN_ARN, partition, service, region=region, account=account)


def _read_integration(text: str, partition: str, rest: str) -> TaskResource | None:
    """Return the integration that ``service:action…`` names, or nothing when a part is missing."""
    kind = ResourceKind.OPTIMIZED
    service, _, action = rest.partition(":")
    if service == "aws-sdk":
        kind = ResourceKind.AWS_SDK
        service, _, action = action.partition(":")
    elif service == "http":
        kind = ResourceKind.HTTP
    if not service or not action:
        return None
    for pattern in _SUFFIXES:
        if action.endswith(pattern.value):
            bare = action.removesuffix(pattern.value)
            return TaskResource(text, kind, partition, service, bare, pattern) if bare else None
    return TaskResource(text, kind, partition, service, action)
