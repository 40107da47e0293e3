"""Codes for the values of plain fields."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"


def _task(**fields: Json) -> JsonObject:
    return machine(states={"Work": {"Type": "Task", "Resource": _FUNCTION, **fields, "End": True}})


def _wait(**fields: Json) -> JsonObject:
    return machine(states={"Pause": {"Type": "Wait", **fields, "End": True}})


def _map(**fields: Json) -> JsonObject:
    processor: JsonObject = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Work",
        "States": {"Work": {"Type": "Pass", "End": True}},
    }
    return machine(states={"Each": {"Type": "Map", **fields, "ItemProcessor": processor, "End": True}})


ENTRIES = (
    CodeEntry(
        code="ASL301",
        name="timeout-range",
        explanation=(
            "A timeout or heartbeat of a Task is a whole number of seconds from 1 to 99999999, about three years. "
            "The service refuses others. To wait without a limit leave the field out."
        ),
        bad=_task(TimeoutSeconds=0),
        good=_task(TimeoutSeconds=60),
    ),
    CodeEntry(
        code="ASL302",
        name="heartbeat-not-less-than-timeout",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The specification asks for a heartbeat that is shorter than the timeout. As it stands, the timeout "
            "always comes first and the heartbeat does nothing. Make it shorter, or remove it."
        ),
        bad=_task(TimeoutSeconds=60, HeartbeatSeconds=60),
        good=_task(TimeoutSeconds=60, HeartbeatSeconds=20),
    ),
    CodeEntry(
        code="ASL303",
        name="wait-range",
        explanation=(
            "A Wait takes from 0 to 99999999 seconds. The service refuses less and more. For a longer time use "
            "Timestamp."
        ),
        bad=_wait(Seconds=-1),
        good=_wait(Seconds=10),
    ),
    CodeEntry(
        code="ASL304",
        name="wait-timing-count",
        explanation=(
            "A Wait state says in exactly one way how long it waits: Seconds, SecondsPath, Timestamp or "
            "TimestampPath. The service refuses none and more than one. Keep one of them."
        ),
        bad=_wait(Seconds=10, Timestamp="2030-01-31T12:00:00Z"),
        good=_wait(Timestamp="2030-01-31T12:00:00Z"),
    ),
    CodeEntry(
        code="ASL305",
        name="timestamp-format",
        explanation=(
            "A literal Timestamp is RFC 3339 with a capital T between date and time and a capital Z at the end; the "
            "service takes no other offset here. Write the time in UTC."
        ),
        bad=_wait(Timestamp="2030-01-31 12:00"),
        good=_wait(Timestamp="2030-01-31T12:00:00Z"),
    ),
    CodeEntry(
        code="ASL307",
        name="max-concurrency-range",
        explanation=(
            "MaxConcurrency is 0, which leaves the number to the service, or more. A negative number means nothing "
            "and is refused. Use 0 or a positive number."
        ),
        bad=_map(MaxConcurrency=-1),
        good=_map(MaxConcurrency=10),
    ),
    CodeEntry(
        code="ASL308",
        name="tolerated-range",
        explanation=(
            "ToleratedFailurePercentage is a share from 0 to 100, ToleratedFailureCount a number from 0. The service "
            "refuses anything else. Correct the number."
        ),
        bad=_map(ToleratedFailurePercentage=101),
        good=_map(ToleratedFailurePercentage=5),
    ),
    CodeEntry(
        code="ASL309",
        name="exclusive-fields",
        explanation=(
            "Two fields give the same setting, usually a literal and its Path twin. The service refuses to choose. "
            "Keep one of them."
        ),
        bad=machine(states={"Give up": {"Type": "Fail", "Error": "Late", "ErrorPath": "$.error"}}),
        good=machine(states={"Give up": {"Type": "Fail", "ErrorPath": "$.error"}}),
    ),
    CodeEntry(
        code="ASL310",
        name="fail-path-type",
        explanation=(
            "ErrorPath and CausePath must give a string, and of the intrinsic functions they take only those that "
            "the developer guide lists for them. Make the text with States.Format or States.JsonToString, or in an "
            "earlier state."
        ),
        bad=machine(states={"Give up": {"Type": "Fail", "CausePath": "States.Array(1)"}}),
        good=machine(states={"Give up": {"Type": "Fail", "CausePath": "States.Format('{} failed', $.name)"}}),
    ),
    CodeEntry(
        code="ASL311",
        name="max-input-bytes",
        explanation=(
            "A batch is the input of a child execution, and an input has at most 262144 bytes. The service refuses a "
            "larger limit. Use 262144 or less."
        ),
        bad=_map(ItemBatcher={"MaxInputBytesPerBatch": 300_000}),
        good=_map(ItemBatcher={"MaxInputBytesPerBatch": 200_000}),
    ),
    CodeEntry(
        code="ASL312",
        name="number-range",
        explanation=(
            "The number is outside the range that the field allows. The service refuses it. Use a number inside the "
            "range that the message names."
        ),
        bad=_map(ItemBatcher={"MaxItemsPerBatch": 0}),
        good=_map(ItemBatcher={"MaxItemsPerBatch": 100}),
    ),
)
