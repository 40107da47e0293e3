"""Workers: who takes an activity's task, who answers a task token, and what the clock makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from asl.errors import UsageError
from interpreter import SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess, Submitted
from interpreter.backends.workers import TokenTask, Worker
from interpreter.tokens import InvalidOutput, InvalidToken, TaskTimedOut, TokenCall
from tests.interpreter.machines import CALLBACK, LAMBDA, Replies, run_states, shape

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:checks"
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/q"


def activity(**fields: Any) -> tuple[str, dict[str, Any]]:
    return "T", {"Type": "Task", "Resource": ACTIVITY, **fields}


def callback(**fields: Any) -> tuple[str, dict[str, Any]]:
    parameters = {"QueueUrl": QUEUE, "MessageBody.$": "$$.Task.Token"}
    return "T", {"Type": "Task", "Resource": CALLBACK, "Parameters": parameters, **fields}


def types(execution: Any) -> list[str]:
    return [text.split("(")[0] for text in shape(execution)][2:-1]


class TestActivities:
    def test_a_worker_takes_the_task_and_answers(self) -> None:
        seen: list[TokenTask] = []

        def clerk(task: TokenTask) -> TokenCall:
            seen.append(task)
            return SendTaskSuccess({"got": task.input}, after_ms=1_000)

        worker = Worker(clerk, name="clerk", takes_after_ms=5_000)
        execution = run_states(activity(), data={"x": 1}, workers={"checks": worker})
        assert execution.output == {"got": {"x": 1}}
        assert types(execution) == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited"]
        started = execution.history.to_aws()["events"][3]
        assert started["activityStartedEventDetails"] == {"workerName": "clerk"}
        assert execution.duration_ms == 6_000
        assert (seen[0].state_name, seen[0].retry_count, bool(seen[0].token)) == ("T", 0, True)

    @pytest.mark.parametrize("key", ["T", "checks", ACTIVITY])
    def test_workers_are_found_by_state_name_and_arn(self, key: str) -> None:
        execution = run_states(activity(), workers={key: lambda _task: SendTaskSuccess(key)})
        assert execution.output == key
        assert execution.history.to_aws()["events"][3]["activityStartedEventDetails"] == {}

    def test_a_failure(self) -> None:
        execution = run_states(activity(), workers={"T": lambda _task: SendTaskFailure("Bad", "worse")})
        assert (execution.error, execution.cause) == ("Bad", "worse")
        assert "ActivityFailed(5<-4)" in shape(execution)

    def test_a_failure_without_words(self) -> None:
        execution = run_states(activity(), workers={"T": lambda _task: SendTaskFailure()})
        assert (execution.status.value, execution.error, execution.cause) == ("FAILED", None, None)

    def test_the_clock_starts_when_the_task_is_taken(self) -> None:
        slow = Worker(lambda _task: SendTaskSuccess(1, after_ms=9_000), takes_after_ms=100_000)
        assert run_states(activity(TimeoutSeconds=10), workers={"T": slow}).output == 1
        late = Worker(lambda _task: SendTaskSuccess(1, after_ms=11_000), takes_after_ms=100_000)
        execution = run_states(activity(TimeoutSeconds=10), workers={"T": late})
        assert (execution.error, execution.duration_ms) == ("States.Timeout", 110_000)
        assert "ActivityTimedOut(5<-4)" in shape(execution)

    def test_nobody_polls(self) -> None:
        execution = run_states(activity(TimeoutSeconds=10), workers={"checks": None})
        assert execution.status.value == "TIMED_OUT"
        assert shape(execution)[-2:] == ["ActivityScheduled(3<-2)", "ExecutionTimedOut(4<-3)"]
        assert execution.stuck == 'state "T" waits for a worker of the activity checks'

    def test_retries_get_tokens_of_their_own(self) -> None:
        tokens: list[str] = []

        def flaky(task: TokenTask) -> TokenCall:
            tokens.append(task.token)
            return SendTaskFailure("Flaky") if task.retry_count == 0 else SendTaskSuccess("ok")

        execution = run_states(activity(Retry=[{"ErrorEquals": ["Flaky"]}]), workers={"T": flaky})
        assert execution.output == "ok"
        assert len(set(tokens)) == 2


class TestHeartbeats:
    def test_each_heartbeat_starts_the_wait_anew(self) -> None:
        def clerk(_task: TokenTask) -> Iterator[TokenCall]:
            for _ in range(5):
                yield SendTaskHeartbeat(after_ms=9_000)
            yield SendTaskSuccess("done", after_ms=9_000)

        for state in (activity(HeartbeatSeconds=10), callback(HeartbeatSeconds=10)):
            execution = run_states(state, workers={"T": clerk}, backend=Replies(Submitted({})))
            assert (execution.output, execution.duration_ms) == ("done", 54_000)

    def test_a_missed_one_is_reported_as_a_timeout_and_caught_by_either_name(self) -> None:
        def clerk(_task: TokenTask) -> list[TokenCall]:
            return [SendTaskHeartbeat(after_ms=9_000)]

        for name in ("States.HeartbeatTimeout", "States.Timeout"):
            state = activity(HeartbeatSeconds=10, Catch=[{"ErrorEquals": [name], "Next": "After"}])
            execution = run_states(state, ("After", {"Type": "Pass"}), workers={"T": clerk})
            assert execution.output == {"Error": "States.Timeout", "Cause": None}
            assert execution.duration_ms == 19_000

    def test_heartbeats_do_not_move_the_timeout(self) -> None:
        def clerk(_task: TokenTask) -> Iterator[TokenCall]:
            while True:
                yield SendTaskHeartbeat(after_ms=1_000)

        execution = run_states(activity(HeartbeatSeconds=5, TimeoutSeconds=20), workers={"T": clerk})
        assert (execution.error, execution.duration_ms) == ("States.Timeout", 20_000)

    def test_an_answer_in_the_last_moment_counts(self) -> None:
        execution = run_states(
            activity(HeartbeatSeconds=10), workers={"T": lambda _task: SendTaskSuccess(1, after_ms=10_000)}
        )
        assert execution.output == 1


class TestCallbacks:
    def test_the_call_is_made_and_its_token_answered(self) -> None:
        backend = Replies(Submitted({"MessageId": "1"}, delay_ms=200))

        def clerk(task: TokenTask) -> TokenCall:
            assert task.input["MessageBody"] == task.token
            return SendTaskSuccess({"ok": True}, after_ms=60_000)

        execution = run_states(callback(), workers={"T": clerk}, backend=backend)
        assert (execution.output, execution.duration_ms) == ({"ok": True}, 60_000)
        assert types(execution) == ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited"]

    def test_an_answer_may_come_before_the_call_has_returned(self) -> None:
        backend = Replies(Submitted({}, delay_ms=5_000))

        def hasty(_task: TokenTask) -> list[TokenCall]:
            return [SendTaskHeartbeat(after_ms=100), SendTaskSuccess("early", after_ms=100)]

        execution = run_states(callback(HeartbeatSeconds=10), workers={"T": hasty}, backend=backend)
        assert (execution.output, execution.duration_ms) == ("early", 5_000)
        assert "TaskSubmitted(5<-4)" in shape(execution)

    def test_a_token_that_nobody_sends_back(self) -> None:
        execution = run_states(callback(), workers={"T": None}, backend=Replies(Submitted({})))
        assert execution.status.value == "TIMED_OUT"
        assert execution.stuck == 'state "T" waits for its task token, which nobody sends back'

    def test_a_task_without_a_token_has_no_worker(self) -> None:
        task = ("T", {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}})
        with pytest.raises(UsageError, match="gives out no task token"):
            run_states(task, workers={"T": lambda _task: SendTaskSuccess(1)})


class TestRefusals:
    def test_a_late_call_is_answered_with_a_timeout(self) -> None:
        told: list[type[Exception]] = []

        def late(_task: TokenTask) -> Iterator[TokenCall]:
            try:
                yield SendTaskSuccess(1, after_ms=7_000)
            except TaskTimedOut as error:
                told.append(type(error))

        wait = ("W", {"Type": "Wait", "Seconds": 10})
        state = activity(TimeoutSeconds=5, Catch=[{"ErrorEquals": ["States.Timeout"], "Next": "W"}])
        execution = run_states(state, wait, workers={"T": late})
        assert told == [TaskTimedOut]
        assert [(call.state_name, type(call.error)) for call in execution.refused_calls] == [("T", TaskTimedOut)]
        assert execution.refused_calls[0].time_ms == execution.facts.start_ms + 7_000

    def test_a_second_answer_is_too_late_as_well(self) -> None:
        def twice(_task: TokenTask) -> list[TokenCall]:
            return [SendTaskSuccess("first"), SendTaskSuccess("second")]

        execution = run_states(activity(), ("W", {"Type": "Wait", "Seconds": 1}), workers={"T": twice})
        assert execution.output == "first"
        assert [type(call.error) for call in execution.refused_calls] == [TaskTimedOut]

    def test_an_unknown_token(self) -> None:
        def confused(_task: TokenTask) -> Iterator[TokenCall]:
            try:
                yield SendTaskSuccess(1, token="nobody's")
            except InvalidToken:
                yield SendTaskSuccess(2)

        execution = run_states(activity(), workers={"T": confused})
        assert execution.output == 2
        assert [type(call.error) for call in execution.refused_calls] == [InvalidToken]

    def test_an_output_that_is_not_json_leaves_the_task_open(self) -> None:
        def sloppy(_task: TokenTask) -> Iterator[TokenCall]:
            try:
                yield SendTaskSuccess({1, 2})  # type: ignore[arg-type]  # what a sloppy worker does
            except InvalidOutput:
                yield SendTaskSuccess([1, 2], after_ms=1)

        assert run_states(activity(), workers={"T": sloppy}).output == [1, 2]

    def test_a_worker_that_never_gives_up_is_not_listened_to_for_ever(self) -> None:
        def stubborn(_task: TokenTask) -> Iterator[TokenCall]:
            while True:
                try:
                    yield SendTaskSuccess(1)
                except TaskTimedOut:
                    continue

        execution = run_states(activity(), ("W", {"Type": "Wait", "Seconds": 1}), workers={"T": stubborn})
        assert len(execution.refused_calls) == 100

    def test_one_worker_may_answer_for_another(self) -> None:
        tokens: list[str] = []

        def asks(task: TokenTask) -> list[TokenCall]:
            tokens.append(task.token)
            return []

        def answers(_task: TokenTask) -> Iterator[TokenCall]:
            yield SendTaskSuccess("for the other", after_ms=1_000, token=tokens[0])
            yield SendTaskSuccess("for myself", after_ms=1_000)

        other = ACTIVITY.replace("checks", "other")
        branches = [
            {"StartAt": name, "States": {name: {"Type": "Task", "Resource": arn, "End": True}}}
            for name, arn in (("A", ACTIVITY), ("B", other))
        ]
        execution = run_states(("P", {"Type": "Parallel", "Branches": branches}), workers={"A": asks, "B": answers})
        assert execution.output == ["for the other", "for myself"]
