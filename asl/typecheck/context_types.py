"""The type of the Context Object in a state.

Lengths and characters of names are the service's: an execution's name has 1 to 80 characters and may hold more kinds of
them than most services take in their own names. Source: developer guide, "Quotas", "Accessing execution data".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from asl.types import (
    STRING,
    UNKNOWN,
    Field,
    Object,
    Origin,
    Type,
    characters_of,
    number_between,
    object_of,
    string_like,
    with_origin,
)

__all__ = ["EXECUTION_NAME", "TIMESTAMP", "ContextFacts", "context_type"]

_FORBIDDEN_IN_NAMES = characters_of(
    ' \t\n\r?*<>{}[]"#%\\^|~`$&,;:/' + "".join(map(chr, (*range(32), *range(127, 160))))
)

EXECUTION_NAME: Type = with_origin(
    string_like(min_length=1, max_length=80, characters=~_FORBIDDEN_IN_NAMES),
    Origin("", "the name of the execution"),
)
"""``$$.Execution.Name``: 1 to 80 characters without white space, brackets, wildcards and some more."""

TIMESTAMP: Type = string_like(min_length=20, max_length=30, suffix="Z", characters=characters_of("0123456789-:.TZ"))
"""A time as the Context Object has it: ISO 8601 in UTC with 0, 3, 6 or 9 fraction digits."""

_ARN = string_like(prefix="arn:", min_length=20, max_length=2048)
_STATE_NAME = string_like(min_length=1, max_length=80)
_COUNT = number_between(0, None, is_integer=True)


@dataclass(frozen=True, slots=True)
class ContextFacts:
    """What of the Context Object depends on where it is read.

    Attributes:
        has_retry_count: whether the state can retry.
        has_token: whether arguments are being made for a task that waits for its token.
        item: type of the Map item, in an ItemSelector and in iterations.
        item_has_key: whether the items may be members of an object.
        is_distributed: whether the innermost Map is distributed.
        execution_input: type of the execution's input.
    """

    has_retry_count: bool = False
    has_token: bool = False
    item: Type | None = None
    item_has_key: bool = False
    is_distributed: bool = False
    execution_input: Type = UNKNOWN


def context_type(facts: ContextFacts) -> Object:
    """Return the type of the Context Object."""
    state: dict[str, Type | Field] = {
        "Name": _STATE_NAME,
        "EnteredTime": TIMESTAMP,
        "RetryCount": _COUNT if facts.has_retry_count else Field(_COUNT, is_required=False),
    }
    members: dict[str, Type | Field] = {
        "Execution": _execution(facts.execution_input),
        "StateMachine": _machine(),
        "State": object_of(state),
        "Task": Field(object_of({"Token": string_like(min_length=1, max_length=1024)}), is_required=facts.has_token),
    }
    if not facts.has_token:
        del members["Task"]
    if not facts.has_retry_count:
        del state["RetryCount"]
        members["State"] = object_of(state)
    if facts.item is not None:
        item: dict[str, Type | Field] = {"Index": _COUNT, "Value": facts.item}
        if facts.item_has_key:
            item["Key"] = Field(STRING, is_required=False)
        if facts.is_distributed:
            item["Source"] = Field(STRING, is_required=False)
        members["Map"] = object_of({"Item": object_of(item)})
    made = object_of(members)
    assert isinstance(made, Object)
    return made


def _execution(input_: Type) -> Type:
    return object_of(
        {
            "Id": _ARN,
            "Input": input_,
            "StartTime": TIMESTAMP,
            "Name": EXECUTION_NAME,
            "RoleArn": _ARN,
            "RedriveCount": Field(_COUNT, is_required=False),
            "RedriveTime": Field(TIMESTAMP, is_required=False),
        }
    )


@cache
def _machine() -> Type:
    return object_of({"Id": _ARN, "Name": string_like(min_length=1, max_length=80)})
