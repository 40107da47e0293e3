"""Map, inline and distributed, and Parallel: order of work, order of events, failures of some among many."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Execution, Failed, Pending, Submitted, Succeeded
from tests.interpreter.machines import LAMBDA, LIFTED, TRAIN, Replies, run_states, shape
from tests.interpreter.test_tasks import PARAMETERS

TASK: dict[str, Any] = {
    "Type": "Task",
    "Resource": LAMBDA,
    "Parameters": {"FunctionName": "f", "Payload.$": "$"},
    "End": True,
}
PASS: dict[str, Any] = {"Type": "Pass", "End": True}
LOST = Failed("E", "c", delay_ms=1000)
FORGIVING = [{"ErrorEquals": ["States.ALL"], "Next": "After"}]


def flow(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def map_state(processor: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
    return "M", {"Type": "Map", "ItemProcessor": processor, **fields}


def distributed(processor: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
    config = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    return map_state({**config, **processor}, **fields)


def parallel(*branches: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
    return "P", {"Type": "Parallel", "Branches": list(branches), **fields}


def after(*delays_ms: int) -> Replies:
    """Answer each attempt with its own number, after so much virtual time."""
    return Replies(*(Succeeded(number, delay_ms) for number, delay_ms in enumerate(delays_ms)))


def since(execution: Execution, first: str) -> list[str]:
    """Return the shape of a history from the last event of a type on."""
    found = shape(execution)
    starts = [index for index, text in enumerate(found) if text.startswith(f"{first}(")]
    return found[starts[-1] :]


def started(execution: Execution) -> list[str]:
    return [text for text in shape(execution) if text.startswith("MapIterationStarted")]


DATA = {"items": ["a", "b"], "k": 1}

ITEMS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "the input itself": ({}, [1, 2], [1, 2]),
    "none": ({}, [], []),
    "ItemsPath": ({"ItemsPath": "$.items"}, DATA, ["a", "b"]),
    "InputPath before ItemsPath": ({"InputPath": "$.deep", "ItemsPath": "$.items"}, {"deep": DATA}, ["a", "b"]),
    "ItemSelector": (
        {
            "ItemsPath": "$.items",
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "k.$": "$.k"},
        },
        DATA,
        [{"i": 0, "v": "a", "k": 1}, {"i": 1, "v": "b", "k": 1}],
    ),
    "Parameters, its older name": (
        {"ItemsPath": "$.items", "Parameters": {"v.$": "$$.Map.Item.Value"}},
        DATA,
        [{"v": "a"}, {"v": "b"}],
    ),
    "ResultSelector and ResultPath": (
        {"ItemsPath": "$.items", "ResultSelector": {"last.$": "$[1]"}, "ResultPath": "$.r"},
        DATA,
        {**DATA, "r": {"last": "b"}},
    ),
}


@pytest.mark.parametrize("make", [map_state, distributed], ids=["inline", "distributed"])
@pytest.mark.parametrize("name", ITEMS)
def test_items(name: str, make: Any) -> None:
    fields, data, expected = ITEMS[name]
    assert run_states(make(flow(I=PASS), **fields), data=data).output == expected


def test_an_empty_map_starts_no_iteration() -> None:
    execution = run_states(map_state(flow(I=PASS)), data=[])
    assert shape(execution)[2:] == [
        "MapStateStarted(3<-2)",
        "MapStateSucceeded(4<-3)",
        "MapStateExited(5<-3)",
        "ExecutionSucceeded(6<-5)",
    ]


def test_one_at_a_time_each_iteration_follows_the_end_of_the_one_before() -> None:
    execution = run_states(map_state(flow(I=TASK), MaxConcurrency=1), data=[1, 2, 3], backend=after(5000, 3000, 1000))
    assert (execution.output, execution.duration_ms) == ([0, 1, 2], 9000)
    assert started(execution) == [
        "MapIterationStarted(4<-3)",
        "MapIterationStarted(11<-9)",
        "MapIterationStarted(18<-16)",
    ]
    assert "MapIterationSucceeded(10<-9)" in shape(execution)


def test_two_at_a_time_the_first_wave_follows_the_start_of_the_map() -> None:
    execution = run_states(map_state(flow(I=TASK), MaxConcurrency=2), data=[1, 2, 3], backend=after(3000, 2000, 5))
    assert (execution.output, execution.duration_ms) == ([0, 1, 2], 3000)
    assert started(execution) == [
        "MapIterationStarted(4<-3)",
        "MapIterationStarted(8<-3)",
        "MapIterationStarted(15<-13)",
    ]


@pytest.mark.parametrize(("fields", "seconds"), [({}, 2), ({"MaxConcurrency": 0}, 2), ({"MaxConcurrency": 50}, 2)])
def test_an_inline_map_runs_forty_iterations_at_once_whatever_is_asked(fields: dict[str, Any], seconds: int) -> None:
    execution = run_states(map_state(flow(I=TASK), **fields), data=[0] * 41, backend=after(*[1000] * 41))
    assert execution.duration_ms == seconds * 1000
    assert sum("<-3)" in text for text in started(execution)) == 40


def test_a_distributed_map_is_not_bound_to_forty() -> None:
    execution = run_states(distributed(flow(I=TASK)), data=[0] * 41, backend=after(*[1000] * 41))
    assert execution.duration_ms == 1000


def test_max_concurrency_from_the_data() -> None:
    state = map_state(flow(I=TASK), ItemsPath="$.items", MaxConcurrencyPath="$.k")
    assert run_states(state, data=DATA, backend=after(1000, 1000)).duration_ms == 2000


def test_nested_maps_show_each_its_own_item() -> None:
    inner = map_state(flow(I=PASS), ItemSelector={"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"})[1]
    outer = flow(
        Inner={**inner, "Next": "Tell"},
        Tell={"Type": "Pass", "Parameters": {"outer.$": "$$.Map.Item.Index", "inner.$": "$[*].v"}, "End": True},
    )
    assert run_states(map_state(outer), data=[[1, 2], [3]]).output == [
        {"outer": 0, "inner": [1, 2]},
        {"outer": 1, "inner": [3]},
    ]


def test_a_failing_item_aborts_the_others_and_everything_points_at_the_failure() -> None:
    execution = run_states(
        map_state(flow(I=TASK)), data=[1, 2, 3], backend=Replies(Succeeded(1, 3000), LOST, Succeeded(3, 5))
    )
    assert (execution.error, execution.cause, execution.duration_ms) == ("E", "c", 1000)
    assert since(execution, "TaskFailed") == [
        "TaskFailed(19<-11)",
        "MapIterationFailed(20<-19)",
        "TaskStateAborted(21<-19)",
        "MapIterationAborted(22<-19)",
        "MapStateFailed(23<-19)",
        "ExecutionFailed(24<-23)",
    ]
    events = execution.history.to_aws()["events"]
    assert events[19]["mapIterationFailedEventDetails"] == {"name": "M", "index": 1}
    assert events[21]["mapIterationAbortedEventDetails"] == {"name": "M", "index": 0}


def test_a_job_of_an_aborted_iteration_is_cancelled() -> None:
    job = {**TASK, "Resource": TRAIN, "Parameters": PARAMETERS}
    choose = {
        "Type": "Choice",
        "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "Job"}],
        "Default": "Pause",
    }
    steps = flow(
        Which=choose,
        Job=job,
        Pause={"Type": "Wait", "Seconds": 1, "Next": "Lost"},
        Lost={"Type": "Fail", "Error": "E"},
    )
    backend = Replies(Submitted({}, job="j", poll_after_ms=60_000), polls=(Pending(60_000),))
    execution = run_states(map_state(steps), data=[1, 2], backend=backend)
    assert (execution.error, execution.duration_ms, backend.cancelled) == ("E", 1000, ["Job"])


def test_a_retry_of_a_map_runs_every_item_again() -> None:
    execution = run_states(
        map_state(flow(I=TASK), Retry=[{"ErrorEquals": ["E"], "IntervalSeconds": 4}]),
        data=[1, 2],
        backend=Replies(Succeeded(1, 3000), LOST, Succeeded("a"), Succeeded("b", 500)),
    )
    assert (execution.output, execution.duration_ms) == (["a", "b"], 5500)
    assert since(execution, "MapStateStarted")[0] == "MapStateStarted(16<-12)"
    assert not any("MapStateFailed" in text for text in shape(execution))


def test_a_caught_map_failure_is_recorded_before_the_exit() -> None:
    execution = run_states(
        map_state(flow(I=TASK), Catch=FORGIVING, Next="After"), ("After", PASS), data=[1], backend=Replies(LOST)
    )
    assert execution.output == {"Error": "E", "Cause": "c"}
    assert since(execution, "TaskFailed")[:4] == [
        "TaskFailed(8<-7)",
        "MapIterationFailed(9<-8)",
        "MapStateFailed(10<-8)",
        "MapStateExited(11<-10)",
    ]


@pytest.mark.parametrize("make", [map_state, distributed], ids=["inline", "distributed"])
def test_no_iteration_outlives_a_map_whose_later_item_cannot_be_made(make: Any) -> None:
    execution = run_states(
        make(
            flow(I=TASK),
            ItemSelector={"x.$": "States.MathAdd($$.Map.Item.Value, 1)"},
            Catch=FORGIVING,
            Next="After",
        ),
        ("After", {"Type": "Wait", "Seconds": 60}),
        data=[1, "x"],
        backend=after(1000),
    )
    assert isinstance(execution.output, dict)
    assert execution.output["Error"] == "States.IntrinsicFailure"
    assert [text.split("(")[0] for text in since(execution, "MapStateExited")] == [
        "MapStateExited",
        "WaitStateEntered",
        "WaitStateExited",
        "ExecutionSucceeded",
    ]


NOT_A_MAP: dict[str, tuple[dict[str, Any], Any, str]] = {
    "items that are no array": ({"ItemsPath": "$.k"}, DATA, 'Reference path "$.k" must point to array.'),
    "no items": ({"ItemsPath": "$.nope"}, DATA, 'Reference path "$.nope" must point to array.'),
    "a negative concurrency": (
        {"ItemsPath": "$.items", "MaxConcurrencyPath": "$.k"},
        {**DATA, "k": -1},
        "Expected non-negative integer for MaxConcurrency, got '-1' instead.",
    ),
}


@pytest.mark.parametrize("name", NOT_A_MAP)
def test_fields_that_data_make_wrong(name: str) -> None:
    fields, data, reason = NOT_A_MAP[name]
    execution = run_states(map_state(flow(I=PASS), **fields), data=data)
    assert execution.error == "States.Runtime"
    assert str(execution.cause).endswith(f"(entered at the event id #2). {reason}")


def test_children_of_a_distributed_map_are_executions_of_their_own() -> None:
    execution = run_states(distributed(flow(I=TASK), Label="kids"), data=["a", "b"], backend=after(3000, 1000))
    assert execution.output == [0, 1]
    assert shape(execution)[2:] == [
        "MapStateStarted(3<-2)",
        "MapRunStarted(4<-3)",
        "MapRunSucceeded(5<-4)",
        "MapStateSucceeded(6<-5)",
        "MapStateExited(7<-4)",
        "ExecutionSucceeded(8<-7)",
    ]
    ((map_run_arn, children),) = execution.map_runs.items()
    assert map_run_arn.startswith("arn:aws:states:us-east-1:123456789012:mapRun:StateMachine/kids:")
    assert [child.input for child in children] == ["b", "a"], "in the order in which they end"
    for child in children:
        assert child.facts.state_machine_arn.endswith(":stateMachine:StateMachine/kids")
        assert child.arn.endswith(f":execution:StateMachine/kids:{child.name}")
        assert shape(child)[:2] == ["ExecutionStarted(1<-0)", "TaskStateEntered(2<-0)"]
        assert shape(child)[-1] == "ExecutionSucceeded(7<-6)"
    assert children[0].name != children[1].name


def test_a_label_is_made_up_where_there_is_none() -> None:
    execution = run_states(distributed(flow(I=PASS)), data=[1])
    (map_run_arn,) = execution.map_runs
    label, _, number = map_run_arn.partition(":mapRun:StateMachine/")[2].partition(":")
    assert label
    assert number


TOLERATED: dict[str, tuple[dict[str, Any], bool]] = {
    "none by default": ({}, False),
    "count": ({"ToleratedFailureCount": 1}, True),
    "count exceeded": ({"ToleratedFailureCount": 0}, False),
    "percentage": ({"ToleratedFailurePercentage": 34}, True),
    "percentage exceeded": ({"ToleratedFailurePercentage": 33}, False),
    "the stricter of both": ({"ToleratedFailurePercentage": 100, "ToleratedFailureCount": 0}, False),
}


@pytest.mark.parametrize("name", TOLERATED)
def test_tolerated_failures(name: str) -> None:
    fields, is_tolerated = TOLERATED[name]
    execution = run_states(
        distributed(flow(I=TASK), **fields),
        data=[1, 2, 3],
        backend=Replies(Succeeded(1), LOST, Succeeded(3)),
    )
    (children,) = execution.map_runs.values()
    assert ("FAILED", "E") in [(child.status.value, child.error) for child in children]
    if is_tolerated:
        assert isinstance(execution.output, list)
        first, lost, last = execution.output
        assert (first, lost["Status"], lost["Error"], lost["Input"], last) == (1, "FAILED", "E", "2", 3)
    else:
        assert execution.error == "States.ExceedToleratedFailureThreshold"
        assert since(execution, "MapRunFailed") == [
            "MapRunFailed(5<-4)",
            "MapStateFailed(6<-5)",
            "ExecutionFailed(7<-6)",
        ]


def test_outputs_keep_the_order_of_the_branches() -> None:
    execution = run_states(parallel(flow(A=TASK), flow(B=TASK)), data={"k": 1}, backend=after(3000, 1000))
    assert (execution.output, execution.duration_ms) == ([0, 1], 3000)
    assert shape(execution)[2:] == [
        "ParallelStateStarted(3<-2)",
        "TaskStateEntered(4<-3)",
        "TaskScheduled(5<-4)",
        "TaskStarted(6<-5)",
        "TaskStateEntered(7<-3)",
        "TaskScheduled(8<-7)",
        "TaskStarted(9<-8)",
        "TaskSucceeded(10<-9)",
        "TaskStateExited(11<-10)",
        "TaskSucceeded(12<-6)",
        "TaskStateExited(13<-12)",
        "ParallelStateSucceeded(14<-13)",
        "ParallelStateExited(15<-13)",
        "ExecutionSucceeded(16<-15)",
    ]


def test_branches_share_the_input_that_parameters_made() -> None:
    execution = run_states(
        parallel(flow(A=PASS), flow(B={**PASS, "Result": 1, "ResultPath": "$.b"}), Parameters={"x.$": "$.k"}),
        data={"k": 7},
    )
    assert execution.output == [{"x": 7}, {"x": 7, "b": 1}]


def test_events_of_branches_interleave_by_virtual_time() -> None:
    def waits(name: str, *seconds: int) -> dict[str, Any]:
        steps = {f"{name}{number}": {"Type": "Wait", "Seconds": each} for number, each in enumerate(seconds)}
        named = list(steps)
        moves: list[dict[str, Any]] = [*({"Next": following} for following in named[1:]), {"End": True}]
        return flow(**{key: {**steps[key], **move} for key, move in zip(named, moves, strict=True)})

    execution = run_states(parallel(waits("a", 1, 4, 1), waits("b", 2, 2)))
    exits = [(event.name, event.timestamp_ms - execution.facts.start_ms) for event in execution.history]
    assert [(name, ms) for name, ms in exits if ms and name not in (None, "P")] == [
        ("a0", 1000),
        ("a1", 1000),
        ("b0", 2000),
        ("b1", 2000),
        ("b1", 4000),
        ("a1", 5000),
        ("a2", 5000),
        ("a2", 6000),
    ]


def test_a_failing_branch_aborts_the_others() -> None:
    execution = run_states(parallel(flow(A=TASK), flow(B=TASK)), backend=Replies(Succeeded(1, 3000), LOST))
    assert (execution.error, execution.cause, execution.duration_ms) == ("E", "c", 1000)
    assert since(execution, "TaskFailed") == [
        "TaskFailed(10<-9)",
        "TaskStateAborted(11<-10)",
        "ParallelStateFailed(12<-10)",
        "ExecutionFailed(13<-12)",
    ]


def test_a_retry_of_a_parallel_starts_every_branch_again() -> None:
    execution = run_states(
        parallel(flow(A=TASK), flow(B=TASK), Retry=[{"ErrorEquals": ["E"], "IntervalSeconds": 2}]),
        backend=Replies(Succeeded(1, 3000), LOST, Succeeded("a"), Succeeded("b")),
    )
    assert (execution.output, execution.duration_ms) == (["a", "b"], 3000)
    assert since(execution, "ParallelStateStarted")[0] == "ParallelStateStarted(12<-10)"


def test_a_caught_parallel_failure() -> None:
    execution = run_states(
        parallel(flow(A=TASK), flow(B=TASK), Catch=FORGIVING, Next="After"),
        ("After", PASS),
        backend=Replies(Succeeded(1, 3000), LOST),
    )
    assert execution.output == {"Error": "E", "Cause": "c"}
    assert since(execution, "ParallelStateFailed")[:2] == ["ParallelStateFailed(12<-10)", "ParallelStateExited(13<-12)"]


def test_an_error_inside_a_branch_that_the_branch_catches_stays_there() -> None:
    caught = {**TASK, "Catch": [{"ErrorEquals": ["E"], "Next": "Z", "ResultPath": None}]}
    execution = run_states(parallel(flow(A=caught, Z=PASS), flow(B=PASS)), data=3, backend=Replies(LOST))
    assert execution.output == [3, 3]


ASSIGN = ("Set", {"Type": "Pass", "Assign": {"v": 1}})
READS = flow(I={**PASS, "Parameters": {"v.$": "$v"}})
SCOPES: dict[str, tuple[Any, bool]] = {
    "an inline iteration": (map_state(READS), True),
    "a branch": (parallel(READS), True),
    "a distributed child": (distributed(READS), False),
}


@pytest.mark.parametrize("name", SCOPES)
def test_who_reads_the_variables_outside(name: str) -> None:
    state, is_seen = SCOPES[name]
    execution = run_states(ASSIGN, state, data=[0], limits=LIFTED)
    assert (execution.output == [{"v": 1}]) is is_seen
    assert (execution.error is None) is is_seen


@pytest.mark.parametrize("make", [map_state, parallel, distributed])
def test_variables_of_an_inner_flow_end_with_it(make: Any) -> None:
    inner = flow(I={"Type": "Pass", "Assign": {"w": 2}, "Next": "J"}, J={**PASS, "Parameters": {"w.$": "$w"}})
    after_all = ("After", {"Type": "Pass", "Parameters": {"w.$": "$w"}})
    assert run_states(make(inner), data=[0]).output == [{"w": 2}]
    execution = run_states(make(inner), after_all, data=[0])
    assert execution.error == "States.Runtime"
    assert "$w" in str(execution.cause)
