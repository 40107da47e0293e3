"""What holds for every run: it ends, it repeats itself, its events are in order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interpreter import Execution, InvalidDefinition, run
from interpreter.clock import DEFAULT_START_MS
from tests.jsonata_machines import jsonata_machines
from tests.strategies import json_values, machines

_KEYS = ("a", "b", "item", "count", "order_id")
_likely = {"count": st.integers(1, 90), "item": st.lists(json_values, max_size=4), "a": st.text(max_size=5)}
inputs = st.fixed_dictionaries({}, optional={key: _likely.get(key, json_values) for key in _KEYS}) | json_values
"""Inputs in which the paths of :func:`tests.strategies.machines` often find what they look for."""

runs = given(
    definition=machines(max_states=4, depth=1) | jsonata_machines(max_states=4), data=inputs, seed=st.integers(0, 3)
)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def start(definition: dict[str, Any], data: Any, seed: int, **options: Any) -> Execution:
    try:
        return run(definition, data, seed=seed, **options)
    except InvalidDefinition:
        assume(False)
        raise


def all_executions(execution: Execution) -> Iterator[Execution]:
    yield execution
    for children in execution.map_runs.values():
        for child in children:
            yield from all_executions(child)


def text(execution: Execution) -> str:
    return json.dumps(execution.history.to_aws())


@runs
@settings(quick, max_examples=100)
def test_every_accepted_machine_ends(definition: dict[str, Any], data: Any, seed: int) -> None:
    execution = start(definition, data, seed)
    status = execution.status.value
    last = {
        "SUCCEEDED": "ExecutionSucceeded",
        "FAILED": "ExecutionFailed",
        "TIMED_OUT": "ExecutionTimedOut",
    }[status]
    types = [event.type for event in execution.history]
    assert types[0] == "ExecutionStarted"
    assert types[-1] == last
    assert sum(type_.startswith("Execution") for type_ in types) == 2
    assert (execution.error is None) or status != "SUCCEEDED"


@runs
@quick
def test_the_same_seed_gives_the_same_history(definition: dict[str, Any], data: Any, seed: int) -> None:
    assert text(start(definition, data, seed)) == text(start(definition, data, seed))


def _times(value: Any) -> bool:
    """Tell whether anything in a definition looks at the clock or at a day."""
    words = ("Timestamp", "$$", "$states.context", "StartTime", "EnteredTime")
    return any(word in json.dumps(value) for word in words)


@runs
@quick
def test_another_start_time_moves_the_times_and_nothing_else(definition: dict[str, Any], data: Any, seed: int) -> None:
    assume(not _times(definition))
    shift_ms = 86_400_000
    first = start(definition, data, seed)
    second = start(definition, data, seed, start_ms=DEFAULT_START_MS + shift_ms)
    assert [event.timestamp_ms + shift_ms for event in first.history] == [
        event.timestamp_ms for event in second.history
    ]
    assert [(event.type, event.previous_id, event.name) for event in first.history] == [
        (event.type, event.previous_id, event.name) for event in second.history
    ]
    assert first.duration_ms == second.duration_ms


@runs
@quick
def test_time_never_runs_backwards(definition: dict[str, Any], data: Any, seed: int) -> None:
    for execution in all_executions(start(definition, data, seed)):
        times = [event.timestamp_ms for event in execution.history]
        assert times == sorted(times)
        assert times[0] == execution.facts.start_ms
        assert times[-1] == execution.stop_ms


@runs
@quick
def test_events_count_up_and_point_back(definition: dict[str, Any], data: Any, seed: int) -> None:
    for execution in all_executions(start(definition, data, seed)):
        events = execution.history.to_aws()["events"]
        assert [event["id"] for event in events] == list(range(1, len(events) + 1))
        for event in events:
            assert 0 <= event["previousEventId"] < event["id"]
            is_last = event["type"].startswith("Execution") or event["type"] == "EvaluationFailed"
            assert (event["previousEventId"] == 0) == (event["id"] <= 2) or is_last


@runs
@quick
def test_a_state_is_left_at_most_as_often_as_it_is_entered(definition: dict[str, Any], data: Any, seed: int) -> None:
    events = list(start(definition, data, seed).history)
    entered = Counter(event.name for event in events if event.type.endswith("StateEntered"))
    left = Counter(event.name for event in events if event.type.endswith("StateExited"))
    assert left <= entered


@runs
@quick
def test_the_input_is_not_changed(definition: dict[str, Any], data: Any, seed: int) -> None:
    before = json.dumps([definition, data])
    start(definition, data, seed)
    assert json.dumps([definition, data]) == before
