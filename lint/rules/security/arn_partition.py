"""Account, region and partition written into a definition tie it to one place.

Source: AWS general reference, "Amazon Resource Names". Off by default: a definition that is deployed by hand has to
hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import Json, JsonObject
from asl.pointer import Pointer

from ...context import Context
from ...examples import LAMBDA_RETRY, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _task(arn: str) -> JsonObject:
    return {"Type": "Task", "Resource": arn, "Retry": [LAMBDA_RETRY], "End": True}


RULE = Rule(
    code="ASL502",
    name="arn-partition",
    summary="an ARN with a literal account or region",
    is_on=False,
    explanation=(
        "The ARN names an account or a region, so the definition works in one place only and tells where. Use a "
        "substitution such as ${FunctionArn}, which the deployment fills in."
    ),
    bad=one_task(_task("arn:aws:lambda:eu-west-1:123456789012:function:resize")),
    good=one_task(_task("${FunctionArn}")),
)
_LITERAL = re.compile(r"arn:aws[\w-]*:[\w-]*:([a-z]{2}(?:-[a-z]+)+-\d)?:(\d{12})?:")


def check(context: Context) -> Iterator[Finding]:
    """No ARN in a state holds a literal account or region."""
    for _, state in context.states:
        if isinstance(state.raw, dict):
            for name in ("Resource", "Parameters", "Arguments", "Credentials", "ItemReader", "ResultWriter"):
                if name in state.raw:
                    yield from _search(state.raw[name], (*state.at, name))


def _search(value: Json, at: Pointer) -> Iterator[Finding]:
    if isinstance(value, str):
        match = _LITERAL.match(value)
        if match is not None and (match[1] or match[2]):
            what = " and ".join(word for word, found in (("region", match[1]), ("account", match[2])) if found)
            yield Finding(f"this ARN has a literal {what}", at, help="use a substitution such as ${Name}")
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _search(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index))
