"""Quotas: of the history, of payloads, of time; and the measuring that the payload quota rests on."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.errors import UsageError
from asl.json_values import size_bytes
from interpreter import (
    STANDARD_LIMITS,
    UNLIMITED,
    Execution,
    Failed,
    InvalidDefinition,
    InvalidExecutionInput,
    Limits,
    Pending,
    Silent,
    Submitted,
    Succeeded,
    run,
    with_limit,
)
from interpreter.limits import SizeMeter
from tests.interpreter.machines import CALLBACK, LAMBDA, TRAIN, Replies, machine, run_states, shape
from tests.interpreter.test_tasks import ACTIVITY, PARAMETERS
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
    assert isinstance(execution.output, list)
    assert [told["Status"] for told in execution.output] == ["FAILED", "FAILED"]
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


class TestVariables:
    def assign(self, *values: dict[str, Any], data: Any = None) -> Execution:
        states = [(f"S{index}", {"Type": "Pass", "Assign": value}) for index, value in enumerate(values)]
        return run_states(*states, data=data)

    def test_one_variable(self) -> None:
        assert self.assign({"a": "x" * 262_142}).error is None
        execution = self.assign({"a": "x" * 262_143})
        assert (execution.status.value, execution.error) == ("FAILED", "States.DataLimitExceeded")
        assert "'a'" in str(execution.cause)

    def test_all_variables_of_one_assign(self) -> None:
        assert self.assign({"a": "x" * 131_070, "b": "x" * 131_070}).error is None
        execution = self.assign({"a": "x" * 131_070, "b": "x" * 131_071})
        assert (execution.error, "one Assign" in str(execution.cause)) == ("States.DataLimitExceeded", True)

    def test_all_that_is_stored(self) -> None:
        data, read = {"x": "x" * 262_000}, "$.x"
        names = [f"v{index}.$" for index in range(41)]
        assert self.assign(*({name: read} for name in names[:40]), data=data).error is None
        execution = self.assign(*({name: read} for name in names), data=data)
        assert (execution.error, "in all" in str(execution.cause)) == ("States.DataLimitExceeded", True)
        assert self.assign(*({"same.$": read} for _ in range(60)), data=data).error is None, "it was replaced"

    def test_limits_can_be_lifted(self) -> None:
        state = ("S", {"Type": "Pass", "Assign": {"a": "x" * 300_000}})
        assert run_states(state, limits=Limits(variable_bytes=None)).error is None


def test_errors_and_causes_are_cut() -> None:
    fail = ("F", {"Type": "Fail", "Error": "e" * 300, "Cause": "c" * 40_000})
    execution = run_states(fail)
    assert (len(execution.error or ""), len(execution.cause or "")) == (256, 32_768)
    task = ("T", {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}})
    execution = run_states(task, backend=Replies(Failed("e" * 300, "c" * 40_000)))
    assert (len(execution.error or ""), len(execution.cause or "")) == (256, 32_768)
    assert len(run_states(fail, limits=Limits(cause_chars=None)).cause or "") == 40_000


def test_a_result_that_is_too_large_is_a_failed_task_which_can_be_caught() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "After"}]
    task = {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"}, "Catch": catch}
    execution = run_states(("T", task), ("After", PASS), backend=Replies(Succeeded("y" * 262_143)))
    assert "TaskFailed(5<-4)" in shape(execution)
    assert not any(text.startswith("TaskSucceeded") for text in shape(execution))
    assert "'lambda' returned a result" in str(execution.output)


def test_a_function_called_by_its_arn_is_named_by_it() -> None:
    arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    execution = run_states(("T", {"Type": "Task", "Resource": arn}), backend=Replies(Succeeded("y" * 262_143)))
    assert "LambdaFunctionFailed(5<-4)" in shape(execution)
    assert f"'{arn}' returned a result" in str(execution.cause)


def test_the_input_of_a_task_is_limited_too() -> None:
    parameters = {"FunctionName": "f", "Payload": {"a.$": "$.x", "b.$": "$.x"}}
    task = ("T", {"Type": "Task", "Resource": LAMBDA, "Parameters": parameters})
    execution = run_states(task, data={"x": "y" * 200_000})
    assert (execution.error, len(execution.history)) == ("States.DataLimitExceeded", 3)


def test_the_input_of_an_execution_is_limited() -> None:
    with pytest.raises(InvalidExecutionInput, match="262,144"):
        run_states(("P", PASS), data="x" * 262_143)
    assert run_states(("P", PASS), data="x" * 262_142).status.value == "SUCCEEDED"


def test_a_failure_inside_an_iteration_points_at_what_came_before_it() -> None:
    inner = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": "x" * 20, "End": True}}}
    execution = run_states(("M", {"Type": "Map", "ItemProcessor": inner}), data=[1], limits=Limits(payload_bytes=10))
    assert shape(execution)[4:7] == ["PassStateEntered(5<-4)", "MapIterationFailed(6<-5)", "MapStateFailed(7<-5)"]


def test_an_http_call_has_a_minute() -> None:
    resource = "arn:aws:states:::http:invoke"
    arn = "arn:aws:events:us-east-1:123456789012:connection/c/11111111-2222-3333-4444-555555555555"
    parameters = {"ApiEndpoint": "https://a.b", "Method": "GET", "Authentication": {"ConnectionArn": arn}}
    call = ("H", {"Type": "Task", "Resource": resource, "Parameters": parameters, "TimeoutSeconds": 300})
    execution = run_states(call, backend=Replies(Succeeded({}, delay_ms=61_000)))
    assert (execution.error, execution.duration_ms) == ("States.Timeout", 60_000)
    scheduled = execution.history.to_aws()["events"][2]["taskScheduledEventDetails"]
    assert scheduled["timeoutInSeconds"] == 300


def test_every_limit_can_be_set_and_lifted_by_its_name() -> None:
    for limit in fields(Limits):
        assert getattr(with_limit(STANDARD_LIMITS, limit.name, 7), limit.name) == 7
        assert getattr(with_limit(STANDARD_LIMITS, limit.name, None), limit.name) is None
        assert getattr(UNLIMITED, limit.name) is None
    with pytest.raises(UsageError, match="no limit"):
        with_limit(STANDARD_LIMITS, "colour", 7)
    with pytest.raises(UsageError, match="cannot be 0"):
        with_limit(STANDARD_LIMITS, "http_ms", 0)


def test_an_express_child_of_a_map_run_has_five_minutes_too() -> None:
    branches = [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": True}}},
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": "f"},
                                          "End": True}}},
    ]  # fmt: skip
    steps = {"StartAt": "B", "States": {"B": {"Type": "Parallel", "Branches": branches, "End": True}}}
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}
    state = {"Type": "Map", "ToleratedFailureCount": 1, "ItemProcessor": {"ProcessorConfig": config, **steps}}
    execution = run_states(("M", state), data=[300, 301])
    (children,) = execution.map_runs.values()
    assert [(child.status.value, child.duration_ms) for child in children] == [
        ("SUCCEEDED", 300_000),
        ("TIMED_OUT", 300_000),
    ]
    assert children[1].history.events[-1].type == "ExecutionTimedOut"
    silent = run_states(("M", state), data=[1], backend=Replies(Silent()))
    (children,) = silent.map_runs.values()
    assert (children[0].status.value, silent.duration_ms) == ("TIMED_OUT", 300_000)
    lifted = run_states(("M", state), data=[301], limits=UNLIMITED)
    assert lifted.duration_ms == 301_000


def test_express_executions_refuse_what_waits_outside() -> None:
    for resource in (TRAIN, CALLBACK, ACTIVITY):
        with pytest.raises(InvalidDefinition):
            run(machine(("T", {"Type": "Task", "Resource": resource})), type="EXPRESS")
