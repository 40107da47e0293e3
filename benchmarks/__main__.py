"""``python -m benchmarks [NAME …]``: time the interpreter and the validator, print one line a size."""

from __future__ import annotations

import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asl.document import parse
from asl.validator import validate
from interpreter import UNLIMITED, Execution, Limits, compile_document, run
from interpreter.limits import STANDARD_LIMITS

from .maps import MAP_BENCHMARKS

Definition = dict[str, Any]
PAYLOADS_CHECKED = Limits(
    history_events=None,
    payload_bytes=STANDARD_LIMITS.payload_bytes,
    inline_map_concurrency=STANDARD_LIMITS.inline_map_concurrency,
    execution_ms=None,
)


@dataclass(frozen=True)
class Benchmark:
    """One workload: what to run at a size, how many states that runs, and the aim in states per CPU second."""

    name: str
    size: int
    aim: int
    make: Callable[[int], tuple[Definition, Any]]
    states: Callable[[int], int]
    limits: Limits = PAYLOADS_CHECKED


def pass_states(count: int) -> tuple[Definition, Any]:
    """Pass states with Parameters and ResultPath, one after another."""
    states = {
        f"S{index}": {
            "Type": "Pass",
            "Parameters": {"n.$": "$.n", "name.$": "$.who.name", "i": index},
            "ResultPath": "$.result",
            **({"Next": f"S{index + 1}"} if index + 1 < count else {"End": True}),
        }
        for index in range(count)
    }
    return {"StartAt": "S0", "States": states}, {"n": 1, "who": {"name": "x"}, "other": [1, 2, 3]}


def counter(count: int) -> tuple[Definition, Any]:
    """A loop of a Pass with States.MathAdd and a Choice."""
    states = {
        "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
        "Enough": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThan": count, "Next": "Add"}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    }
    return {"StartAt": "Add", "States": states}, {"n": 0}


def jsonata_states(count: int) -> tuple[Definition, Any]:
    """JSONata Pass states that count in their data and in a variable."""
    states: Definition = {"Begin": {"Type": "Pass", "Assign": {"count": 0}, "Next": "S0"}}
    for index in range(count):
        states[f"S{index}"] = {
            "Type": "Pass",
            "Output": {"n": "{% $states.input.n + $count %}"},
            "Assign": {"count": "{% $count + 1 %}"},
            **({"Next": f"S{index + 1}"} if index + 1 < count else {"End": True}),
        }
    return {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": states}, {"n": 1}


def map_items(concurrency: int) -> Callable[[int], tuple[Definition, Any]]:
    def make(count: int) -> tuple[Definition, Any]:
        """A Map whose items each run three Pass states."""
        processor = {
            "StartAt": "A",
            "States": {
                "A": {"Type": "Pass", "Parameters": {"value.$": "$"}, "Next": "B"},
                "B": {"Type": "Pass", "Result": "b", "ResultPath": "$.b", "Next": "C"},
                "C": {"Type": "Pass", "End": True},
            },
        }
        machine = {"Type": "Map", "ItemProcessor": processor, "MaxConcurrency": concurrency, "End": True}
        return {"StartAt": "M", "States": {"M": machine}}, list(range(count))

    return make


def parallel(count: int) -> tuple[Definition, Any]:
    """Branches of 20 Pass states."""

    def branch(number: int) -> Definition:
        names = [f"B{number}S{index}" for index in range(20)]
        states = {
            name: {"Type": "Pass", **({"Next": names[index + 1]} if index < 19 else {"End": True})}
            for index, name in enumerate(names)
        }
        return {"StartAt": names[0], "States": states}

    state = {"Type": "Parallel", "Branches": [branch(number) for number in range(count)], "End": True}
    return {"StartAt": "P", "States": {"P": state}}, {"x": 1}


def large_payload(count: int) -> tuple[Definition, Any]:
    """250 KB that every Pass state adds a little to."""
    states = {
        f"S{index}": {
            "Type": "Pass",
            "Parameters": {"index": index, "first.$": "$.rows[0].id"},
            "ResultPath": "$.last",
            **({"Next": f"S{index + 1}"} if index + 1 < count else {"End": True}),
        }
        for index in range(count)
    }
    rows = [{"id": number, "name": f"row number {number}", "tags": ["a", "b"]} for number in range(4_700)]
    return {"StartAt": "S0", "States": states}, {"rows": rows}


def waits(count: int) -> tuple[Definition, Any]:
    """Waits of one hour, one after another."""
    states = {
        f"W{index}": {
            "Type": "Wait",
            "Seconds": 3600,
            **({"Next": f"W{index + 1}"} if index + 1 < count else {"End": True}),
        }
        for index in range(count)
    }
    return {"StartAt": "W0", "States": states}, {}


BENCHMARKS = (
    Benchmark("pass", 1_000, 100_000, pass_states, lambda n: n),
    Benchmark("jsonata", 1_000, 20_000, jsonata_states, lambda n: n + 1),
    Benchmark("counter", 10_000, 200_000, counter, lambda n: 2 * n + 1),
    # The list of results outgrows the payload quota, so that is lifted here.
    Benchmark("map-0", 10_000, 100_000, map_items(0), lambda n: 3 * n + 1, UNLIMITED),
    Benchmark("map-40", 10_000, 100_000, map_items(40), lambda n: 3 * n + 1, UNLIMITED),
    Benchmark("parallel", 100, 100_000, parallel, lambda n: 20 * n + 1),
    # 100 of them in 5 ms.
    Benchmark("waits", 100, 20_000, waits, lambda n: n),
    Benchmark("payload", 200, 50_000, large_payload, lambda n: n),
)


def time_run(definition: Definition, data: Any, limits: Limits, repeats: int) -> tuple[float, Execution]:
    """Return the least CPU seconds of several runs, and the last execution."""
    program = compile_document(parse(json.dumps(definition, separators=(",", ":")), name="benchmark.json"))
    best = float("inf")
    for _ in range(repeats):
        gc.collect()
        began = time.process_time()
        execution = run(program, data, limits=limits)
        best = min(best, time.process_time() - began)
    assert execution.status.value == "SUCCEEDED", (execution.error, execution.cause)
    return best, execution


def measure_bytes(definition: Definition, data: Any, limits: Limits) -> tuple[float, float]:
    """Return bytes per event: of the events themselves, and of everything that the run leaves behind."""
    program = compile_document(parse(json.dumps(definition, separators=(",", ":")), name="benchmark.json"))
    gc.collect()
    tracemalloc.start()
    execution = run(program, data, limits=limits)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    events = len(execution.history)
    payload_free = [event.value for event in execution.history]
    for event in execution.history:
        event.value = None
        event.extra = None
    del payload_free
    object.__setattr__(execution, "output", None)
    gc.collect()
    bare = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return bare / events, held / events


def run_benchmark(benchmark: Benchmark) -> None:
    """Print a line for each size."""
    print(f"\n{benchmark.name}: {(benchmark.make.__doc__ or '').strip()} aim {benchmark.aim:,} states per CPU second")
    print(f"{'N':>8} {'states':>9} {'CPU ms':>9} {'states/CPU s':>13} {'events':>9}")
    for factor in (1, 2, 4, 8):
        size = benchmark.size * factor
        definition, data = benchmark.make(size)
        seconds, execution = time_run(definition, data, benchmark.limits, 3)
        states = benchmark.states(size)
        print(f"{size:>8,} {states:>9,} {seconds * 1000:>9.1f} {states / seconds:>13,.0f} {len(execution.history):>9,}")
    bare, held = measure_bytes(*benchmark.make(benchmark.size), benchmark.limits)
    print(f"bytes per event: {bare:.0f} without payloads, {held:.0f} with everything the run made")


def run_checks() -> None:
    """Print the CPU time of parsing and validating."""
    print("\ncheck: parse and validate Pass states; aim 10,000 states in 0.5 CPU seconds")
    print(f"{'states':>8} {'parse ms':>9} {'validate ms':>12}")
    for count in (10_000, 20_000, 40_000, 80_000):
        text = json.dumps(pass_states(count)[0], separators=(",", ":"))
        gc.collect()
        began = time.process_time()
        document = parse(text, name="benchmark.json")
        parsed = time.process_time()
        found = validate(document)
        done = time.process_time()
        unexpected = [d for d in found if d.severity.value == "error" and d.code != "ASL012"]
        assert not unexpected, unexpected[:3]
        print(f"{count:>8,} {(parsed - began) * 1000:>9.1f} {(done - parsed) * 1000:>12.1f}")


def main(names: list[str]) -> int:
    unknown = set(names) - {benchmark.name for benchmark in BENCHMARKS} - {"check", *MAP_BENCHMARKS}
    if unknown:
        print(f"no benchmark named {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    for benchmark in BENCHMARKS:
        if not names or benchmark.name in names:
            run_benchmark(benchmark)
    for name, show in MAP_BENCHMARKS.items():
        if not names or name in names:
            show()
    if not names or "check" in names:
        run_checks()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
