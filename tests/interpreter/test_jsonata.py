"""States whose query language is JSONata: their fields, their failures, and where failures are recorded."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Execution, Failed, Succeeded, run
from tests.interpreter.machines import LAMBDA, Replies, machine, shape

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work"


def run_jsonata(*states: tuple[str, dict[str, Any]], data: Any = None, **options: Any) -> Execution:
    """Run states of a machine that speaks JSONata throughout."""
    options.setdefault("backend", Replies())
    return run({"QueryLanguage": "JSONata", **machine(*states)}, {} if data is None else data, **options)


@pytest.mark.parametrize(
    ("output", "data", "expected"),
    [
        ("{% $states.input %}", {"a": 1}, {"a": 1}),
        ("{% $states.input.a + 1 %}", {"a": 1}, 2),
        ({"sum": "{% $sum($states.input.n) %}", "keep": "plain"}, {"n": [1, 2.5]}, {"sum": 3.5, "keep": "plain"}),
        (["{% $states.input.a %}", 1, {"deep": ["{% 'x' & 'y' %}"]}], {"a": None}, [None, 1, {"deep": ["xy"]}]),
        ("{% $states.context.State.Name %}", {}, "Shape"),
        ("{% $states.context.Execution.Input.a %}", {"a": 7}, 7),
        ("{%$states.input.a%}", {"a": "no blanks"}, "no blanks"),
        (" {% 1 %} ", {}, " {% 1 %} "),
        ("{% [1..3] %}", {}, [1, 2, 3]),
        ("{% {'gone': $states.input.none, 'here': null} %}", {}, {"here": None}),
        ("{% $keys($states) %}", {}, ["input", "context"]),
        ({"constant": [1, {"a": "b"}]}, {}, {"constant": [1, {"a": "b"}]}),
    ],
)
def test_output(output: Any, data: Any, expected: Any) -> None:
    execution = run_jsonata(("Shape", {"Type": "Pass", "Output": output}), data=data)
    assert (execution.status.value, execution.output) == ("SUCCEEDED", expected)


def test_a_pass_without_output_hands_its_input_on() -> None:
    assert run_jsonata(("Shape", {"Type": "Pass"}), data={"a": 1}).output == {"a": 1}


def test_arguments_assign_and_output_of_a_task() -> None:
    backend = Replies(Succeeded({"Payload": {"total": 12}}))
    task = {
        "Type": "Task",
        "Resource": LAMBDA,
        "Arguments": {"FunctionName": FUNCTION, "Payload": {"n": "{% $states.input.n * 2 %}"}},
        "Assign": {"total": "{% $states.result.Payload.total %}", "n": "{% $states.input.n %}"},
        "Output": {"was": "{% $states.result.Payload.total - 2 %}", "old": "{% $exists($total) %}"},
    }
    after = {"Type": "Pass", "Output": "{% {'total': $total, 'n': $n, 'input': $states.input} %}"}
    execution = run_jsonata(("Work", task), ("After", after), data={"n": 3}, backend=backend)
    assert backend.requests[0].parameters == {"FunctionName": FUNCTION, "Payload": {"n": 6}}
    assert execution.output == {"total": 12, "n": 3, "input": {"was": 10, "old": False}}
    exited = next(event for event in execution.history if event.type == "TaskStateExited")
    assert exited.extra == {"total": 12, "n": 3}


def test_without_output_the_result_is_the_output() -> None:
    task = {"Type": "Task", "Resource": FUNCTION}
    assert run_jsonata(("Work", task), backend=Replies(Succeeded([1]))).output == [1]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("$states.input.none", "returned nothing (undefined)."),
        ("$nowhere", "returned nothing (undefined)."),
        ("function($x){$x}", "returned an unsupported result type."),
        ("[1, $sum]", "returned an unsupported result type."),
        (
            "$sum('a')",
            'threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"',
        ),
        ("$missing(1)", "threw an error during evaluation. T1006: Attempted to invoke a non-function"),
        ("$error('mine')", "threw an error during evaluation. D3137: mine"),
    ],
)
def test_failing_expressions(expression: str, told: str) -> None:
    execution = run_jsonata(("Shape", {"Type": "Pass", "Output": {"a": [f"{{% {expression} %}}"]}}))
    cause = (
        "An error occurred while executing the state 'Shape' (entered at the event id #2). "
        f"The JSONata expression '{expression}' specified for the field 'Output/a[0]' {told}"
    )
    assert (execution.error, execution.cause) == ("States.QueryEvaluationError", cause)
    assert shape(execution)[2:] == ["EvaluationFailed(3<-0)", "ExecutionFailed(4<-3)"]
    failed = execution.history.to_aws()["events"][2]["evaluationFailedEventDetails"]
    assert failed == {
        "error": "States.QueryEvaluationError",
        "cause": cause,
        "location": "Output/a[0]",
        "state": "Shape",
    }


@pytest.mark.parametrize(
    ("state", "location", "told"),
    [
        (
            {"Type": "Wait", "Seconds": "{% 'soon' %}"},
            "Seconds",
            "Expected 'number', but was 'string' for value: \"soon\"",
        ),
        ({"Type": "Wait", "Timestamp": "{% 1 %}"}, "Timestamp", "Expected 'string', but was 'number' for value: 1"),
        (
            {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "End"}], "Default": "End"},
            "Choices[0]/Condition",
            "Expected 'boolean', but was 'number' for value: 1",
        ),
        ({"Type": "Fail", "Error": "{% null %}"}, "Error", "Expected 'string', but was 'null' for value: null"),
        (
            {"Type": "Task", "Resource": FUNCTION, "TimeoutSeconds": "{% [] %}"},
            "TimeoutSeconds",
            "Expected 'number', but was 'array' for value: []",
        ),
    ],
)
def test_wrong_types(state: dict[str, Any], location: str, told: str) -> None:
    states = [("Odd", state)] if state["Type"] == "Fail" else [("Odd", state), ("End", {"Type": "Succeed"})]
    execution = run_jsonata(*states)
    assert execution.error == "States.QueryEvaluationError"
    assert execution.cause is not None
    assert execution.cause.endswith(f"specified for the field '{location}' returned an unexpected result type. {told}")


def test_choice_takes_the_first_condition_that_holds_with_its_own_assign_and_output() -> None:
    choice = {
        "Type": "Choice",
        "Choices": [
            {"Condition": "{% $states.input.n > 9 %}", "Next": "End", "Assign": {"size": "large"}},
            {
                "Condition": "{% $states.input.n > 5 %}",
                "Next": "End",
                "Assign": {"size": "middle"},
                "Output": {"doubled": "{% $states.input.n * 2 %}"},
            },
        ],
        "Default": "End",
        "Assign": {"size": "small"},
    }
    end = {"Type": "Succeed", "Output": {"size": "{% $size %}", "data": "{% $states.input %}"}}
    sizes = [run_jsonata(("Size", choice), ("End", end), data={"n": n}).output for n in (10, 6, 1)]
    assert sizes == [
        {"size": "large", "data": {"n": 10}},
        {"size": "middle", "data": {"doubled": 12}},
        {"size": "small", "data": {"n": 1}},
    ]


def test_a_catcher_sees_the_error_output() -> None:
    task = {
        "Type": "Task",
        "Resource": FUNCTION,
        "Catch": [
            {
                "ErrorEquals": ["States.ALL"],
                "Next": "End",
                "Output": {"told": "{% $states.errorOutput.Error %}", "input": "{% $states.input %}"},
                "Assign": {"why": "{% $states.errorOutput.Cause %}"},
            }
        ],
    }
    end = {"Type": "Pass", "Output": {"data": "{% $states.input %}", "why": "{% $why %}"}}
    execution = run_jsonata(("Work", task), ("End", end), data=1, backend=Replies(Failed("Oops", "dropped")))
    assert execution.output == {"data": {"told": "Oops", "input": 1}, "why": "dropped"}


def test_a_catcher_without_output_hands_the_error_output_on() -> None:
    catcher = {"ErrorEquals": ["States.ALL"], "Next": "End"}
    task = {"Type": "Task", "Resource": FUNCTION, "Catch": [catcher]}
    execution = run_jsonata(("Work", task), ("End", {"Type": "Succeed"}), backend=Replies(Failed("Oops", "dropped")))
    assert execution.output == {"Error": "Oops", "Cause": "dropped"}


def test_failed_arguments_are_retried_and_caught() -> None:
    task = {
        "Type": "Task",
        "Resource": FUNCTION,
        "Arguments": "{% $nowhere %}",
        "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}],
    }
    execution = run_jsonata(("Work", task), ("End", {"Type": "Succeed"}))
    assert execution.output["Error"] == "States.QueryEvaluationError"
    assert shape(execution)[:5] == [
        "ExecutionStarted(1<-0)",
        "TaskStateEntered(2<-0)",
        "EvaluationFailed(3<-0)",
        "EvaluationFailed(4<-3)",
        "TaskStateExited(5<-4)",
    ]


def test_a_failing_output_of_a_task_points_back_to_its_success() -> None:
    task = {"Type": "Task", "Resource": FUNCTION, "Output": "{% $nowhere %}"}
    history = shape(run_jsonata(("Work", task)))
    assert history[-3:] == ["LambdaFunctionSucceeded(5<-4)", "EvaluationFailed(6<-5)", "ExecutionFailed(7<-6)"]


def test_map_items_and_selector() -> None:
    each = {
        "Type": "Map",
        "Items": "{% [1..3] %}",
        "ItemSelector": {
            "value": "{% $states.context.Map.Item.Value * $factor %}",
            "at": "{% $states.context.Map.Item.Index %}",
            "all": "{% $states.input.name %}",
        },
        "ItemProcessor": machine(("Inner", {"Type": "Pass", "Output": "{% $states.input.value + $factor %}"})),
        "Output": {"made": "{% $states.result %}", "for": "{% $states.input.name %}"},
    }
    first = {"Type": "Pass", "Assign": {"factor": 10}}
    execution = run_jsonata(("First", first), ("Each", each), data={"name": "n"})
    assert execution.output == {"made": [20, 30, 40], "for": "n"}


def test_parallel_branches_have_their_own_variables() -> None:
    def branch(name: str) -> dict[str, Any]:
        sums = {"Type": "Pass", "Output": "{% $mine + $outer %}"}
        return machine((f"{name}1", {"Type": "Pass", "Assign": {"mine": 1}}), (f"{name}2", sums))

    both = {"Type": "Parallel", "Arguments": {"x": 1}, "Branches": [branch("A"), branch("B")]}
    after = {"Type": "Pass", "Output": {"sums": "{% $states.input %}", "seen": "{% $exists($mine) %}"}}
    execution = run_jsonata(("First", {"Type": "Pass", "Assign": {"outer": 5}}), ("Both", both), ("After", after))
    assert execution.output == {"sums": [6, 6], "seen": False}


def test_both_languages_in_one_machine_share_variables() -> None:
    definition = machine(
        ("Path", {"Type": "Pass", "Assign": {"kept.$": "$.a"}, "Parameters": {"from": "path", "a.$": "$.a"}}),
        (
            "Ata",
            {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"got": "{% $kept & '-' & $states.input.from %}"}},
        ),
        ("Path again", {"Type": "Pass", "Parameters": {"got.$": "$.got", "kept.$": "$kept"}}),
    )
    assert run(definition, {"a": "x"}).output == {"got": "x-path", "kept": "x"}


def test_waits() -> None:
    seconds = run_jsonata(("Wait", {"Type": "Wait", "Seconds": "{% $states.input.n * 60 %}"}), data={"n": 2})
    assert seconds.duration_ms == 120_000
    moment = {"Type": "Wait", "Timestamp": "{% $fromMillis($millis() + 5000) %}"}
    assert run_jsonata(("Wait", moment)).duration_ms == 5000


def test_a_fail_state_evaluates_error_and_cause() -> None:
    fail = {"Type": "Fail", "Error": "{% 'E' & $states.input.n %}", "Cause": "plain"}
    execution = run_jsonata(("Stop", fail), data={"n": 1})
    assert (execution.error, execution.cause) == ("E1", "plain")


def test_chance_comes_from_the_seed_and_time_from_the_clock() -> None:
    draw = {"Type": "Pass", "Output": ["{% $random() %}", "{% $uuid() %}", "{% $now() %}", "{% $random(42) %}"]}
    one, same, other = (run_jsonata(("Draw", draw), seed=seed).output for seed in (1, 1, 2))
    assert one == same
    assert one[0] != other[0]
    assert one[1] != other[1]
    assert one[3] == other[3] == 0.7275636800328681
