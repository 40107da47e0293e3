"""What holds for every run that is stopped, and for every one that is redriven."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interpreter import (
    Execution,
    Failed,
    InvalidDefinition,
    Pending,
    Stop,
    Submitted,
    Succeeded,
    TaskRequest,
    redrive,
    run,
)
from interpreter.redrive import redrive_refusal
from tests.interpreter.test_properties import all_executions, inputs
from tests.strategies import machines

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:a"
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


class Ledger:
    """A backend whose tasks are all jobs of some seconds; it knows which of them still run."""

    def __init__(self, failing: int | None = None) -> None:
        self.open: set[int] = set()
        self.cancelled_twice: list[str] = []
        self._failing = failing
        self._ended: set[int] = set()

    def check(self, request: TaskRequest) -> str | None:
        return None

    def start(self, request: TaskRequest) -> Submitted:
        self.open.add(request.sequence)
        return Submitted({}, job=request.sequence, poll_after_ms=1_000 * (1 + request.sequence % 3))

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        assert job in self.open, "only what runs is asked after"
        self.open.remove(request.sequence)
        self._ended.add(request.sequence)
        if request.sequence == self._failing:
            return Failed("Injected", None)
        return Succeeded({"state": request.state_name, "got": request.parameters})

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        if job not in self.open:
            self.cancelled_twice.append(request.state_name)
        self.open.discard(request.sequence)


def with_jobs(value: Any, *, drop: frozenset[str] = frozenset()) -> Any:
    """Let all Tasks and Pass states of a definition be work of an activity's, and leave some fields out."""
    if isinstance(value, list):
        return [with_jobs(member, drop=drop) for member in value]
    if not isinstance(value, dict):
        return value
    changed = {name: with_jobs(member, drop=drop) for name, member in value.items() if name not in drop}
    if value.get("Type") not in ("Task", "Pass"):
        return changed
    changed.pop("Result", None)
    return {**changed, "Type": "Task", "Resource": ACTIVITY}


def start(definition: dict[str, Any], data: Any, **options: Any) -> Execution:
    try:
        return run(definition, data, **options)
    except InvalidDefinition:
        assume(False)
        raise


@given(machines(max_states=4, depth=2), inputs, st.integers(0, 20_000))
@quick
def test_a_stop_at_any_time_leaves_no_task_at_work(definition: dict[str, Any], data: Any, after_ms: int) -> None:
    backend = Ledger()
    execution = start(with_jobs(definition), data, backend=backend, stop=Stop(after_ms))
    assert backend.open == set()
    assert backend.cancelled_twice == []
    for part in all_executions(execution):
        assert part.stop_ms <= execution.facts.start_ms + after_ms
        assert part.status.value != "RUNNING"
        assert str(part.history.events[-1].type).startswith("Execution")
    is_stopped = execution.status.value == "ABORTED"
    assert is_stopped == (execution.history.events[-1].type == "ExecutionAborted")


_CHANGES = frozenset({"Retry", "Catch", "TimeoutSeconds", "HeartbeatSeconds"})
_CHANGING = re.compile(r"\$\$(?!\.)|UUID|MathRandom|\$(uuid|random|now|millis|states\.context)")
"""What two runs may see differently: the whole Context Object, chance, the time."""


@given(machines(max_states=4, depth=2), inputs, st.integers(0, 2))
@settings(quick, max_examples=10)
def test_a_redrive_with_a_backend_that_succeeds_ends_like_a_fresh_run(
    definition: dict[str, Any], data: Any, failing: int
) -> None:
    definition = with_jobs(definition, drop=_CHANGES)
    assume(not _CHANGING.search(json.dumps(definition)))
    failed = start(definition, data, backend=Ledger(failing))
    assume(failed.error in ("Injected", "States.ExceedToleratedFailureThreshold"))
    fresh = start(definition, data, backend=Ledger())
    assume(fresh.status.value != "TIMED_OUT")
    backend = Ledger()
    again = redrive(failed, backend=backend)
    assert (again.status, again.output, again.error) == (fresh.status, fresh.output, fresh.error)
    assert backend.open == set()


@given(machines(max_states=4, depth=2), inputs, st.integers(0, 9_000), st.integers(0, 100_000))
@quick
def test_the_history_of_a_redrive_goes_on_in_order(
    definition: dict[str, Any], data: Any, stop_ms: int, after_ms: int
) -> None:
    stopped = start(with_jobs(definition), data, backend=Ledger(), stop=Stop(stop_ms))
    assume(redrive_refusal(stopped) is None)
    backend = Ledger()
    again = redrive(stopped, backend=backend, after_ms=after_ms)
    before, events = stopped.history.to_aws()["events"], again.history.to_aws()["events"]
    assert events[: len(before)] == before
    assert events[len(before)]["type"] == "ExecutionRedriven"
    times = [event.timestamp_ms for event in again.history]
    assert times == sorted(times)
    assert times[len(before)] == stopped.stop_ms + after_ms
    assert all(event["previousEventId"] < event["id"] for event in events)
    assert backend.open == set()
    assert json.dumps(events) == json.dumps(
        redrive(stopped, backend=Ledger(), after_ms=after_ms).history.to_aws()["events"]
    )
