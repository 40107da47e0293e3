"""What gathers the results of child executions while they end, and the shapes that a result can take.

``NONE`` tells all that DescribeExecution tells of the child, ``COMPACT`` its output alone, ``FLATTEN`` the elements of
an output that is an array. A child that did not succeed is told in full whatever was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from asl.expr.timestamps import format_timestamp
from asl.json_values import Json, JsonObject, compact

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["Results", "Transformation", "iter_results", "pending_entry", "result_entry"]

Transformation: TypeAlias = Literal["NONE", "COMPACT", "FLATTEN"]


class Results(Protocol):
    """Takes results in the order in which child executions end."""

    @property
    def takes_pending(self) -> bool:
        """Whether the inputs of child executions that never begin are wanted as well."""
        ...

    def add(self, index: int, execution: Execution) -> None:
        """Take the result of the child execution with that index."""
        ...

    def add_pending(self, data: Json) -> None:
        """Take the input of a child execution that never began, because the Map Run failed before."""
        ...

    def finish(self) -> Json:
        """Return the result of the Map state.

        Raises:
            StateFailure: it is larger than the service takes.
            ResultWriterFailed: it cannot be written.
        """
        ...


def iter_results(execution: Execution, transformation: Transformation) -> Iterator[Json]:
    """Yield what a child execution adds to the results."""
    if execution.status.value != "SUCCEEDED" or transformation == "NONE":
        yield result_entry(execution)
    elif transformation == "FLATTEN" and isinstance(execution.output, list):
        yield from execution.output
    else:
        yield execution.output


def result_entry(execution: Execution) -> JsonObject:
    """Return all that is told of a child execution; input and output are JSON text."""
    status, facts = execution.status.value, execution.facts
    entry: JsonObject = {}
    if execution.cause is not None:
        entry["Cause"] = execution.cause
    if execution.error is not None:
        entry["Error"] = execution.error
    entry |= {"ExecutionArn": execution.arn, **_payload("Input", execution.input), "Name": execution.name}
    has_succeeded = status == "SUCCEEDED"
    if has_succeeded:
        entry |= _payload("Output", execution.output)
    is_express = ":express:" in execution.arn
    entry["RedriveCount"] = 0
    entry["RedriveStatus"] = "NOT_REDRIVABLE" if has_succeeded or is_express else "REDRIVABLE_BY_MAP_RUN"
    if has_succeeded:
        entry["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
    return entry | {
        "StartDate": format_timestamp(facts.start_ms),
        "StateMachineArn": facts.state_machine_arn,
        "Status": status,
        "StopDate": format_timestamp(execution.stop_ms),
    }


def pending_entry(data: Json) -> JsonObject:
    """Return what is told of a child execution that never began."""
    return {**_payload("Input", data), "Status": "PENDING"}


def _payload(name: str, value: Json) -> JsonObject:
    return {name: compact(value), f"{name}Details": {"Included": True}}
