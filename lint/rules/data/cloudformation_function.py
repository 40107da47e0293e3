"""Functions of CloudFormation inside a definition are resolved by the deployment, not by the service.

Source: CloudFormation guide, "Intrinsic function reference".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject
from asl.pointer import Pointer
from asl.validator.unknown import is_unknown

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _send(url: Json) -> JsonObject:
    return send(Parameters={"QueueUrl": url, "MessageBody.$": "$.order"})


RULE = Rule(
    code="ASL015",
    name="cloudformation-function",
    summary="a CloudFormation function stands in the definition",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Ref and Fn:: objects are resolved by CloudFormation before Step Functions sees the definition. Sent to the "
        "service as it is, the definition is refused. Judged is what stands around them; use DefinitionSubstitutions "
        "to keep the definition a valid one."
    ),
    bad=one_task(_send({"Ref": "Queue"})),
    good=one_task(_send("${QueueUrl}")),
)


def check(context: Context) -> Iterator[Finding]:
    """No value is a function of CloudFormation."""
    text = context.document.source.text
    if "Fn::" in text or "Ref" in text or "!" in text:
        for _, state in context.states:
            yield from _search(state.raw, state.at)


def _search(value: Json, at: Pointer) -> Iterator[Finding]:
    if isinstance(value, dict):
        if is_unknown(value):
            yield Finding(
                f'"{next(iter(value))}" is resolved by CloudFormation and not judged here',
                at,
                help="use DefinitionSubstitutions",
            )
            return
        for key, member in value.items():
            if isinstance(member, (dict, list)) and key not in ("States", "Branches", "ItemProcessor", "Iterator"):
                yield from _search(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index))
