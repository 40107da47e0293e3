"""The Context Object: what ``$$`` (JSONPath) and ``$states.context`` (JSONata) name.

:data:`CONTEXT_FIELDS` is the table of what it can hold, for checks, completion and docs;
:func:`build_context` makes the object itself from plain arguments. Order and presence of the members follow
recordings of whole Context Objects; only the order inside ``Map.Item`` is the Developer Guide's. Source:
Developer Guide, "Accessing execution data from the Context object".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from asl.json_values import MISSING, Json, JsonObject, Missing

from .timestamps import format_timestamp

__all__ = ["CONTEXT_FIELDS", "ContextField", "MapItem", "Presence", "build_context", "find_context_field"]

Presence: TypeAlias = Literal[
    "always",
    "redrivable",
    "redriven",
    "retryable",
    "task-token",
    "map-item",
    "map-item-object",
    "distributed-map",
]
"""When a field is there.

``redrivable``: not in synchronous Express executions. ``redriven``: after a redrive. ``retryable``: in states
that have ``Retry``: Task, Parallel, Map. ``task-token``: while the arguments of an activity or a
``.waitForTaskToken`` task are made. ``map-item``: in the ItemSelector of a Map state and in its iterations;
``map-item-object``: likewise, when the items are the members of an object; ``distributed-map``: likewise, in
distributed mode.
"""


@dataclass(frozen=True, slots=True)
class ContextField:
    """One field.

    ``type`` is JSON's word for its type, or ``any``; below an ``any`` or a ``string`` nothing is listed.
    """

    path: tuple[str, ...]
    type: Literal["string", "number", "object", "any"]
    presence: Presence
    doc: str


CONTEXT_FIELDS: Final = (
    ContextField(("Execution",), "object", "always", "The execution."),
    ContextField(("Execution", "Id"), "string", "always", "ARN of the execution."),
    ContextField(("Execution", "Input"), "any", "always", "What the execution was started with."),
    ContextField(("Execution", "StartTime"), "string", "always", "When the execution started, ISO 8601 in UTC."),
    ContextField(("Execution", "Name"), "string", "always", "Name of the execution."),
    ContextField(("Execution", "RoleArn"), "string", "always", "ARN of the role that the execution acts as."),
    ContextField(("Execution", "RedriveCount"), "number", "redrivable", "How often the execution was redriven."),
    ContextField(("Execution", "RedriveTime"), "string", "redriven", "When it was redriven last, ISO 8601 in UTC."),
    ContextField(("StateMachine",), "object", "always", "The state machine."),
    ContextField(("StateMachine", "Id"), "string", "always", "ARN of the state machine."),
    ContextField(("StateMachine", "Name"), "string", "always", "Name of the state machine."),
    ContextField(("State",), "object", "always", "The state that is running."),
    ContextField(("State", "Name"), "string", "always", "Name of the state."),
    ContextField(("State", "EnteredTime"), "string", "always", "When the state was entered, ISO 8601 in UTC."),
    ContextField(("State", "RetryCount"), "number", "retryable", "Retries so far, 0 in the first attempt."),
    ContextField(("Task",), "object", "task-token", "The task that is waiting to be answered."),
    ContextField(("Task", "Token"), "string", "task-token", "Token that answers the task."),
    ContextField(("Map",), "object", "map-item", "The iteration of the Map state."),
    ContextField(("Map", "Item"), "object", "map-item", "The item of the iteration."),
    ContextField(("Map", "Item", "Index"), "number", "map-item", "Index of the item, from 0."),
    ContextField(("Map", "Item", "Key"), "string", "map-item-object", "Key of the item in the object it is from."),
    ContextField(("Map", "Item", "Value"), "any", "map-item", "The item itself."),
    ContextField(("Map", "Item", "Source"), "string", "distributed-map", "STATE_DATA, or the URI of the S3 object."),
)

_BY_PATH: Final = {field.path: field for field in CONTEXT_FIELDS}


def find_context_field(keys: Sequence[str | int]) -> ContextField | None:
    """Return the field that a definite path below ``$$`` leads to or into; ``None``: there is none.

    >>> find_context_field(("Execution", "Input", "a", 0)).path, find_context_field(("Execution", "Foo"))
    (('Execution', 'Input'), None)
    """
    for length in range(len(keys), 0, -1):
        field = _BY_PATH.get(tuple(keys[:length]))  # type: ignore[arg-type]  # a path with an index just is not there
        if field is not None:
            return field if length == len(keys) or field.type == "any" else None
    return None


@dataclass(slots=True)
class MapItem:
    """The item that an iteration of a Map state works on. Nobody changes it; making a frozen one takes longer."""

    index: int
    value: Json
    key: str | Missing = MISSING
    source: str | Missing = MISSING


def build_context(
    *,
    execution_id: str,
    execution_input: Json,
    execution_name: str,
    role_arn: str | None,
    start_ms: int,
    state_machine_id: str,
    state_machine_name: str,
    state_name: str,
    entered_ms: int,
    redrive_count: int | Missing = 0,
    redrive_ms: int | Missing = MISSING,
    retry_count: int | Missing = MISSING,
    task_token: str | Missing = MISSING,
    map_item: MapItem | Missing = MISSING,
    is_express: bool = False,
) -> JsonObject:
    """Return the Context Object; an argument that is ``MISSING`` leaves its field out.

    Times are milliseconds since the epoch. An Express execution writes its members in another order, as the
    recordings show.
    """
    execution: JsonObject = {"Id": execution_id, "Input": execution_input}
    if not is_express:
        execution["StartTime"] = format_timestamp(start_ms)
    execution["Name"] = execution_name
    execution["RoleArn"] = role_arn
    if is_express:
        execution["StartTime"] = format_timestamp(start_ms)
    if redrive_count is not MISSING:
        execution["RedriveCount"] = redrive_count
    if redrive_ms is not MISSING:
        execution["RedriveTime"] = format_timestamp(redrive_ms)
    state: JsonObject = {"Name": state_name, "EnteredTime": format_timestamp(entered_ms)}
    if retry_count is not MISSING:
        state["RetryCount"] = retry_count
    context: JsonObject = {
        "Execution": execution,
        "StateMachine": {"Id": state_machine_id, "Name": state_machine_name},
        "State": state,
    }
    if task_token is not MISSING:
        context["Task"] = {"Token": task_token}
    if map_item is not MISSING:
        context["Map"] = {"Item": dict(_iter_item_members(map_item))}
    return context


def _iter_item_members(item: MapItem) -> Iterator[tuple[str, Json]]:
    yield "Index", item.index
    if item.key is not MISSING:
        yield "Key", item.key
    yield "Value", item.value
    if item.source is not MISSING:
        yield "Source", item.source
