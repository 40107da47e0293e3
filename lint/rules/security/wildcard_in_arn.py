"""A wildcard in an ARN that is to name one thing.

Source: IAM guide, "Identify AWS resources with ARNs": wildcards belong into policies, and narrow ones there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import Json, JsonObject
from asl.pointer import Pointer

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _policy(resource: str) -> JsonObject:
    return one_task(
        {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sts:assumeRole",
            "Parameters": {"RoleArn": resource, "RoleSessionName": "orders"},
            "End": True,
        }
    )


RULE = Rule(
    code="ASL527",
    name="wildcard-in-arn",
    summary="an ARN with a wildcard among the arguments of a Task",
    explanation=(
        "An argument names a resource by an ARN with an asterisk. An API that wants one resource refuses it, and "
        "where it is accepted, as in a policy, it grants more than is needed. Name the resource."
    ),
    bad=_policy("arn:aws:iam::123456789012:role/*"),
    good=_policy("arn:aws:iam::123456789012:role/orders"),
)
_WILD = re.compile(r"arn:aws[\w-]*:[^\s\"']*\*")


def check(context: Context) -> Iterator[Finding]:
    """No ARN among the arguments of a Task has a wildcard."""
    if "*" not in context.document.source.text:
        return
    for use in context.tasks:
        for name in ("Parameters", "Arguments"):
            if name in use.state.raw:
                yield from _search(use.state.raw[name], (*use.state.at, name))


def _search(value: Json, at: Pointer) -> Iterator[Finding]:
    if isinstance(value, str):
        if value.startswith("arn:") and _WILD.match(value) and not _is_log_group(value):
            yield Finding("this ARN has a wildcard", at, help="name the resource")
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _search(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index))


def _is_log_group(arn: str) -> bool:
    """Tell whether it is the ARN of a log group, which ends in ``:*`` by itself."""
    return ":logs:" in arn and arn.endswith(":*") and arn.count("*") == 1
