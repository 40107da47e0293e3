"""Retry and Catch: what is tried again, after how long, and where a failure leads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.model import Retrier
from interpreter import Failed, Succeeded
from interpreter.failures import StateFailure, matches
from interpreter.retry import RetryCounts, compile_retry
from interpreter.rng import SeededChance
from tests.interpreter.machines import LAMBDA, Replies, run_states, shape


def task(**fields: Any) -> tuple[str, dict[str, Any]]:
    return "T", {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}, **fields}


def test_a_retry_waits_and_leaves_no_mark_of_its_own() -> None:
    execution = run_states(
        task(Retry=[{"ErrorEquals": ["E"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 3}]),
        backend=Replies(Failed("E", "c"), Failed("E", "c"), Succeeded(1)),
    )
    assert execution.output == 1
    assert execution.duration_ms == (3 + 6) * 1000
    assert shape(execution) == [
        "ExecutionStarted(1<-0)",
        "TaskStateEntered(2<-0)",
        "TaskScheduled(3<-2)",
        "TaskStarted(4<-3)",
        "TaskFailed(5<-4)",
        "TaskScheduled(6<-5)",
        "TaskStarted(7<-6)",
        "TaskFailed(8<-7)",
        "TaskScheduled(9<-8)",
        "TaskStarted(10<-9)",
        "TaskSucceeded(11<-10)",
        "TaskStateExited(12<-11)",
        "ExecutionSucceeded(13<-12)",
    ]


def test_each_retrier_counts_for_itself() -> None:
    backend = Replies(Failed("A", ""), Failed("B", ""), Failed("A", ""), Succeeded("ok"))
    execution = run_states(
        task(
            Retry=[
                {"ErrorEquals": ["A"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1},
                {"ErrorEquals": ["B"], "IntervalSeconds": 10, "MaxAttempts": 1},
            ]
        ),
        backend=backend,
    )
    assert execution.output == "ok"
    assert execution.duration_ms == 12_000
    assert [request.retry_count for request in backend.requests] == [0, 1, 2, 3]


def test_the_first_retrier_that_matches_decides_even_when_it_is_used_up() -> None:
    execution = run_states(
        task(Retry=[{"ErrorEquals": ["A"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}]),
        backend=Replies(Failed("A", "why")),
    )
    assert (execution.error, execution.cause) == ("A", "why")


CAUGHT: dict[str, tuple[dict[str, Any], Any]] = {
    "replaces the input": ({}, {"Error": "E", "Cause": "c"}),
    "goes into the raw input": ({"ResultPath": "$.e"}, {"in": 1, "e": {"Error": "E", "Cause": "c"}}),
    "is dropped": ({"ResultPath": None}, {"in": 1}),
}


@pytest.mark.parametrize("name", CAUGHT)
def test_the_error_output(name: str) -> None:
    fields, expected = CAUGHT[name]
    execution = run_states(
        task(Catch=[{"ErrorEquals": ["E"], "Next": "F", **fields}], Next="F"),
        ("F", {"Type": "Pass"}),
        data={"in": 1},
        backend=Replies(Failed("E", "c")),
    )
    assert execution.output == expected
    assert "TaskStateExited(6<-5)" in shape(execution)


MATCHES: list[tuple[str, list[str], str, dict[str, bool], bool]] = [
    ("its own name", ["E"], "E", {}, True),
    ("another name", ["F"], "E", {}, False),
    ("States.ALL", ["States.ALL"], "E", {}, True),
    ("TaskFailed for a task", ["States.TaskFailed"], "E", {"is_task_failure": True}, True),
    ("TaskFailed for no task", ["States.TaskFailed"], "E", {}, False),
    ("TaskFailed not for a timeout", ["States.TaskFailed"], "States.Timeout", {"is_task_failure": True}, False),
    ("a heartbeat by its name", ["States.HeartbeatTimeout"], "States.Timeout", {"is_heartbeat": True}, True),
    ("a heartbeat as a timeout", ["States.Timeout"], "States.Timeout", {"is_heartbeat": True}, True),
]


@pytest.mark.parametrize(
    ("names", "error", "facts", "expected"), [case[1:] for case in MATCHES], ids=[c[0] for c in MATCHES]
)
def test_matching(names: list[str], error: str, facts: dict[str, bool], expected: bool) -> None:
    assert matches(names, StateFailure(error, None, **facts)) is expected


def test_runtime_errors_are_never_caught() -> None:
    execution = run_states(
        task(
            ResultSelector={"x.$": "$.nope"},
            Retry=[{"ErrorEquals": ["States.ALL"]}],
            Catch=[{"ErrorEquals": ["States.ALL"], "Next": "F"}],
            Next="F",
        ),
        ("F", {"Type": "Pass"}),
        backend=Replies(Succeeded({})),
    )
    assert execution.error == "States.Runtime"


def retrier(**fields: Any) -> Retrier:
    return Retrier(at=(), raw={}, error_equals=("States.ALL",), **fields)


def delays(policy: Retrier, count: int, seed: int = 0) -> list[int | None]:
    counts = RetryCounts(compile_retry([policy]))
    chance = SeededChance(seed)
    return [counts.next_delay_ms(StateFailure("E", None), chance) for _ in range(count)]


def test_defaults() -> None:
    assert delays(retrier(), 4) == [1000, 2000, 4000, None]


def test_the_longest_delay() -> None:
    assert delays(retrier(interval_seconds=2, max_delay_seconds=5, max_attempts=4), 4) == [2000, 4000, 5000, 5000]


def test_backoff_beyond_all_numbers_stays_bounded() -> None:
    last = delays(retrier(backoff_rate=1e300, max_attempts=5), 5)[-1]
    assert last == 99_999_999_000


@given(
    seed=st.integers(),
    interval=st.integers(1, 1000),
    rate=st.floats(1, 10),
    ceiling=st.integers(1, 10_000),
)
def test_full_jitter_stays_between_nothing_and_the_delay(seed: int, interval: int, rate: float, ceiling: int) -> None:
    fields: dict[str, Any] = {"interval_seconds": interval, "backoff_rate": rate, "max_delay_seconds": ceiling}
    plain = delays(retrier(max_attempts=5, **fields), 5)
    jittered = delays(retrier(max_attempts=5, jitter_strategy="FULL", **fields), 5, seed)
    assert jittered == delays(retrier(max_attempts=5, jitter_strategy="FULL", **fields), 5, seed)
    for most, drawn in zip(plain, jittered, strict=True):
        assert most is not None
        assert drawn is not None
        assert 0 <= drawn <= most
