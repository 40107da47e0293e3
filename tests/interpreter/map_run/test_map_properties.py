"""What holds for every Map: both modes agree, readers agree with data, and memory does not grow with the items."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interpreter import Failed, Limits, MemoryStore, Succeeded, TaskRequest
from tests.interpreter.machines import LIFTED, Replies, run_states
from tests.interpreter.map_run.test_map_runs import PASS, WORK, counts, distributed, only_map_run
from tests.strategies import json_values

items = st.lists(json_values, max_size=8)
concurrency = st.integers(0, 4)


@given(items, concurrency, st.integers(1, 5))
@settings(max_examples=40)
def test_inline_distributed_read_and_batched_maps_give_the_same(data: list[Any], width: int, size: int) -> None:
    shared: dict[str, Any] = {
        "MaxConcurrency": width,
        "ItemSelector": {"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"},
    }
    expected = [{"v": value, "i": index} for index, value in enumerate(data)]
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}
    store = MemoryStore({"b": {"k": json.dumps(data)}})
    inline = ("M", {"Type": "Map", "ItemProcessor": PASS, **shared})
    assert run_states(inline, data=data, limits=LIFTED).output == expected
    assert run_states(distributed(PASS, **shared), data=data, limits=LIFTED).output == expected
    assert run_states(distributed(PASS, ItemReader=reader, **shared), objects=store, limits=LIFTED).output == expected
    batched = run_states(
        distributed(PASS, ItemReader=reader, ItemBatcher={"MaxItemsPerBatch": size}, **shared),
        objects=store,
        limits=LIFTED,
    )
    assert [item for batch in batched.output for item in batch["Items"]] == expected  # type: ignore[union-attr,call-overload,index]


@given(st.lists(st.booleans(), max_size=12), concurrency, st.integers(0, 12))
@settings(max_examples=60)
def test_every_item_is_counted_once_however_the_run_ends(fails: list[bool], width: int, tolerated: int) -> None:
    replies = [
        Failed("E", "c", delay_ms=index % 3) if bad else Succeeded(1, index % 2) for index, bad in enumerate(fails)
    ]
    execution = run_states(
        distributed(WORK, MaxConcurrency=width, ToleratedFailureCount=tolerated),
        data=[0] * len(fails),
        backend=Replies(*replies),
    )
    map_run = only_map_run(execution)
    counted = counts(map_run)
    total = counted.pop("total", 0)
    assert total == sum(counted.values()) == len(fails)
    assert "running" not in counted
    assert (execution.error is None) is (sum(fails) <= tolerated)
    assert len(map_run) == total - counted.get("pending", 0)


class Forgetful(Replies):
    """Answers ``{}`` and does not remember what it was asked."""

    def start(self, request: TaskRequest) -> Succeeded:
        return Succeeded({})


def peak_bytes(rows: int) -> int:
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSONL"},
        "Parameters": {"Bucket": "b", "Key": "k"},
    }
    state = distributed(WORK, "EXPRESS", ItemReader=reader, ItemBatcher={"MaxItemsPerBatch": 100})
    store = MemoryStore({"b": {"k": '{"id": 1, "name": "a customer"}\n' * rows}})
    limits = Limits(history_events=None, payload_bytes=1_000_000)
    tracemalloc.start()
    try:
        execution = run_states(state, objects=store, keep_children=0, limits=limits, backend=Forgetful())
        assert only_map_run(execution).item_counts.succeeded == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_items() -> None:
    peak_bytes(200)
    assert peak_bytes(20_000) < 2 * peak_bytes(2_000)
