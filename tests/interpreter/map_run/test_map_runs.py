"""Map Runs: children of both types, thresholds over batches, what is counted, kept, aborted and too large."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interpreter import Execution, Failed, Limits, MapRun, MemoryStore, Stop, Succeeded
from interpreter.behaviour import behaviour_on
from tests.interpreter.machines import LAMBDA, Replies, run_states, shape

PASS = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
WORK = {
    "StartAt": "Work",
    "States": {
        "Work": {
            "Type": "Task",
            "Resource": LAMBDA,
            "Parameters": {"FunctionName": "f", "Payload.$": "$"},
            "End": True,
        }
    },
}
LOST = Failed("E", "c", delay_ms=1000)
COUNTS = ("running", "succeeded", "failed", "aborted", "pending", "total")


def distributed(processor: dict[str, Any], kind: str = "STANDARD", **fields: Any) -> tuple[str, dict[str, Any]]:
    config = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": kind}}
    return "M", {"Type": "Map", "ItemProcessor": {**config, **processor}, **fields}


def only_map_run(execution: Execution) -> MapRun:
    (map_run,) = execution.map_runs.values()
    return map_run


def counts(map_run: MapRun, which: str = "executionCounts") -> dict[str, int]:
    described = map_run.describe()[which]
    return {name: described[name] for name in COUNTS if described[name]}


@pytest.mark.parametrize("kind", ["STANDARD", "EXPRESS"])
def test_children_have_the_arn_of_their_type(kind: str) -> None:
    execution = run_states(distributed(PASS, kind, Label="kids"), data=[1])
    map_run = only_map_run(execution)
    (child,) = map_run
    prefix = f"arn:aws:states:us-east-1:123456789012:{'express' if kind == 'EXPRESS' else 'execution'}"
    assert child.arn.startswith(f"{prefix}:StateMachine/kids:{child.name}")
    assert child.arn.count(":") == (8 if kind == "EXPRESS" else 7)
    assert map_run.state_machine_arn == child.facts.state_machine_arn


def test_the_children_of_children_are_named_after_both_maps() -> None:
    inner = distributed(PASS, Label="in", End=True)[1]
    execution = run_states(distributed({"StartAt": "N", "States": {"N": inner}}, Label="out"), data=[[1]])
    (child,) = only_map_run(execution)
    (grandchild,) = only_map_run(child)
    assert grandchild.facts.state_machine_arn.endswith(":stateMachine:StateMachine/out/in")
    assert execution.output == [[1]]


def test_an_object_is_gone_through_member_by_member() -> None:
    selector = {"k.$": "$$.Map.Item.Key", "v.$": "$$.Map.Item.Value", "s.$": "$$.Map.Item.Source"}
    data = {"things": {"a": 1, "b": 2}}
    execution = run_states(distributed(PASS, ItemsPath="$.things", ItemSelector=selector), data=data)
    assert execution.output == [{"k": "a", "v": 1, "s": "STATE_DATA"}, {"k": "b", "v": 2, "s": "STATE_DATA"}]
    plain = run_states(distributed(PASS, ItemsPath="$.things"), data=data)
    assert plain.output == [{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}]
    assert plain.history.events[2].value == 2
    before = run_states(distributed(PASS, ItemsPath="$.things"), data=data, behaviour=behaviour_on("2024-06-01"))
    assert before.error == "States.Runtime"


def test_a_child_sees_its_item_and_a_batch_sees_none() -> None:
    tell = {"StartAt": "T", "States": {"T": {"Type": "Pass", "Parameters": {"i.$": "$$.Map"}, "End": True}}}
    assert run_states(distributed(tell), data=["x"]).output == [
        {"i": {"Item": {"Index": 0, "Value": "x", "Source": "STATE_DATA"}}}
    ]
    batch = run_states(distributed(tell, ItemBatcher={"MaxItemsPerBatch": 2}), data=["x"])
    assert batch.error == "States.ExceedToleratedFailureThreshold", "$$.Map is not there"


THRESHOLDS: dict[str, tuple[dict[str, Any], bool]] = {
    "a batch of two fails as two": ({"ToleratedFailureCount": 1}, False),
    "two are tolerated": ({"ToleratedFailureCount": 2}, True),
    "half of four": ({"ToleratedFailurePercentage": 50}, True),
    "less than half": ({"ToleratedFailurePercentage": 49.9}, False),
}


@pytest.mark.parametrize("name", THRESHOLDS)
@pytest.mark.parametrize("is_read", [False, True], ids=["in the data", "read"])
def test_thresholds_count_items(name: str, *, is_read: bool) -> None:
    fields, is_tolerated = THRESHOLDS[name]
    reader = {"ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}}
    execution = run_states(
        distributed(WORK, ItemBatcher={"MaxItemsPerBatch": 2}, **fields, **(reader if is_read else {})),
        data=[1, 2, 3, 4],
        backend=Replies(LOST, Succeeded("ok")),
        objects=MemoryStore({"b": {"k": "[1, 2, 3, 4]"}}),
    )
    assert (execution.error is None) is is_tolerated
    assert execution.error in (None, "States.ExceedToleratedFailureThreshold")
    assert counts(only_map_run(execution), "itemCounts") == {"succeeded": 2, "failed": 2, "total": 4}


def test_siblings_of_too_many_failures_are_aborted_and_kept() -> None:
    backend = Replies(Succeeded(1), LOST, Succeeded(3, delay_ms=9000))
    execution = run_states(distributed(WORK, MaxConcurrency=2), data=[1, 2, 3, 4], backend=backend)
    map_run = only_map_run(execution)
    assert [child.status.value for child in map_run] == ["SUCCEEDED", "FAILED", "ABORTED"]
    assert shape(map_run[2])[-1] == "ExecutionAborted(5<-0)"
    assert counts(map_run) == {"succeeded": 1, "failed": 1, "aborted": 1, "pending": 1, "total": 4}
    assert (map_run.status, map_run.stop_ms) == ("FAILED", execution.stop_ms)
    assert execution.duration_ms == 1000


def test_what_is_left_of_a_file_is_not_read_for_a_map_run_that_has_failed() -> None:
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSONL"},
        "Parameters": {"Bucket": "b", "Key": "k"},
    }
    writer = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out"}}
    for fields, pending in (({}, 0), ({"ResultWriter": writer}, 1)):
        execution = run_states(
            distributed(WORK, MaxConcurrency=1, ItemReader=reader, **fields),
            backend=Replies(LOST),
            objects=MemoryStore({"b": {"k": "1\n2\nno JSON\n"}}),
        )
        assert execution.error == "States.ExceedToleratedFailureThreshold", "not that the third line is no JSON"
        assert only_map_run(execution).execution_counts.pending == pending


def test_a_stopped_execution_aborts_its_map_run_and_the_children() -> None:
    execution = run_states(
        distributed(WORK), data=[1], backend=Replies(Succeeded(1, delay_ms=9000)), stop=Stop(after_ms=1000)
    )
    map_run = only_map_run(execution)
    assert (execution.status.value, map_run.status) == ("ABORTED", "ABORTED")
    assert counts(map_run) == {"aborted": 1, "total": 1}


def test_describe_map_run() -> None:
    fields = {"MaxConcurrency": 3, "ToleratedFailureCount": 2, "ToleratedFailurePercentage": 5}
    execution = run_states(distributed(PASS, **fields), data=[1, 2])
    described = only_map_run(execution).describe()
    numbers = dict.fromkeys(["pending", "running", "failed", "timedOut", "aborted"], 0)
    counted = {**numbers, "succeeded": 2, "total": 2, "resultsWritten": 2}
    assert described == {
        "mapRunArn": only_map_run(execution).arn,
        "executionArn": execution.arn,
        "status": "SUCCEEDED",
        "startDate": "2026-01-01T00:00:00Z",
        "stopDate": "2026-01-01T00:00:00Z",
        "maxConcurrency": 3,
        "toleratedFailureCount": 2,
        "toleratedFailurePercentage": 5.0,
        "itemCounts": counted,
        "executionCounts": counted,
    }


def test_children_are_kept_up_to_a_number_and_counted_beyond() -> None:
    execution = run_states(distributed(PASS), data=[0] * 30, keep_children=4)
    assert (len(only_map_run(execution)), counts(only_map_run(execution))) == (4, {"succeeded": 30, "total": 30})
    many = run_states(distributed(PASS, ItemBatcher={"MaxItemsPerBatch": 30}), data=[0] * 90, keep_children=4)
    assert len(only_map_run(many)) == 1, "batches of thirty count as more than one child of ten items each"
    assert len(only_map_run(run_states(distributed(PASS), data=[1], keep_children=0))) == 0


@pytest.mark.parametrize(("limit", "is_small_enough"), [(11, True), (10, False)])
def test_a_result_that_is_too_large_fails_the_map_run(limit: int, *, is_small_enough: bool) -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}
    execution = run_states(
        distributed(PASS, ItemReader=reader),
        data=0,
        objects=MemoryStore({"b": {"k": '["abc","de"]'}}),
        limits=Limits(payload_bytes=limit + 1),
    )
    if is_small_enough:
        assert execution.output == ["abc", "de"]
        return
    assert execution.error == "States.DataLimitExceeded"
    assert execution.cause == (
        "The state/task 'M' returned a result with a size exceeding the maximum number of bytes service limit."
    )
    assert [text.split("(")[0] for text in shape(execution)[-3:]] == [
        "MapRunFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_an_item_that_no_child_can_take_fails_the_map_run() -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}
    for fields in ({}, {"ItemBatcher": {"MaxItemsPerBatch": 5}}):
        execution = run_states(
            distributed(PASS, ItemReader=reader, **fields),
            objects=MemoryStore({"b": {"k": json.dumps(["x" * 300])}}),
            limits=Limits(payload_bytes=200),
        )
        assert execution.error == "States.DataLimitExceeded"
        assert only_map_run(execution).status == "FAILED"


def test_a_selector_that_fails_on_the_way_is_told_by_the_map_run() -> None:
    execution = run_states(
        distributed(PASS, ItemSelector={"x.$": "States.MathAdd($$.Map.Item.Value, 1)"}), data=[1, "x"]
    )
    assert [text.split("(")[0] for text in shape(execution)[3:]] == [
        "MapRunStarted",
        "MapRunFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_concurrency_is_read_after_the_start() -> None:
    state = distributed(PASS, ItemsPath="$.items", MaxConcurrencyPath="$.n")
    execution = run_states(state, data={"items": [1], "n": "x"})
    cause = 'The MaxConcurrencyPath field refers to value "x" which is not a valid integer: $.n'
    assert str(execution.cause).endswith(cause)
    assert shape(execution)[2:] == ["MapStateStarted(3<-2)", "ExecutionFailed(4<-3)"]


def test_a_retry_is_a_map_run_of_its_own() -> None:
    execution = run_states(
        distributed(WORK, Retry=[{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1}]),
        data=[1],
        backend=Replies(LOST, Succeeded("ok")),
    )
    assert execution.output == ["ok"]
    assert [map_run.status for map_run in execution.map_runs.values()] == ["FAILED", "SUCCEEDED"]
