"""ItemBatcher: what a batch holds, and that no item is lost, moved or split off for nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.json_values import size_bytes
from interpreter import Execution
from interpreter.map_run.batches import Batching, iter_batches
from tests.interpreter.machines import run_states
from tests.strategies import json_values

PASS = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **PASS}


def batched(batcher: dict[str, Any], data: Any, **fields: Any) -> Execution:
    state = {"Type": "Map", "ItemProcessor": DISTRIBUTED, "ItemBatcher": batcher, **fields}
    return run_states(("M", state), data=data)


BATCHES: dict[str, tuple[dict[str, Any], dict[str, Any], Any]] = {
    "by number": ({"MaxItemsPerBatch": 2}, {}, [{"Items": [1, 2]}, {"Items": [3]}]),
    "by number in the data": ({"MaxItemsPerBatchPath": "$.n"}, {}, [{"Items": [1, 2]}, {"Items": [3]}]),
    "by bytes": ({"MaxInputBytesPerBatch": len('{"Items":[1,2]}')}, {}, [{"Items": [1, 2]}, {"Items": [3]}]),
    "by one byte less": ({"MaxInputBytesPerBatch": 14}, {}, [{"Items": [1]}, {"Items": [2]}, {"Items": [3]}]),
    "by bytes in the data": ({"MaxInputBytesPerBatchPath": "$.bytes"}, {}, [{"Items": [1, 2, 3]}]),
    "an item larger than a batch": ({"MaxInputBytesPerBatch": 1}, {}, [{"Items": [1]}, {"Items": [2]}, {"Items": [3]}]),
    "whatever is less": (
        {"MaxItemsPerBatch": 1, "MaxInputBytesPerBatch": 999},
        {},
        [{"Items": [1]}, {"Items": [2]}, {"Items": [3]}],
    ),
    "with what all get": (
        {"MaxItemsPerBatch": 9, "BatchInput": {"n.$": "$.n", "c": 1}},
        {},
        [{"BatchInput": {"n": 2, "c": 1}, "Items": [1, 2, 3]}],
    ),
    "after the selector": (
        {"MaxItemsPerBatch": 9},
        {"ItemSelector": {"v.$": "$$.Map.Item.Value", "n.$": "$.n"}},
        [{"Items": [{"v": 1, "n": 2}, {"v": 2, "n": 2}, {"v": 3, "n": 2}]}],
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_batches(name: str) -> None:
    batcher, fields, expected = BATCHES[name]
    data = {"items": [1, 2, 3], "n": 2, "bytes": 100}
    assert batched(batcher, data, ItemsPath="$.items", **fields).output == expected


def test_the_input_that_all_batches_get_counts_too() -> None:
    both = len('{"BatchInput":{"c":1},"Items":[1,2]}')
    batch_input = {"c": 1}
    assert len(batched({"MaxInputBytesPerBatch": both, "BatchInput": batch_input}, [1, 2]).output) == 1  # type: ignore[arg-type]
    assert len(batched({"MaxInputBytesPerBatch": both - 1, "BatchInput": batch_input}, [1, 2]).output) == 2  # type: ignore[arg-type]


REFUSED: dict[str, tuple[dict[str, Any], Any, str]] = {
    "zero": ({"MaxItemsPerBatchPath": "$.n"}, 0, "MaxItemsPerBatch must be positive."),
    "text": (
        {"MaxItemsPerBatchPath": "$.n"},
        "x",
        'The MaxItemsPerBatchPath field refers to value "x" which is not a valid integer: $.n',
    ),
    "too many bytes": ({"MaxInputBytesPerBatchPath": "$.n"}, 262_145, "MaxInputBytesPerBatch must be at most 262144."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_numbers_that_make_no_batch(name: str) -> None:
    batcher, number, cause = REFUSED[name]
    execution = batched(batcher, {"n": number, "items": [1]}, ItemsPath="$.items")
    assert (execution.error, str(execution.cause)[-len(cause) :]) == ("States.Runtime", cause)


def test_counts_go_by_items_and_by_executions() -> None:
    execution = batched({"MaxItemsPerBatch": 2}, [1, 2, 3])
    (map_run,) = execution.map_runs.values()
    assert (map_run.item_counts.succeeded, map_run.execution_counts.succeeded) == (3, 2)
    assert map_run.describe()["itemCounts"]["resultsWritten"] == 3


items = st.lists(json_values, max_size=12)


@given(items, st.integers(1, 5) | st.none(), st.integers(1, 120) | st.none(), json_values, st.booleans())
def test_every_item_is_in_one_batch_and_batches_are_as_full_as_can_be(
    made: list[Any],
    max_items: int | None,
    max_bytes: int | None,
    shared: Any,
    is_shared: bool,
) -> None:
    batching = Batching(max_items, max_bytes, {"BatchInput": shared} if is_shared else None)
    batches = list(iter_batches(iter(made), batching, 1_000_000))
    assert [item for batch, _ in batches for item in batch["Items"]] == made  # type: ignore[union-attr]
    assert all(number == len(batch["Items"]) for batch, number in batches)  # type: ignore[arg-type]
    assert list(iter_batches(iter(made), batching, None)) == batches or max_bytes is None

    def fits(batch: dict[str, Any]) -> bool:
        count = len(batch["Items"])
        return (max_items is None or count <= max_items) and (max_bytes is None or size_bytes(batch) <= max_bytes)

    for index, (batch, number) in enumerate(batches):
        assert number == 1 or fits(batch)
        if index + 1 < len(batches):
            following = batches[index + 1][0]["Items"][0]  # type: ignore[index,call-overload]
            assert not fits({**batch, "Items": [*batch["Items"], following]})  # type: ignore[misc,list-item]
