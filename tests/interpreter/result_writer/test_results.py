"""ResultWriter: the shapes of results, in the state's output and in files, and the manifest that lists them."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from interpreter import Execution, Failed, MemoryStore, Succeeded
from interpreter.objects import ObjectStoreError
from interpreter.result_writer import WriterTarget, WrittenResults
from tests.interpreter.machines import Replies, run_states, shape
from tests.interpreter.map_run.test_map_runs import LOST, WORK, distributed, only_map_run

PUT = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "jobs"}}
REPLIES = (Succeeded([1, 2]), Failed("E", "c"), Succeeded("x"))


def write(writer: dict[str, Any], *replies: Any, **fields: Any) -> tuple[Execution, MemoryStore]:
    store = MemoryStore()
    execution = run_states(
        distributed(WORK, Label="L", ResultWriter=writer, **{"ToleratedFailureCount": 1, **fields}),
        data=["a", "b", "c"],
        backend=Replies(*(replies or REPLIES)),
        objects=store,
    )
    return execution, store


def files(execution: Execution, store: MemoryStore) -> dict[str, Any]:
    """Return what was written, by file name; the folder is that of the Map Run."""
    folder = f"jobs/{only_map_run(execution).arn.rsplit(':', 1)[1]}/"
    assert all(key.startswith(folder) for key in store.keys("out"))
    return {key.removeprefix(folder): store.read("out", key).decode() for key in store.keys("out")}


def test_the_output_tells_where_the_results_are() -> None:
    execution, store = write(PUT)
    map_run = only_map_run(execution)
    folder = f"jobs/{map_run.arn.rsplit(':', 1)[1]}"
    assert execution.output == {
        "MapRunArn": map_run.arn,
        "ResultWriterDetails": {"Bucket": "out", "Key": f"{folder}/manifest.json"},
    }
    written = files(execution, store)
    assert json.loads(written["manifest.json"]) == {
        "DestinationBucket": "out",
        "MapRunArn": map_run.arn,
        "ResultFiles": {
            "FAILED": [{"Key": f"{folder}/FAILED_0.json", "Size": len(written["FAILED_0.json"])}],
            "PENDING": [],
            "SUCCEEDED": [{"Key": f"{folder}/SUCCEEDED_0.json", "Size": len(written["SUCCEEDED_0.json"])}],
        },
    }


def test_a_result_in_full() -> None:
    execution, store = write(PUT)
    written = files(execution, store)
    first, lost = json.loads(written["SUCCEEDED_0.json"])[0], json.loads(written["FAILED_0.json"])[0]
    child = next(child for child in only_map_run(execution) if child.input == "a")
    shared = {
        "InputDetails": {"Included": True},
        "RedriveCount": 0,
        "StartDate": "2026-01-01T00:00:00Z",
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:StateMachine/L",
        "StopDate": "2026-01-01T00:00:00Z",
    }
    assert first == {
        **shared,
        "ExecutionArn": child.arn,
        "Input": '"a"',
        "Name": child.name,
        "Output": "[1,2]",
        "OutputDetails": {"Included": True},
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "Status": "SUCCEEDED",
    }
    assert lost == {
        **shared,
        "Cause": "c",
        "Error": "E",
        "ExecutionArn": lost["ExecutionArn"],
        "Input": '"b"',
        "Name": lost["Name"],
        "RedriveStatus": "REDRIVABLE_BY_MAP_RUN",
        "Status": "FAILED",
    }


SHAPES: dict[str, tuple[dict[str, str], str]] = {
    "COMPACT": ({"Transformation": "COMPACT"}, '[[1,2],"x"]'),
    "FLATTEN": ({"Transformation": "FLATTEN"}, '[1,2,"x"]'),
    "COMPACT lines": ({"Transformation": "COMPACT", "OutputType": "JSONL"}, '[1,2]\n"x"\n'),
    "FLATTEN lines": ({"Transformation": "FLATTEN", "OutputType": "JSONL"}, '1\n2\n"x"\n'),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_files(name: str) -> None:
    config, text = SHAPES[name]
    execution, store = write({**PUT, "WriterConfig": config})
    ending = config.get("OutputType", "JSON").lower()
    written = files(execution, store)
    assert sorted(written) == [f"FAILED_0.{ending}", f"SUCCEEDED_0.{ending}", "manifest.json"]
    assert written[f"SUCCEEDED_0.{ending}"] == text
    assert '"Status":"FAILED"' in written[f"FAILED_0.{ending}"], "told in full whatever was asked for"


@pytest.mark.parametrize("name", ["COMPACT", "FLATTEN"])
def test_shapes_of_the_output_without_files(name: str) -> None:
    config, text = SHAPES[name]
    execution, store = write({"WriterConfig": {"OutputType": "JSON", **config}})
    assert isinstance(execution.output, list)
    lost = execution.output[-2]
    assert isinstance(lost, dict)
    assert [value for value in execution.output if value is not lost] == json.loads(text)
    assert (lost["Status"], store.keys("out")) == ("FAILED", ())


def test_everything_in_the_output() -> None:
    execution, _ = write({"WriterConfig": {"Transformation": "NONE", "OutputType": "JSON"}})
    assert [told["Status"] for told in execution.output] == ["SUCCEEDED", "FAILED", "SUCCEEDED"]  # type: ignore[union-attr,call-overload,index]


def test_a_failed_map_run_writes_what_there_is() -> None:
    execution, store = write(PUT, Succeeded(1), LOST, ToleratedFailureCount=0, MaxConcurrency=1)
    assert execution.error == "States.ExceedToleratedFailureThreshold"
    written = files(execution, store)
    assert sorted(written) == ["FAILED_0.json", "PENDING_0.json", "SUCCEEDED_0.json", "manifest.json"]
    assert json.loads(written["PENDING_0.json"]) == [
        {"Input": '"c"', "InputDetails": {"Included": True}, "Status": "PENDING"}
    ]


class Refusing(MemoryStore):
    def put(self, bucket: str, key: str, body: Any) -> None:
        raise ObjectStoreError("AccessDenied", "Access Denied")


@pytest.mark.parametrize(
    ("parameters", "cause"),
    [
        ({"Bucket": "out"}, "Access Denied (Service: Amazon S3; Error Code: AccessDenied)"),
        ({}, "The ResultWriter needs the text argument Bucket"),
    ],
)
def test_results_that_cannot_be_written_fail_the_map_run(parameters: dict[str, str], cause: str) -> None:
    writer = {**PUT, "Parameters": parameters}
    execution = run_states(distributed(WORK, ResultWriter=writer), data=[1], objects=Refusing())
    assert (execution.error, execution.cause) == ("States.ResultWriterFailed", cause)
    assert [text.split("(")[0] for text in shape(execution)[-3:]] == [
        "MapRunFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_results_go_into_another_file_once_one_is_full() -> None:
    store = MemoryStore()
    target = WriterTarget("out", "", "NONE", "JSONL")
    results = WrittenResults(store, target, "arn:x:map:id", max_file_bytes=60)
    for number in range(3):
        results.add_pending(number)
    results.finish()
    assert store.keys("out") == ("id/PENDING_0.jsonl", "id/PENDING_1.jsonl", "id/PENDING_2.jsonl", "id/manifest.json")


def test_a_second_map_reads_what_the_first_wrote() -> None:
    first = distributed(
        WORK, ResultWriter={**PUT, "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"}}
    )[1]
    reader = {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "out", "Prefix": "jobs/"}}
    second = distributed({"StartAt": "J", "States": {"J": {"Type": "Pass", "End": True}}}, ItemReader=reader)[1]
    second["ItemSelector"] = {"size.$": "$$.Map.Item.Value.Size"}
    execution = run_states(("M", first), ("N", second), data=[1], backend=Replies(Succeeded("abc")))
    assert execution.output[0] == {"size": len('["abc"]')}  # type: ignore[index,call-overload]


def test_a_stream_that_is_put_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"12")
    stream.read(1)
    store = MemoryStore()
    store.put("b", "k", stream)
    assert store.read("b", "k") == b"2"
