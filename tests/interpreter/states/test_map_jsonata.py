"""Map states in JSONata: expressions in every field of reader, batcher, writer and thresholds, and their failures."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Execution, MemoryStore
from tests.interpreter.machines import run_states, shape

PASS = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
INLINE = {"ItemProcessor": PASS}
DISTRIBUTED = {"ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **PASS}}
READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "JSON", "MaxItems": "{% $states.input.n %}"},
    "Arguments": {"Bucket": "{% $states.input.bucket %}", "Key": "k"},
}


def jsonata(mode: dict[str, Any], data: Any = None, **fields: Any) -> Execution:
    state = {"Type": "Map", "QueryLanguage": "JSONata", **mode, **fields}
    return run_states(("M", state), data=data, objects=MemoryStore({"b": {"k": '{"rows": [1, 2, 3]}'}}))


ITEMS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "an expression": ({"Items": "{% $states.input.x %}"}, {"x": [1, 2]}, [1, 2]),
    "a list with expressions": ({"Items": [1, "{% $states.input.x %}"]}, {"x": [2]}, [1, [2]]),
    "the input": ({}, [3], [3]),
    "ItemSelector": (
        {
            "Items": ["a", "b"],
            "ItemSelector": {"v": "{% $states.context.Map.Item.Value & $states.input.x %}", "k": 1},
        },
        {"x": "!"},
        [{"v": "a!", "k": 1}, {"v": "b!", "k": 1}],
    ),
    "MaxConcurrency": ({"Items": [1], "MaxConcurrency": "{% $states.input.n %}"}, {"n": 2}, [1]),
    "Output": ({"Items": [1, 2], "Output": "{% $sum($states.result) %}"}, {}, 3),
}


@pytest.mark.parametrize("mode", [INLINE, DISTRIBUTED], ids=["inline", "distributed"])
@pytest.mark.parametrize("name", ITEMS)
def test_items(name: str, mode: dict[str, Any]) -> None:
    fields, data, expected = ITEMS[name]
    assert jsonata(mode, data, **fields).output == expected


DISTRIBUTED_ONLY: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "an object": ({"Items": {"a": "{% 1 + 1 %}"}}, {}, [{"Key": "a", "Value": 2}]),
    "an object from an expression": ({"Items": "{% $states.input %}"}, {"a": 1}, [{"Key": "a", "Value": 1}]),
    "the input, an object": ({}, {"a": 1}, [{"Key": "a", "Value": 1}]),
    "key and source": (
        {
            "Items": {"a": 1},
            "ItemSelector": "{% $states.context.Map.Item.Key & ' ' & $states.context.Map.Item.Source %}",
        },
        {},
        ["a STATE_DATA"],
    ),
    "ItemReader": (
        {
            "ItemReader": {
                **READER,
                "ReaderConfig": {**READER["ReaderConfig"], "ItemsPointer": "{% $states.input.at %}"},  # type: ignore[dict-item]
            }
        },
        {"bucket": "b", "n": 2, "at": "/rows"},
        [1, 2],
    ),
    "ItemBatcher": (
        {
            "Items": [1, 2, 3],
            "ItemBatcher": {
                "MaxItemsPerBatch": "{% $states.input.n %}",
                "BatchInput": {"n": "{% $states.input.n %}", "at": "{% $states.context.State.Name %}"},
            },
        },
        {"n": 2},
        [
            {"BatchInput": {"n": 2, "at": "M"}, "Items": [1, 2]},
            {"BatchInput": {"n": 2, "at": "M"}, "Items": [3]},
        ],
    ),
    "MaxInputBytesPerBatch": (
        {"Items": [1, 2], "ItemBatcher": {"MaxInputBytesPerBatch": "{% 5 + 8 %}"}},
        {},
        [{"Items": [1]}, {"Items": [2]}],
    ),
    "thresholds": (
        {
            "Items": [1],
            "ToleratedFailureCount": "{% $states.input.n %}",
            "ToleratedFailurePercentage": "{% $states.input.n / 4 %}",
        },
        {"n": 2},
        [1],
    ),
}


@pytest.mark.parametrize("name", DISTRIBUTED_ONLY)
def test_distributed(name: str) -> None:
    fields, data, expected = DISTRIBUTED_ONLY[name]
    assert jsonata(DISTRIBUTED, data, **fields).output == expected


def test_result_writer() -> None:
    writer = {
        "Resource": "arn:aws:states:::s3:putObject",
        "Arguments": {"Bucket": "{% $states.input.bucket %}", "Prefix": "p"},
    }
    output = jsonata(DISTRIBUTED, {"bucket": "out"}, Items=[1], ResultWriter=writer).output
    assert isinstance(output, dict)
    details = output["ResultWriterDetails"]
    assert isinstance(details, dict)
    assert (details["Bucket"], str(details["Key"])[:2]) == ("out", "p/")


FAILURES: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "an object, inline": (INLINE, {"Items": "{% {'a': 1} %}"}, "Items", "Expected 'array', but was 'object'"),
    "a number, distributed": (DISTRIBUTED, {"Items": "{% 1 %}"}, "Items", "but was 'number' for value: 1"),
    "concurrency": (DISTRIBUTED, {"Items": [1], "MaxConcurrency": "{% 'x' %}"}, "MaxConcurrency", "Expected 'number'"),
    "a share above 100": (
        DISTRIBUTED,
        {"Items": [1], "ToleratedFailurePercentage": "{% 101 %}"},
        "ToleratedFailurePercentage",
        "between 0 and 100",
    ),
    "a batch of none": (
        DISTRIBUTED,
        {"Items": [1], "ItemBatcher": {"MaxItemsPerBatch": "{% 0 %}"}},
        "ItemBatcher/MaxItemsPerBatch",
        "at least 1",
    ),
    "arguments of the reader": (
        DISTRIBUTED,
        {"ItemReader": {**READER, "Arguments": {"Bucket": "{% $nope %}", "Key": "k"}}},
        "ItemReader/Arguments/Bucket",
        "returned nothing (undefined)",
    ),
    "BatchInput": (
        DISTRIBUTED,
        {"Items": [1], "ItemBatcher": {"MaxItemsPerBatch": 1, "BatchInput": {"a": "{% $nope %}"}}},
        "ItemBatcher/BatchInput/a",
        "returned nothing (undefined)",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_name_the_field(name: str) -> None:
    mode, fields, location, reason = FAILURES[name]
    execution = jsonata(mode, {}, **fields)
    assert execution.error == "States.QueryEvaluationError"
    assert f"specified for the field '{location}'" in str(execution.cause)
    assert reason in str(execution.cause)
    told = next(event for event in execution.history if event.type == "EvaluationFailed")
    assert told.extra == location
    assert [text.split("(")[0] for text in shape(execution)[-3:]] == [
        "EvaluationFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_a_selector_that_fails_is_told_by_the_map_run_too() -> None:
    execution = jsonata(DISTRIBUTED, {}, Items=[1], ItemSelector="{% $nope %}")
    assert [text.split("(")[0] for text in shape(execution)[3:]] == [
        "MapRunStarted",
        "EvaluationFailed",
        "MapRunFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]
