"""Recorded histories as answers, and where a run leaves the recorded one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asl.errors import UsageError
from interpreter import Failed, Pending, SendTaskHeartbeat, SendTaskSuccess, Submitted, Succeeded, run
from interpreter.backends.recorded import RecordedBackend, recorded_tasks, unscheduled_states
from interpreter.backends.workers import TokenTask, Worker
from interpreter.replay import first_divergence
from interpreter.tokens import TokenCall
from tests import strategies
from tests.interpreter.machines import LAMBDA, TRAIN, Replies, machine, run_states, shape
from tests.interpreter.test_tasks import ACTIVITY, PARAMETERS

TASK: dict[str, Any] = {
    "Type": "Task",
    "Resource": LAMBDA,
    "Parameters": {"FunctionName": "f"},
    "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2}],
}


def replay(*states: tuple[str, dict[str, Any]], recorded: dict[str, Any], data: Any = None) -> Any:
    return run_states(*states, data=data, backend=RecordedBackend(recorded_tasks(recorded)))


def test_retries_and_results_are_played_again() -> None:
    first = run_states(("T", TASK), backend=Replies(Failed("E", "c", delay_ms=500), Succeeded({"x": 1}, delay_ms=1000)))
    recorded = first.history.to_aws()
    second = replay(("T", TASK), recorded=recorded)
    assert second.history.to_aws() == recorded
    assert first_divergence(second.history, recorded["events"]) is None


def test_a_job_is_played_with_its_time() -> None:
    state = ("T", {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS})
    backend = Replies(
        Submitted({"TrainingJobArn": "arn"}, job=1, poll_after_ms=60_000),
        polls=(Pending(30_000), Succeeded({"done": 1})),
    )
    recorded = run_states(state, backend=backend).history.to_aws()
    assert replay(state, recorded=recorded).history.to_aws() == recorded


def test_an_activity_keeps_its_worker() -> None:
    state = ("T", {"Type": "Task", "Resource": ACTIVITY})
    backend = Replies(Submitted(None, job=1, poll_after_ms=1000, worker="w-1"), polls=(Failed("E", "c"),))
    recorded = run_states(state, backend=backend).history.to_aws()
    assert recorded["events"][3]["activityStartedEventDetails"] == {"workerName": "w-1"}
    assert replay(state, recorded=recorded).history.to_aws() == recorded


def test_a_worker_that_came_late_and_kept_sending_heartbeats() -> None:
    state = ("T", {"Type": "Task", "Resource": ACTIVITY, "TimeoutSeconds": 60, "HeartbeatSeconds": 10})

    def clerk(_task: TokenTask) -> list[TokenCall]:
        return [*[SendTaskHeartbeat(9_000)] * 5, SendTaskSuccess("ok", 9_000)]

    recorded = run_states(state, workers={"T": Worker(clerk, takes_after_ms=90_000)}).history.to_aws()
    assert replay(state, recorded=recorded).history.to_aws() == recorded


def test_a_missed_heartbeat_is_caught_again() -> None:
    catch = [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "P"}]
    state = ("T", {"Type": "Task", "Resource": ACTIVITY, "HeartbeatSeconds": 10, "Catch": catch})
    states = (state, ("P", {"Type": "Pass"}))
    recorded = run_states(*states, workers={"T": lambda _task: []}).history.to_aws()
    assert replay(*states, recorded=recorded).history.to_aws() == recorded


def test_an_activity_that_nobody_polled() -> None:
    states = {**machine(("T", {"Type": "Task", "Resource": ACTIVITY})), "TimeoutSeconds": 60}
    recorded = run(states, {}, workers={"T": None}).history.to_aws()
    assert run(states, {}, backend=RecordedBackend(recorded_tasks(recorded))).history.to_aws() == recorded


class TestWhatWasNeverScheduled:
    def refused(self, state: dict[str, Any]) -> tuple[dict[str, Any], str]:
        entered = run_states(("T", {**state, "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}}))
        events = entered.history.to_aws()["events"][:2]
        recorded = {"events": events}
        backend = RecordedBackend(recorded_tasks(recorded), unscheduled=unscheduled_states(recorded))
        execution = run_states(("T", state), data={"header": "not a list"}, backend=backend)
        assert (execution.error, len(execution.history)) == ("States.Runtime", 3)
        return recorded, str(execution.cause)

    def test_an_activity_does_not_exist(self) -> None:
        _, cause = self.refused({"Type": "Task", "Resource": ACTIVITY})
        assert cause.endswith(f"The activity {ACTIVITY} does not exist.")

    def test_parameters_that_cannot_be_sent(self) -> None:
        api = "arn:aws:states:::apigateway:invoke"
        parameters = {"ApiEndpoint": "a.execute-api.us-east-1.amazonaws.com", "Method": "GET", "Headers.$": "$"}
        recorded, cause = self.refused({"Type": "Task", "Resource": api, "Parameters": parameters})
        assert "could not be used to start the Task" in cause
        assert unscheduled_states(recorded) == {"T"}


def test_tasks_of_children_are_left_to_another_backend() -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    processor = {"ProcessorConfig": config, "StartAt": "T", "States": {"T": {**TASK, "End": True}}}
    state = ("M", {"Type": "Map", "ItemProcessor": processor})
    recorded = run_states(state, data=[1, 2], backend=Replies(Succeeded("a"), Succeeded("b"))).history.to_aws()
    backend = RecordedBackend(recorded_tasks(recorded), children=Replies(Succeeded("a"), Succeeded("b")))
    assert run_states(state, data=[1, 2], backend=backend).output == ["a", "b"]


def test_a_task_that_was_still_running_never_answers() -> None:
    recorded = run_states(("T", TASK), backend=Replies(Succeeded(1))).history.to_aws()
    del recorded["events"][4:]
    execution = replay(("T", {**TASK, "TimeoutSeconds": 9}), recorded=recorded)
    assert (execution.error, execution.duration_ms) == ("States.Timeout", 9_000)


def test_an_attempt_that_was_not_recorded_is_said() -> None:
    recorded = run_states(("T", TASK), backend=Replies(Succeeded(1))).history.to_aws()
    with pytest.raises(UsageError, match="no further attempt of the state 'Other'"):
        replay(("Other", TASK), recorded=recorded)


@pytest.mark.parametrize("history", [None, [], {}, {"events": 1}, {"events": [1]}, {"events": [{"type": "X"}]}])
def test_what_is_no_history_is_refused(history: Any) -> None:
    with pytest.raises(UsageError):
        recorded_tasks(history)


def test_the_first_difference_is_named() -> None:
    one = run_states(("A", {"Type": "Pass"}), ("B", {"Type": "Pass", "Result": 1}))
    two = run_states(("A", {"Type": "Pass"}), ("B", {"Type": "Pass", "Result": 2}))
    three = run_states(("A", {"Type": "Pass"}), ("C", {"Type": "Pass"}))
    recorded = one.history.to_aws()["events"]
    assert str(first_divergence(two.history, recorded)).startswith('event 5 was PassStateExited of "B" with output 1')
    assert 'is PassStateEntered of "C" now' in str(first_divergence(three.history, recorded))
    assert "is the end now" in str(first_divergence(one.history, [*recorded, {"type": "Extra", "id": 9}]))


def test_ids_that_every_run_draws_anew_are_no_difference() -> None:
    state = ("A", {"Type": "Pass", "Parameters": {"id.$": "States.UUID()", "me.$": "$$.Execution.Id"}})
    recorded = run_states(state, seed=1).history.to_aws()["events"]
    assert first_divergence(run_states(state, seed=2).history, recorded) is None


@given(strategies.machines(), st.integers(0, 1000))
@settings(deadline=None, max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))
def test_replaying_a_history_gives_that_history(definition: Any, seed: int) -> None:
    first = run(definition, {}, seed=seed)
    recorded = copy.deepcopy(first.history.to_aws())
    second = run(definition, {}, seed=seed, backend=RecordedBackend(recorded_tasks(recorded)))
    assert shape(second) == shape(first)
    assert first_divergence(second.history, recorded["events"]) is None


def test_the_machine_of_these_tests_is_valid() -> None:
    assert run(machine(("T", TASK)), {}, backend=Replies()).status.value == "SUCCEEDED"
