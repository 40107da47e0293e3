"""Quotas: of the history, of payloads, of time; and the measuring that the payload quota rests on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.json_values import size_bytes
from interpreter import Execution, Limits, Pending, Submitted, Succeeded, run
from interpreter.limits import SizeMeter
from tests.interpreter.machines import LAMBDA, TRAIN, Replies, machine, run_states, shape
from tests.interpreter.test_tasks import PARAMETERS
from tests.strategies import json_values

PASS: dict[str, Any] = {"Type": "Pass", "End": True}
JOB: dict[str, Any] = {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS, "End": True}
FULL = "The execution reached the maximum number of history events ({})."


def running_job() -> Replies:
    return Replies(Submitted({}, job="j", poll_after_ms=60_000), polls=(Pending(60_000),) * 10)


def loop(**options: Any) -> Execution:
    again = ("Again", {"Type": "Pass", "Next": "Check"})
    rule = {"Variable": "$.stop", "IsPresent": True, "Next": "Done"}
    check = ("Check", {"Type": "Choice", "Choices": [rule], "Default": "Again"})
    return run_states(again, check, ("Done", {"Type": "Succeed"}), **options)


def test_a_history_that_is_full_ends_the_execution() -> None:
    execution = loop()
    assert len(execution.history) == 25_000
    assert (execution.status.value, execution.error) == ("FAILED", "States.Runtime")
    assert execution.cause == FULL.format(25_000)
    assert shape(execution)[-1] == "ExecutionFailed(25000<-24999)"


@pytest.mark.parametrize("room", range(4, 9))
def test_the_last_place_is_kept_for_the_end(room: int) -> None:
    execution = run_states(("A", PASS), limits=Limits(history_events=4))
    assert execution.status.value == "SUCCEEDED"
    execution = loop(limits=Limits(history_events=room))
    assert (len(execution.history), execution.cause) == (room, FULL.format(room))


def test_a_full_history_cancels_the_jobs_of_all_branches_and_is_not_caught() -> None:
    slow = {"StartAt": "Job", "States": {"Job": JOB}}
    chatty = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "P"}, "P": PASS}}
    anything = {"ErrorEquals": ["States.ALL"]}
    backend = running_job()
    execution = run_states(
        (
            "Both",
            {
                "Type": "Parallel",
                "Branches": [slow, chatty],
                "Retry": [anything],
                "Catch": [{**anything, "Next": "After"}],
                "Next": "After",
            },
        ),
        ("After", PASS),
        limits=Limits(history_events=9),
        backend=backend,
    )
    assert (execution.error, execution.duration_ms, backend.cancelled) == ("States.Runtime", 1000, ["Job"])
    assert len(execution.history) == 9


def test_the_child_of_a_distributed_map_has_a_history_of_its_own_to_fill() -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    steps = {f"P{number}": {"Type": "Pass", "Next": f"P{number + 1}"} for number in range(5)}
    processor = {"ProcessorConfig": config, "StartAt": "P0", "States": {**steps, "P5": PASS}}
    execution = run_states(
        ("M", {"Type": "Map", "ItemProcessor": processor, "ToleratedFailurePercentage": 100}),
        data=[1, 2],
        limits=Limits(history_events=10),
    )
    assert execution.output == []
    (children,) = execution.map_runs.values()
    assert [(child.cause, len(child.history)) for child in children] == [(FULL.format(10), 10)] * 2


@pytest.mark.parametrize(("letters", "error"), [(262_142, None), (262_143, "States.DataLimitExceeded")])
def test_the_largest_payload(letters: int, error: str | None) -> None:
    text = "y" * letters  # and two quotation marks
    task = {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}}
    assert run_states(("T", task), backend=Replies(Succeeded(text))).error == error
    assert run_states(("P", {"Type": "Pass", "Result": text})).error == error


def test_payloads_are_counted_in_bytes_of_utf_8() -> None:
    limits = Limits(payload_bytes=10)
    assert run_states(("P", {"Type": "Pass", "Result": "éééé"}), limits=limits).error is None
    assert run_states(("P", {"Type": "Pass", "Result": "ééééé"}), limits=limits).error == "States.DataLimitExceeded"


_any_json = st.recursive(
    json_values | st.text(max_size=700) | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(_any_json)
def test_the_meter_agrees_with_the_text(value: Any) -> None:
    meter = SizeMeter()
    assert meter.size_bytes(value) == size_bytes(value)
    around = {"again": [value, value], "é\n": value}
    assert meter.size_bytes(around) == size_bytes(around), "with sizes that it remembers"


def test_the_machines_timeout_ends_the_run_at_its_time_and_cancels_the_job() -> None:
    definition = {**machine(("T", JOB)), "TimeoutSeconds": 100}
    backend = running_job()
    execution = run(definition, {}, backend=backend)
    assert (execution.status.value, execution.error, execution.cause) == ("TIMED_OUT", "States.Timeout", None)
    assert execution.duration_ms == 100_000
    assert backend.cancelled == ["T"]
    assert shape(execution)[-1] == "ExecutionTimedOut(6<-5)"


def test_the_machines_timeout_cancels_what_runs_in_branches_and_children() -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    inline = {"StartAt": "A", "States": {"A": JOB}}
    child = {"ProcessorConfig": config, "StartAt": "B", "States": {"B": JOB}}
    many = {"Type": "Map", "ItemProcessor": child, "ItemsPath": "$.items", "End": True}
    both = {"Type": "Parallel", "Branches": [inline, {"StartAt": "M", "States": {"M": many}}]}
    backend = Replies(*[Submitted({}, job="j", poll_after_ms=60_000)] * 3, polls=(Pending(60_000),) * 10)
    execution = run({**machine(("P", both)), "TimeoutSeconds": 90}, {"items": [1, 2]}, backend=backend)
    assert (execution.status.value, execution.duration_ms) == ("TIMED_OUT", 90_000)
    assert sorted(backend.cancelled) == ["A", "B", "B"]


def test_what_ends_in_the_machines_last_moment_counts() -> None:
    wait = ("W", {"Type": "Wait", "Seconds": 100})
    assert run({**machine(wait), "TimeoutSeconds": 100}, {}).status.value == "SUCCEEDED"
    execution = run({**machine(wait), "TimeoutSeconds": 99}, {})
    assert (execution.status.value, execution.duration_ms) == ("TIMED_OUT", 99_000)


def test_an_express_execution_has_five_minutes() -> None:
    execution = run_states(("W", {"Type": "Wait", "Seconds": 301}), type="EXPRESS")
    assert (execution.status.value, execution.duration_ms) == ("TIMED_OUT", 300_000)
