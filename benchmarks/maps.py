"""Map workloads: many retried tasks in an inline Map, and a Distributed Map over a million CSV rows."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, cast

from asl.document import parse
from interpreter import Execution, Failed, Limits, Pending, Submitted, Succeeded, TaskRequest, compile_document, run
from interpreter.limits import STANDARD_LIMITS
from interpreter.objects import StoredObject
from interpreter.program import Program

__all__ = ["MAP_BENCHMARKS", "csv_batches", "retried_tasks"]

LIFTED = Limits(history_events=None, payload_bytes=STANDARD_LIMITS.payload_bytes, execution_ms=None)


class Answers:
    """A mocked Lambda function: the first attempt of each item fails when ``is_flaky``, every other one succeeds."""

    def __init__(self, *, is_flaky: bool) -> None:
        self._succeeded = Succeeded({"ok": True})
        self._failed = Failed("Lambda.ServiceException", "try again")
        self._is_flaky = is_flaky

    def check(self, request: TaskRequest) -> str | None:
        return None

    def start(self, request: TaskRequest) -> Succeeded | Failed | Submitted:
        return self._failed if self._is_flaky and request.retry_count == 0 else self._succeeded

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        raise AssertionError("a function is not polled")

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        raise AssertionError("nothing is cancelled")


@dataclass(slots=True)
class Rows(RawIOBase):
    """The bytes of a CSV file that nobody holds: rows are made as they are read."""

    count: int
    made: int = -1
    left: bytes = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.left and self.made < self.count:
            first = self.made
            self.made = min(self.count, first + 1_000)
            rows = (
                f"{number},customer {number % 977},{number * 7 % 10_000},2026-01-{number % 28 + 1:02d},open\n"
                for number in range(first + 1 if first >= 0 else 1, self.made + 1)
            )
            self.left = (("id,customer,amount,day,status\n" if first < 0 else "") + "".join(rows)).encode()
        size = min(len(buffer), len(self.left))
        buffer[:size] = self.left[:size]
        self.left = self.left[size:]
        return size


class GeneratedCsv:
    """An object store that holds one CSV file of so many rows."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def get(self, bucket: str, key: str) -> BinaryIO:
        return cast(BinaryIO, BufferedReader(Rows(self._rows)))

    def list(self, bucket: str, prefix: str = "") -> Iterator[StoredObject]:
        raise AssertionError("nothing is listed")

    def put(self, bucket: str, key: str, body: BinaryIO) -> None:
        raise AssertionError("nothing is written")


def _program(state: dict[str, Any]) -> Program:
    definition = {"StartAt": "M", "States": {"M": {"Type": "Map", "End": True, **state}}}
    return compile_document(parse(json.dumps(definition), name="benchmark.json"))


def _task(payload: dict[str, Any], **fields: Any) -> dict[str, Any]:
    parameters = {"FunctionName": "work", **payload}
    task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters, "End": True}
    return {"StartAt": "Work", "States": {"Work": {**task, **fields}}}


def retried_tasks(count: int) -> tuple[float, Execution]:
    """Return the CPU seconds of an inline Map whose tasks each fail once, and the execution."""
    retry = [{"ErrorEquals": ["Lambda.ServiceException"], "IntervalSeconds": 2, "MaxAttempts": 3}]
    program = _program({"ItemProcessor": _task({"Payload.$": "$"}, Retry=retry)})
    gc.collect()
    began = time.process_time()
    execution = run(program, list(range(count)), backend=Answers(is_flaky=True), limits=LIFTED)
    seconds = time.process_time() - began
    assert execution.status.value == "SUCCEEDED", (execution.error, execution.cause)
    return seconds, execution


def csv_batches(rows: int, *, batch: int = 1_000, keep_children: int = 0) -> tuple[float, Execution]:
    """Return the CPU seconds of a Distributed Map over a CSV file in batches, and the execution."""
    distributed = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}}
    program = _program(
        {
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "data", "Key": "rows.csv"},
            },
            "ItemBatcher": {"MaxItemsPerBatch": batch},
            "ItemProcessor": {**distributed, **_task({"Payload.$": "$.Items"})},
        }
    )
    gc.collect()
    began = time.process_time()
    execution = run(
        program,
        {},
        backend=Answers(is_flaky=False),
        objects=GeneratedCsv(rows),
        keep_children=keep_children,
        limits=LIFTED,
    )
    seconds = time.process_time() - began
    assert execution.status.value == "SUCCEEDED", (execution.error, execution.cause)
    return seconds, execution


def print_retried() -> None:
    """Print a line for each number of items."""
    print("\nmap-retry: inline Map of mocked Lambda tasks, each failing once; aim 50,000 items per CPU second")
    print(f"{'items':>8} {'CPU ms':>9} {'items/CPU s':>12} {'events':>9}")
    for count in (1_000, 2_000, 4_000, 8_000):
        seconds, execution = min((retried_tasks(count) for _ in range(5)), key=lambda timed: timed[0])
        print(f"{count:>8,} {seconds * 1000:>9.1f} {count / seconds:>12,.0f} {len(execution.history):>9,}")


def print_csv() -> None:
    """Print time and memory for more and more rows: memory is to stay the same."""
    print("\nmap-csv: Distributed Map over generated CSV rows, batches of 1,000, no child execution kept")
    print(f"{'rows':>10} {'CPU s':>7} {'rows/CPU s':>11} {'children':>9} {'peak traced MiB':>16}")
    for rows in (10_000, 100_000, 1_000_000):
        seconds, execution = csv_batches(rows)
        (map_run,) = execution.map_runs.values()
        assert map_run.item_counts.succeeded == rows, map_run.describe()
        children = map_run.execution_counts.total
        peak = ""
        if rows <= 100_000:
            # Tracing makes a run several times slower; that memory does not grow shows between these sizes.
            tracemalloc.start()
            csv_batches(rows)
            peak = f"{tracemalloc.get_traced_memory()[1] / 2**20:.1f}"
            tracemalloc.stop()
        print(f"{rows:>10,} {seconds:>7.2f} {rows / seconds:>11,.0f} {children:>9,} {peak:>16}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
    print(f"largest resident set of this process so far: {most:.0f} MiB")


MAP_BENCHMARKS = {"map-retry": print_retried, "map-csv": print_csv}
