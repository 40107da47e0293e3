"""How Step Functions spells the names of AWS APIs.

SDK integrations follow the Java SDK, version 2: a service is its ``serviceId`` made one word, an operation starts with
a small letter, a member is the SDK's getter with a capital first letter, an error is the SDK's exception class.
Optimized integrations follow version 1 of that SDK, which leaves acronyms alone and only makes the first letter
capital. Source: developer guide, *Using AWS SDK service integrations*; the rules were derived from its tables and
checked against every service and every task of public samples.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

__all__ = ["Style", "action_name", "exception_name", "exception_prefix", "member_name", "sdk_service_name"]

_BOUNDARIES: Final = (
    re.compile(r"(?<=[A-Z]{2})(?=v[0-9])"),  # SESv2: SES v2
    re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z0-9])"),  # CloudWatch: Cloud Watch, but IoT stays one word
    re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])"),  # SQSQueue: SQS Queue
    re.compile(r"(?<=[0-9])(?=[A-Za-z])"),  # B2BI: B2 BI
)
_JAVA_KEYWORDS: Final = {"Equals": "EqualsValue"}


class Style(Enum):
    """Which of the two spellings of members applies."""

    OPTIMIZED = "optimized"
    SDK = "sdk"


@lru_cache(maxsize=65536)
def member_name(api_name: str, style: Style) -> str:
    """Return the name that a definition gives to a member of the API's structure.

    >>> [member_name(n, Style.SDK) for n in ("DBInstanceIdentifier", "ETag", "MD5OfBody", "stateMachineArn", "ACL")]
    ['DbInstanceIdentifier', 'ETag', 'Md5OfBody', 'StateMachineArn', 'Acl']
    >>> [member_name(n, Style.OPTIMIZED) for n in ("MD5OfMessageBody", "taskArn")]
    ['MD5OfMessageBody', 'TaskArn']
    """
    if style is Style.OPTIMIZED:
        return api_name[:1].upper() + api_name[1:]
    end = 1
    while end < len(api_name) and api_name[end].isupper() and not api_name[end + 1 : end + 2].islower():
        end += 1
    name = api_name[:1].upper() + api_name[1:end].lower() + api_name[end:]
    return _JAVA_KEYWORDS.get(name, name)


def action_name(operation: str) -> str:
    """Return the action of an API operation.

    >>> action_name("StartDBInstance")
    'startDBInstance'
    """
    return operation[:1].lower() + operation[1:]


def exception_prefix(service_id: str) -> str:
    """Return what stands before the dot in the Error Names of an SDK integration.

    >>> [exception_prefix(i) for i in ("SFN", "DynamoDB", "Amazon Example Service", "Cost Explorer", "B2BI")]
    ['Sfn', 'DynamoDb', 'Example', 'CostExplorer', 'B2Bi']
    """
    words = [word[:1].upper() + word[1:].lower() for word in _split(service_id)]
    if len(words) > 1 and words[0] in {"Amazon", "Aws"}:
        words = words[1:]
    if len(words) > 1 and words[-1] == "Service":
        words = words[:-1]
    return "".join(words)


def sdk_service_name(service_id: str) -> str:
    """Return the service part of ``arn:aws:states:::aws-sdk:<service>:<action>``.

    >>> sdk_service_name("Application Discovery Service")
    'applicationdiscovery'
    """
    return exception_prefix(service_id).lower()


def exception_name(code: str) -> str:
    """Return the class name of the Java SDK for the name of a modelled error.

    >>> [exception_name(c) for c in ("DBInstanceNotFoundFault", "NoSuchKey", "ResourceInUse", "NotFoundException")]
    ['DbInstanceNotFoundException', 'NoSuchKeyException', 'ResourceInUseException', 'NotFoundException']
    """
    name = member_name(code.removesuffix("Fault"), Style.SDK)
    return name if name.endswith("Exception") else name + "Exception"


def _split(service_id: str) -> list[str]:
    """Break a serviceId into words, at the same places as the Java SDK's code generator."""
    text = re.sub(r"[^A-Za-z0-9]+", " ", service_id)
    for boundary in _BOUNDARIES:
        text = boundary.sub(" ", text)
    return text.split()
