"""StopExecution at a virtual time: what is recorded, what is cancelled, who is told why a run could not go on."""

from __future__ import annotations

from typing import Any

import pytest

from asl.errors import UsageError
from interpreter import Pending, Silent, Stop, Submitted, Succeeded, run
from interpreter.logs import log_events, sync_answer
from tests.interpreter.machines import LAMBDA, LIFTED, TRAIN, Replies, machine, run_states, shape
from tests.interpreter.test_tasks import PARAMETERS

WAIT: dict[str, Any] = {"Type": "Wait", "Seconds": 60}
JOB: dict[str, Any] = {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS, "End": True}
CALL: dict[str, Any] = {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}, "End": True}
CHILD = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


def jobs(number: int) -> Replies:
    return Replies(*[Submitted({}, job="j", poll_after_ms=60_000)] * number, polls=(Pending(60_000),) * 10 * number)


def test_an_execution_that_waits() -> None:
    execution = run_states(("W", WAIT), stop=Stop(30_000))
    assert execution.status.value == "ABORTED"
    assert shape(execution) == ["ExecutionStarted(1<-0)", "WaitStateEntered(2<-0)", "ExecutionAborted(3<-0)"]
    assert execution.duration_ms == 30_000
    last = execution.history.to_aws()["events"][-1]
    assert last["executionAbortedEventDetails"] == {}


def test_error_and_cause_are_the_callers() -> None:
    execution = run_states(("W", WAIT), stop=Stop(0, "Enough", "it takes too long"))
    assert (execution.error, execution.cause) == ("Enough", "it takes too long")
    last = execution.history.to_aws()["events"][-1]
    assert last["executionAbortedEventDetails"] == {"error": "Enough", "cause": "it takes too long"}


def test_what_is_due_at_the_time_of_the_stop_still_happens() -> None:
    assert run_states(("W", WAIT), stop=Stop(60_000)).status.value == "SUCCEEDED"
    assert run_states(("W", WAIT), stop=Stop(59_999)).status.value == "ABORTED"


def test_a_stop_after_the_end_changes_nothing() -> None:
    assert run_states(("W", WAIT), stop=Stop(61_000)).duration_ms == 60_000


def test_the_machines_timeout_may_come_first() -> None:
    definition = {**machine(("W", WAIT)), "TimeoutSeconds": 10}
    assert run(definition, stop=Stop(10_001)).status.value == "TIMED_OUT"
    assert run(definition, stop=Stop(10_000)).status.value == "ABORTED"


def test_jobs_of_branches_and_children_are_cancelled_once() -> None:
    inline = {"StartAt": "A", "States": {"A": JOB}}
    processor = {"ProcessorConfig": CHILD, "StartAt": "B", "States": {"B": JOB}}
    many = {"Type": "Map", "ItemProcessor": processor, "ItemsPath": "$.items", "End": True}
    both = {"Type": "Parallel", "Branches": [inline, {"StartAt": "M", "States": {"M": many}}]}
    backend = jobs(3)
    execution = run_states(("P", both), data={"items": [1, 2]}, backend=backend, stop=Stop(90_000))
    assert execution.status.value == "ABORTED"
    assert sorted(backend.cancelled) == ["A", "B", "B"]
    (children,) = execution.map_runs.values()
    assert [child.status.value for child in children] == ["ABORTED", "ABORTED"]
    assert {child.history.events[-1].type for child in children} == {"ExecutionAborted"}


def test_a_job_is_cancelled_although_its_start_call_has_not_come_back() -> None:
    backend = Replies(Submitted({}, job="j", poll_after_ms=60_000, delay_ms=5_000))
    run_states(("A", JOB), backend=backend, stop=Stop(1_000))
    assert backend.cancelled == ["A"]


def test_children_that_a_failed_sibling_cuts_off_are_aborted_too() -> None:
    processor = {"ProcessorConfig": CHILD, "StartAt": "T", "States": {"T": CALL}}
    slow, bad = Succeeded({}, delay_ms=60_000), Silent()
    execution = run_states(
        ("M", {"Type": "Map", "ItemProcessor": processor}),
        data=[1, 2],
        backend=Replies(slow, bad),
        stop=Stop(70_000),
    )
    (children,) = execution.map_runs.values()
    assert sorted(child.status.value for child in children) == ["ABORTED", "SUCCEEDED"]


def test_a_task_that_nobody_answers_is_stuck_until_the_longest_run_is_over() -> None:
    execution = run_states(("T", CALL), backend=Replies(Silent()))
    assert (execution.status.value, execution.error) == ("TIMED_OUT", "States.Timeout")
    assert execution.duration_ms == 365 * 86_400_000
    assert str(execution.stuck).startswith("nothing is left that could happen")


def test_without_any_limit_a_stuck_run_ends_where_it_stands() -> None:
    execution = run_states(("T", CALL), backend=Replies(Silent()), limits=LIFTED)
    assert (execution.status.value, execution.duration_ms) == ("TIMED_OUT", 0)
    assert execution.stuck


def test_a_stuck_run_that_is_stopped_has_nothing_to_explain() -> None:
    execution = run_states(("T", CALL), backend=Replies(Silent()), stop=Stop(5_000))
    assert (execution.status.value, execution.duration_ms, execution.stuck) == ("ABORTED", 5_000, None)


def test_an_express_execution_that_runs_out_of_time_is_told_in_logs_and_answers() -> None:
    execution = run_states(("W", {"Type": "Wait", "Seconds": 400}), type="EXPRESS")
    assert [event["type"] for event in log_events(execution, "FATAL")] == ["ExecutionTimedOut"]
    answer = sync_answer(execution)
    assert (answer["status"], answer["error"], "cause" in answer) == ("TIMED_OUT", "States.Timeout", False)
    assert answer["billingDetails"]["billedDurationInMilliseconds"] == 300_000


def test_a_stop_cannot_come_before_the_start() -> None:
    with pytest.raises(UsageError, match="before it starts"):
        Stop(-1)
