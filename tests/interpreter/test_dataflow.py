"""What goes into a state and what comes out of it."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Failed, Succeeded
from tests.interpreter.machines import LAMBDA, Replies, run_states

DATA = {"a": {"b": 1}, "items": [1, 2, 3], "s": "text", "n": None}

CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "passes its input on": ({}, DATA),
    "InputPath selects": ({"InputPath": "$.a"}, {"b": 1}),
    "InputPath null gives an empty object": ({"InputPath": None}, {}),
    "OutputPath selects": ({"OutputPath": "$.a.b"}, 1),
    "OutputPath null gives an empty object": ({"OutputPath": None}, {}),
    "Result replaces": ({"Result": [1, {"x.$": "$.a"}]}, [1, {"x.$": "$.a"}]),
    "Result null is a value": ({"Result": None}, None),
    "ResultPath keeps the raw input": (
        {"InputPath": "$.a", "Result": 7, "ResultPath": "$.r"},
        {**DATA, "r": 7},
    ),
    "ResultPath makes what is missing": ({"Result": 7, "ResultPath": "$.x.y"}, {**DATA, "x": {"y": 7}}),
    "ResultPath overwrites": ({"Result": 7, "ResultPath": "$.a.b"}, {**DATA, "a": {"b": 7}}),
    "ResultPath null drops the result": ({"Result": 7, "ResultPath": None}, DATA),
    "Parameters make the effective input": (
        {"Parameters": {"one.$": "$.a.b", "two": {"deep.$": "$.items[1]"}, "three": "$.a"}},
        {"one": 1, "two": {"deep": 2}, "three": "$.a"},
    ),
    "Parameters see what InputPath selected": ({"InputPath": "$.a", "Parameters": {"x.$": "$.b"}}, {"x": 1}),
    "Parameters may be a list": ({"Parameters": ["x", {"y.$": "$.s"}]}, ["x", {"y": "text"}]),
    "an intrinsic function": ({"Parameters": {"x.$": "States.Format('{}-{}', $.s, $.a.b)"}}, {"x": "text-1"}),
    "an explicit null is found": ({"Parameters": {"x.$": "$.n"}}, {"x": None}),
    "OutputPath after ResultPath": ({"Result": 7, "ResultPath": "$.r", "OutputPath": "$.r"}, 7),
}


@pytest.mark.parametrize("name", CASES)
def test_pass(name: str) -> None:
    fields, expected = CASES[name]
    assert run_states(("P", {"Type": "Pass", **fields}), data=DATA).output == expected


def test_the_input_is_never_changed() -> None:
    data = {"a": {"b": {}}}
    run_states(("P", {"Type": "Pass", "Result": 1, "ResultPath": "$.a.b.c"}), data=data)
    assert data == {"a": {"b": {}}}


def test_a_task_uses_every_field_in_order() -> None:
    backend = Replies(Succeeded({"Payload": {"value": 5}, "StatusCode": 200}))
    execution = run_states(
        (
            "T",
            {
                "Type": "Task",
                "Resource": LAMBDA,
                "InputPath": "$.in",
                "Parameters": {"FunctionName": "f", "Payload.$": "$"},
                "ResultSelector": {"got.$": "$.Payload.value"},
                "ResultPath": "$.result",
                "OutputPath": "$.result",
            },
        ),
        data={"in": {"x": 1}, "other": 2},
        backend=backend,
    )
    assert execution.output == {"got": 5}
    assert backend.requests[0].parameters == {"FunctionName": "f", "Payload": {"x": 1}}


RUNTIME_ERRORS: dict[str, tuple[dict[str, Any], str]] = {
    "a template path without a match": (
        {"Parameters": {"x.$": "$.nope"}},
        "The JSONPath '$.nope' specified for the field 'x.$' could not be found in the input '{\"k\":1}'",
    ),
    "InputPath without a match": (
        {"InputPath": "$.nope"},
        "Invalid path '$.nope' : No results for path: $['nope']",
    ),
    "OutputPath without a match": (
        {"OutputPath": "$.a.b"},
        "Invalid path '$.a.b' : Missing property in path $['a']",
    ),
}


@pytest.mark.parametrize("name", RUNTIME_ERRORS)
def test_runtime_errors_are_worded_as_the_service_words_them(name: str) -> None:
    fields, reason = RUNTIME_ERRORS[name]
    execution = run_states(("P", {"Type": "Pass", **fields}), data={"k": 1})
    assert execution.status.value == "FAILED"
    assert execution.error == "States.Runtime"
    assert execution.cause == f"An error occurred while executing the state 'P' (entered at the event id #2). {reason}"


def test_variables_are_seen_from_the_next_state_on() -> None:
    execution = run_states(
        ("One", {"Type": "Pass", "Assign": {"x.$": "$.k", "y": 2}}),
        ("Two", {"Type": "Pass", "Parameters": {"x.$": "$x", "sum.$": "States.MathAdd($x, $y)"}}),
        data={"k": 1},
    )
    assert execution.output == {"x": 1, "sum": 3}
    exited = execution.history.to_aws()["events"][2]["stateExitedEventDetails"]
    assert exited["assignedVariables"] == {"x": "1", "y": "2"}


def test_a_payload_above_the_quota_fails_a_pass_state() -> None:
    execution = run_states(
        ("P", {"Type": "Pass", "Parameters": {"a.$": "$.x", "b.$": "$.x"}}), data={"x": "y" * 200_000}
    )
    assert execution.error == "States.DataLimitExceeded"


def test_a_task_result_above_the_quota_can_be_caught() -> None:
    execution = run_states(
        (
            "T",
            {
                "Type": "Task",
                "Resource": LAMBDA,
                "Parameters": {"FunctionName": "f"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F", "ResultPath": "$.error"}],
                "Next": "F",
            },
        ),
        ("F", {"Type": "Pass", "Parameters": {"error.$": "$.error.Error"}}),
        backend=Replies(Succeeded({"Payload": "y" * 300_000})),
    )
    assert execution.output == {"error": "States.DataLimitExceeded"}


def test_a_failure_without_a_cause_has_null_in_its_error_output() -> None:
    execution = run_states(
        (
            "T",
            {
                "Type": "Task",
                "Resource": LAMBDA,
                "Parameters": {"FunctionName": "f"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}],
                "Next": "F",
            },
        ),
        ("F", {"Type": "Pass"}),
        backend=Replies(Failed("E", None)),
    )
    assert execution.output == {"Error": "E", "Cause": None}
