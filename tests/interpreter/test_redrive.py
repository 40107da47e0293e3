"""Redrive: what is run again, what is not, what cannot be redriven."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Execution, Failed, Limits, NotRedrivable, Silent, Stop, Succeeded, redrive, run
from interpreter.redrive import redrive_refusal
from tests.interpreter.machines import LAMBDA, Replies, machine, run_states, shape

DAY_MS = 86_400_000
BAD = Failed("Bad", "cause")


def task(**fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f", "Payload.$": "$"}, **fields}


def branch(name: str, state: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": name, "States": {name: {**state, "End": True}}}


def new_events(before: Execution, after: Execution) -> list[str]:
    assert shape(after)[: len(before.history)] == shape(before), "the history continues"
    return shape(after)[len(before.history) :]


def types(before: Execution, after: Execution) -> list[str]:
    return [text.split("(")[0] for text in new_events(before, after)]


def test_a_task_is_scheduled_anew_and_what_came_before_is_not_run_again() -> None:
    failed = run_states(("A", task(ResultPath="$.a")), ("B", task()), backend=Replies(Succeeded(1), BAD))
    backend = Replies(Succeeded(2))
    again = redrive(failed, backend=backend)
    assert (again.status.value, again.output) == ("SUCCEEDED", 2)
    assert new_events(failed, again) == [
        "ExecutionRedriven(12<-11)",
        "TaskScheduled(13<-10)",
        "TaskStarted(14<-13)",
        "TaskSucceeded(15<-14)",
        "TaskStateExited(16<-15)",
        "ExecutionSucceeded(17<-16)",
    ]
    (request,) = backend.requests
    assert request.parameters == {"FunctionName": "f", "Payload": {"a": 1}}
    assert request.sequence == 2, "requests are numbered on"
    assert (again.arn, again.facts.start_ms, again.redrive_count) == (failed.arn, failed.facts.start_ms, 1)
    details = again.history.to_aws()["events"][11]["executionRedrivenEventDetails"]
    assert details == {"redriveCount": 1}


def test_the_first_execution_is_left_as_it_is() -> None:
    failed = run_states(("A", task()), backend=Replies(BAD))
    before = shape(failed)
    redrive(failed, backend=Replies(Succeeded(1)))
    assert (shape(failed), failed.redrive_count) == (before, 0)
    assert redrive(failed, backend=Replies(Succeeded(1))).output == 1, "and may be redriven once more"


def test_it_may_fail_and_be_redriven_again() -> None:
    execution = run_states(("A", task()), backend=Replies(BAD))
    for number in (1, 2):
        execution = redrive(execution, backend=Replies(BAD))
        assert (execution.status.value, execution.redrive_count) == ("FAILED", number)
    assert redrive(execution, backend=Replies(Succeeded("ok"))).output == "ok"


def test_retries_start_again() -> None:
    state = task(Retry=[{"ErrorEquals": ["Bad"], "MaxAttempts": 2}])
    failed = run_states(("A", state), backend=Replies(BAD, BAD, BAD))
    backend = Replies(BAD, BAD, Succeeded("third time"))
    assert redrive(failed, backend=backend).output == "third time"
    assert [request.retry_count for request in backend.requests] == [0, 1, 2]


def test_the_context_object_tells_of_the_redrive() -> None:
    state = {"Type": "Pass", "Parameters": {"n.$": "$$.Execution.RedriveCount", "at.$": "$$.Execution.RedriveTime"}}
    failed = run_states(("A", task()), ("B", state), backend=Replies(BAD))
    again = redrive(failed, backend=Replies(Succeeded(1)), after_ms=1_500)
    assert again.output == {"n": 1, "at": "2026-01-01T00:00:01.500Z"}


def test_variables_are_kept() -> None:
    assign = {"Type": "Pass", "Assign": {"kept": 42}}
    failed = run_states(("A", assign), ("B", task()), ("C", {"Type": "Pass", "Parameters": {"x.$": "$kept"}}),
                        backend=Replies(BAD))  # fmt: skip
    assert redrive(failed, backend=Replies(Succeeded(1))).output == {"x": 42}


def test_a_wait_by_seconds_waits_again_and_a_past_timestamp_does_not() -> None:
    stopped = run_states(("W", {"Type": "Wait", "Seconds": 60}), stop=Stop(50_000))
    again = redrive(stopped, after_ms=30_000)
    assert (again.status.value, again.duration_ms) == ("SUCCEEDED", 140_000)
    assert new_events(stopped, again)[1] == "WaitStateExited(5<-2)"
    until = {"Type": "Wait", "Timestamp": "2026-01-01T00:01:00Z"}
    stopped = run_states(("W", until), stop=Stop(50_000))
    assert redrive(stopped, after_ms=30_000).duration_ms == 80_000


def test_a_choice_is_evaluated_again_and_a_fail_state_entered_again() -> None:
    rule = {"Variable": "$.missing", "StringEquals": "x", "Next": "F"}
    failed = run_states(("C", {"Type": "Choice", "Choices": [rule]}), ("F", {"Type": "Fail"}), data={})
    assert types(failed, redrive(failed)) == ["ExecutionRedriven", "ExecutionFailed"]
    failed = run_states(("F", {"Type": "Fail", "Error": "E"}))
    assert types(failed, redrive(failed)) == ["ExecutionRedriven", "FailStateEntered", "ExecutionFailed"]


def test_a_machine_that_ran_out_of_time_has_all_of_it_again() -> None:
    definition = {**machine(("A", task())), "TimeoutSeconds": 10}
    timed_out = run(definition, {}, backend=Replies(Silent()))
    assert timed_out.status.value == "TIMED_OUT"
    again = redrive(timed_out, backend=Replies(Succeeded("ok", delay_ms=9_000)))
    assert (again.output, again.duration_ms) == ("ok", 19_000)


class TestParallel:
    def both(self, *branches: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
        return "P", {"Type": "Parallel", "Branches": list(branches), **fields}

    def test_only_branches_that_failed_or_were_cut_off(self) -> None:
        state = self.both(branch("A", task()), branch("B", task()), branch("C", task()))
        slow = Succeeded("slow", delay_ms=9_000)
        failed = run_states(state, backend=Replies(Succeeded("a"), Failed("Bad", None, delay_ms=1_000), slow))
        backend = Replies(Succeeded("b"), Succeeded("c"))
        again = redrive(failed, backend=backend)
        assert again.output == ["a", "b", "c"]
        assert [request.state_name for request in backend.requests] == ["B", "C"]
        assert "ParallelStateStarted" not in types(failed, again)

    def test_branches_inside_branches(self) -> None:
        inner = {"Type": "Parallel", "Branches": [branch("A", task()), branch("B", task())]}
        state = self.both(branch("I", inner), branch("C", task()))
        failed = run_states(state, backend=Replies(Succeeded("a"), BAD, Succeeded("c")))
        backend = Replies(Succeeded("b"))
        assert redrive(failed, backend=backend).output == [["a", "b"], "c"]

    def test_a_stop_cuts_all_branches_off(self) -> None:
        state = self.both(branch("A", {"Type": "Wait", "Seconds": 10}), branch("B", task()))
        stopped = run_states(state, backend=Replies(Succeeded("b", delay_ms=1_000)), stop=Stop(5_000))
        backend = Replies()
        again = redrive(stopped, backend=backend, after_ms=0)
        assert (again.output, again.duration_ms, backend.requests) == ([{}, "b"], 15_000, [])

    def test_all_of_it_after_a_payload_was_too_large(self) -> None:
        state = self.both(branch("A", task()), branch("B", task()))
        limits = Limits(payload_bytes=60)
        failed = run_states(state, backend=Replies(Succeeded("a"), Succeeded("b" * 100)), limits=limits)
        assert failed.error == "States.DataLimitExceeded"
        backend = Replies(Succeeded(1), Succeeded(2))
        again = redrive(failed, backend=backend)
        assert (again.output, len(backend.requests)) == ([1, 2], 2)
        assert types(failed, again).count("ParallelStateStarted") == 1

    def test_what_failed_after_the_branches_does_not_run_them_again(self) -> None:
        state = self.both(branch("A", task()), ResultSelector={"x.$": "$[0].missing"})
        failed = run_states(state, backend=Replies(Succeeded("a")))
        backend = Replies()
        assert redrive(failed, backend=backend).error == "States.Runtime"
        assert backend.requests == []

    def test_a_retry_after_a_redrive_runs_all_branches(self) -> None:
        state = self.both(branch("A", task()), branch("B", task()), Retry=[{"ErrorEquals": ["Bad"], "MaxAttempts": 1}])
        failed = run_states(state, backend=Replies(Succeeded("a"), BAD, Succeeded("a"), BAD))
        backend = Replies(BAD, Succeeded("a"), Succeeded("b"))
        assert redrive(failed, backend=backend).output == ["a", "b"]
        assert [request.state_name for request in backend.requests] == ["B", "A", "B"]


class TestInlineMap:
    def each(self, concurrency: int) -> tuple[str, dict[str, Any]]:
        return "M", {"Type": "Map", "MaxConcurrency": concurrency, "ItemProcessor": branch("T", task())}

    def test_finished_iterations_are_kept_and_later_ones_begin(self) -> None:
        failed = run_states(self.each(1), data=[1, 2, 3], backend=Replies(Succeeded("a"), BAD))
        backend = Replies(Succeeded("b"), Succeeded("c"))
        again = redrive(failed, backend=backend)
        assert again.output == ["a", "b", "c"]
        assert [request.parameters["Payload"] for request in backend.requests] == [2, 3]
        told = types(failed, again)
        assert (told.count("MapIterationStarted"), told.count("MapIterationSucceeded")) == (1, 2)
        assert "MapStateStarted" not in told

    def test_iterations_that_were_cut_off_go_on_where_they_stood(self) -> None:
        steps = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "T"}, "T": task(End=True)}}
        state = ("M", {"Type": "Map", "ItemProcessor": steps})
        slow = Succeeded("slow", delay_ms=9_000)
        failed = run_states(state, data=[1, 2], backend=Replies(slow, Failed("Bad", None, delay_ms=1_000)))
        again = redrive(failed, backend=Replies(Succeeded("x"), Succeeded("y")))
        assert again.output == ["x", "y"]
        assert "PassStateEntered" not in types(failed, again)


class TestDistributedMap:
    def each(self, child_type: str = "STANDARD", **fields: Any) -> tuple[str, dict[str, Any]]:
        config = {"Mode": "DISTRIBUTED", "ExecutionType": child_type}
        steps = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "T"}, "T": task(End=True)}}
        return "M", {"Type": "Map", "ItemProcessor": {"ProcessorConfig": config, **steps}, **fields}

    def test_what_succeeded_is_taken_over_and_the_rest_goes_on(self) -> None:
        state = self.each(MaxConcurrency=1)
        failed = run_states(state, data=[1, 2, 3], backend=Replies(Succeeded("a"), BAD))
        assert failed.error == "States.ExceedToleratedFailureThreshold"
        backend = Replies(Succeeded("b"), Succeeded("c"))
        again = redrive(failed, backend=backend)
        assert again.output == ["a", "b", "c"]
        assert [request.parameters["Payload"] for request in backend.requests] == [2, 3]
        told = types(failed, again)
        assert told[:2] == ["ExecutionRedriven", "MapRunRedriven"]
        assert "MapStateStarted" not in told
        (arn, map_run), (old_arn, old_run) = *again.map_runs.items(), *failed.map_runs.items()
        assert (arn, map_run.redrive_count, old_run.redrive_count) == (old_arn, 1, 0)
        assert (map_run.status, old_run.status) == ("SUCCEEDED", "FAILED")
        assert map_run.execution_counts.succeeded == 3
        details = again.history.to_aws()["events"][len(failed.history) + 1]["mapRunRedrivenEventDetails"]
        assert details == {"mapRunArn": arn, "redriveCount": 1}

    def test_a_standard_child_goes_on_in_its_own_history(self) -> None:
        failed = run_states(self.each(), data=[1], backend=Replies(BAD))
        again = redrive(failed, backend=Replies(Succeeded("b")))
        ((before,), (after,)) = (*failed.map_runs.values(), *again.map_runs.values())
        assert (after.arn, after.redrive_count, after.output) == (before.arn, 1, "b")
        assert types(before, after)[:2] == ["ExecutionRedriven", "TaskScheduled"]

    def test_an_express_child_is_started_anew(self) -> None:
        failed = run_states(self.each("EXPRESS"), data=[1], backend=Replies(BAD))
        again = redrive(failed, backend=Replies(Succeeded("b")))
        ((before,), (after,)) = (*failed.map_runs.values(), *again.map_runs.values())
        assert after.arn != before.arn
        assert (after.redrive_count, again.output) == (0, ["b"])

    def test_children_that_a_stop_cut_off(self) -> None:
        slow = Succeeded("slow", delay_ms=9_000)
        stopped = run_states(self.each(), data=[1, 2], backend=Replies(Succeeded("a"), slow), stop=Stop(5_000))
        backend = Replies(Succeeded("b"))
        assert redrive(stopped, backend=backend).output == ["a", "b"]
        assert len(backend.requests) == 1

    def test_it_may_fail_again(self) -> None:
        execution = run_states(self.each(), data=[1, 2], backend=Replies(Succeeded("a"), BAD))
        for _ in range(2):
            execution = redrive(execution, backend=Replies(BAD))
            assert execution.error == "States.ExceedToleratedFailureThreshold"
        again = redrive(execution, backend=Replies(Succeeded("b")))
        assert again.output == ["a", "b"]
        (map_run,) = again.map_runs.values()
        assert (map_run.redrive_count, {child.redrive_count for child in map_run}) == (3, {0, 3})

    def test_a_map_run_whose_children_were_not_all_kept_is_started_anew(self) -> None:
        failed = run_states(
            self.each(MaxConcurrency=1), data=[1, 2, 3], backend=Replies(Succeeded("a"), BAD), keep_children=1
        )
        backend = Replies(Succeeded("a"), Succeeded("b"), Succeeded("c"))
        again = redrive(failed, backend=backend)
        assert (again.output, len(backend.requests)) == (["a", "b", "c"], 3)
        assert types(failed, again)[1] == "MapRunStarted"


class TestRefusals:
    def test_a_success(self) -> None:
        with pytest.raises(NotRedrivable, match="Execution is SUCCEEDED and cannot be redriven"):
            redrive(run_states(("P", {"Type": "Pass"})))

    def test_an_express_execution(self) -> None:
        with pytest.raises(NotRedrivable, match="Express"):
            redrive(run_states(("F", {"Type": "Fail"}), type="EXPRESS"))

    def test_a_history_that_is_almost_full(self) -> None:
        again = {"Variable": "$.stop", "IsPresent": False, "Next": "A"}
        full = run_states(
            ("A", {"Type": "Choice", "Choices": [again], "Default": "B"}), ("B", {"Type": "Pass"}), data={"x": 1}
        )
        with pytest.raises(NotRedrivable, match="history limit"):
            redrive(full)

    def test_too_late(self) -> None:
        failed = run_states(("F", {"Type": "Fail"}))
        assert redrive_refusal(failed, failed.stop_ms + 14 * DAY_MS) is None
        with pytest.raises(NotRedrivable, match="period exceeded"):
            redrive(failed, after_ms=14 * DAY_MS + 1)

    def test_open_for_too_long(self) -> None:
        stopped = run_states(("W", {"Type": "Wait", "Seconds": 364 * 86_400}), stop=Stop(364 * DAY_MS - 1_000))
        with pytest.raises(NotRedrivable, match="open time"):
            redrive(stopped, after_ms=2 * DAY_MS)

    def test_a_child_of_a_map_run(self) -> None:
        processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **branch("T", task())}
        failed = run_states(("M", {"Type": "Map", "ItemProcessor": processor}), data=[1], backend=Replies(BAD))
        (children,) = failed.map_runs.values()
        with pytest.raises(NotRedrivable, match="with its Map Run"):
            redrive(children[0])
