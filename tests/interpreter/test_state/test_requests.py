"""What is refused before anything runs, and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interpreter.test_state import StateTestRefused, read_request, run_state_test

PASS = {"Type": "Pass", "End": True}
TASK = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": True}
CALLBACK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"},
    "End": True,
}
INNER = {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "Result": "inner", "End": True}}}
PARALLEL = {"Type": "Parallel", "Branches": [INNER], "End": True}
MAP = {"Type": "Map", "ItemProcessor": INNER, "End": True}
WITHIN = {"StartAt": "Within", "States": {"Within": {"Type": "Pass", "Result": "within", "End": True}}}
MACHINE = {
    "StartAt": "P",
    "States": {
        "P": {"Type": "Parallel", "Branches": [INNER], "Next": "M"},
        "M": {"Type": "Map", "ItemProcessor": WITHIN, "End": True},
    },
}
ROLE = "arn:aws:iam::123456789012:role/r"
RESULT = {"mock": {"result": "{}"}}


def ask(definition: Any, **parameters: Any) -> Any:
    """Call the API and return its response or its error."""
    text = definition if isinstance(definition, str) else json.dumps(definition)
    try:
        return run_state_test(read_request({"definition": text, **parameters}), needs_role=True).to_aws()
    except StateTestRefused as refused:
        return refused.to_aws()


REFUSED: dict[str, tuple[Any, dict[str, Any], str, str]] = {
    "no JSON": (
        "nothing",
        {},
        "InvalidDefinition",
        "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unrecognized token 'nothing'",
    ),
    "no object": ("[1]", {}, "InvalidDefinition", "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED:"),
    "a state with a mistake": (
        {**PARALLEL, "Branches": []},
        {"mock": {"result": "[]"}},
        "InvalidDefinition",
        "Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches'",
    ),
    "a mistake elsewhere in the machine": (
        {"StartAt": "M", "States": {"M": MAP, "X": {"Type": "Odd"}}},
        {"stateName": "M", **RESULT},
        "InvalidDefinition",
        "The field 'Type' should have one of these values",
    ),
    "an unknown state": (MACHINE, {"stateName": "Outer"}, "ValidationException", "State not found in definition"),
    "an input that is no JSON": (
        PASS,
        {"input": "not JSON"},
        "InvalidExecutionInput",
        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array,",
    ),
    "variables that are no object": (PASS, {"variables": "[]"}, "ValidationException", "variables must be"),
    "an unknown level": (PASS, {"inspectionLevel": "ALL"}, "ValidationException", "'ALL' at 'inspectionLevel'"),
    "a negative count": (
        TASK,
        {**RESULT, "stateConfiguration": {"retrierRetryCount": -1}},
        "ValidationException",
        "greater than or equal to 0",
    ),
    "a role that is none": (PASS, {"roleArn": "me"}, "InvalidArn", "Invalid Role Arn: 'me'"),
    "an input that is too long": (PASS, {"input": f'"{"x" * 262_144}"'}, "ValidationException", "equal to 262144"),
    "failed iterations of a task": (
        TASK,
        {**RESULT, "stateConfiguration": {"mapIterationFailureCount": 1}},
        "ValidationException",
        "MapIterationFailureCount for a state of type Task",
    ),
    "an error of a state that is not inside": (
        MAP,
        {"mock": {"errorOutput": {"error": "E"}}, "stateConfiguration": {"errorCausedByState": "Outer"}},
        "ValidationException",
        "ErrorCausedByState 'Outer' is not a state inside",
    ),
    "a task without a role": (TASK, {}, "ValidationException", "RoleArn must be specified when testing a Task state"),
    "a parallel without a mock": (PARALLEL, {}, "InvalidDefinition", "does not support Map or Parallel states"),
    "a map without a mock": (MAP, {"roleArn": ROLE}, "InvalidDefinition", "does not support Map or Parallel states"),
    "a callback without a mock": (CALLBACK, {"roleArn": ROLE}, "InvalidDefinition", ".waitForTaskToken"),
    "an activity without a mock": (
        {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "End": True},
        {"roleArn": ROLE},
        "InvalidDefinition",
        "Activity",
    ),
    "failed iterations without a mock": (
        MAP,
        {"stateConfiguration": {"mapIterationFailureCount": 0}},
        "ValidationException",
        "TestState does not support MapIterationFailureCount when a mock is not specified.",
    ),
    "a context without a mock": (PASS, {"context": "{}"}, "ValidationException", "when a mock is not specified"),
    "a mock of a pass": (
        PASS,
        RESULT,
        "ValidationException",
        "State type 'Pass' is not supported when a mock is specified",
    ),
    "two mocks": (
        TASK,
        {"mock": {"result": "{}", "errorOutput": {"error": "E"}}},
        "ValidationException",
        "A test mock should have only one of the following fields: [result, errorOutput].",
    ),
    "an empty mock": (TASK, {"mock": {}}, "ValidationException", "[result, errorOutput]"),
    "a mock that is no JSON": (TASK, {"mock": {"result": "{"}}, "ValidationException", "not valid JSON"),
    "an error output without an error": (TASK, {"mock": {"errorOutput": {}}}, "ValidationException", "have an error"),
    "a parallel's result that is no array": (
        PARALLEL,
        RESULT,
        "ValidationException",
        "Mocked result must be an array.",
    ),
    "a parallel's result of another length": (
        PARALLEL,
        {"mock": {"result": "[1, 2]"}},
        "ValidationException",
        "one element for each branch",
    ),
    "a token in the context of a call without one": (
        TASK,
        {**RESULT, "context": '{"Task": {"Token": "t"}}'},
        "ValidationException",
        "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync'",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    definition, parameters, code, message = REFUSED[name]
    error = ask(definition, **parameters)["Error"]
    assert error["Code"] == code
    assert message in error["Message"]


@pytest.mark.parametrize(("name", "output"), [("Inner", '"inner"'), ("Within", '"within"')])
def test_states_inside_a_map_or_parallel_can_be_named(name: str, output: str) -> None:
    assert ask(MACHINE, stateName=name) == {"output": output, "status": "SUCCEEDED"}


def test_a_state_of_a_machine_takes_its_query_language() -> None:
    machine = {
        "QueryLanguage": "JSONata",
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Output": "{% $states.input.n + $x %}", "End": True}},
    }
    assert ask(machine, stateName="A", input='{"n": 1}', variables='{"x": 2}') == {"output": "3", "status": "SUCCEEDED"}


def test_the_context_object_is_that_of_an_express_execution() -> None:
    state = {"Type": "Pass", "Parameters": {"context.$": "$$"}, "End": True}
    context = json.loads(ask(state, input='{"n": 1}', roleArn=ROLE)["output"])["context"]
    machine = context["StateMachine"]["Name"]
    name = context["Execution"]["Name"]
    assert context["Execution"]["Id"].endswith(f":express:{machine}:{name}")
    assert context["Execution"]["Input"] == {"n": 1}
    assert context["Execution"]["RoleArn"] == ROLE
    assert context["State"] == {"Name": "StateName", "EnteredTime": "2026-01-01T00:00:00Z"}
    assert "RedriveCount" not in context["Execution"]
    assert json.loads(ask(state)["output"])["context"]["Execution"]["RoleArn"] is None


def test_a_given_context_takes_its_place() -> None:
    response = ask(CALLBACK, mock={"result": '"done"'}, context='{"Task": {"Token": "mine"}}', inspectionLevel="DEBUG")
    assert json.loads(response["inspectionData"]["afterParameters"])["MessageBody"] == "mine"
    assert response["output"] == '"done"'


def test_a_mocked_callback_has_a_token_of_its_own() -> None:
    response = ask(CALLBACK, mock={"result": "{}"}, inspectionLevel="DEBUG")
    assert json.loads(response["inspectionData"]["afterParameters"])["MessageBody"]


def test_a_task_without_a_mock_gets_a_made_up_result() -> None:
    response = ask({**TASK, "OutputPath": "$.StatusCode"}, roleArn=ROLE)
    assert response == {"output": "200", "status": "SUCCEEDED"}


def test_the_same_request_gives_the_same_answer() -> None:
    state = {"Type": "Pass", "Parameters": {"id.$": "States.UUID()", "context.$": "$$"}, "End": True}
    assert ask(state) == ask(state)
