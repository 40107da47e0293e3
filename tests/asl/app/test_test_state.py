"""``asl test-state``: what is shown of a state, what programs get, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

Command: TypeAlias = Callable[..., Any]
Golden: TypeAlias = Callable[[str, str], None]

MACHINE = """{
  "StartAt": "Shape",
  "States": {
    "Shape": {
      "Type": "Pass",
      "InputPath": "$.order",
      "Parameters": {"number.$": "$.id", "items.$": "$.items[*].name"},
      "ResultPath": "$.shaped",
      "Next": "Charge"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "charge", "Payload.$": "$.shaped"},
      "ResultSelector": {"paid.$": "$.Payload.paid"},
      "ResultPath": "$.charge",
      "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Pack"}],
      "Next": "Pack"
    },
    "Pack": {
      "Type": "Map",
      "ItemsPath": "$.shaped.items",
      "ItemSelector": {"name.$": "$$.Map.Item.Value", "order.$": "$.order.id"},
      "MaxConcurrency": 2,
      "ItemProcessor": {"StartAt": "Wrap", "States": {"Wrap": {"Type": "Pass", "End": true}}},
      "End": true
    }
  }
}
"""
ORDER = '{"order": {"id": 7, "items": [{"name": "pen"}, {"name": "ink"}]}}'
SHAPED = '{"order": {"id": 7}, "shaped": {"items": ["pen", "ink"]}}'
FILES = {
    "machine.asl.json": MACHINE,
    "order.json": ORDER,
    "shaped.json": SHAPED,
    "busy.json": '{"errorOutput": {"error": "Busy", "cause": "too many calls"}}',
}
CHARGE = ["test-state", "machine.asl.json", "--state", "Charge", "--input", "shaped.json"]


@pytest.mark.parametrize(
    ("name", "argv", "status"),
    [
        ("pass", ["test-state", "machine.asl.json", "--state", "Shape", "--input", "order.json"], 0),
        ("task", [*CHARGE, "--mock", '{"result": {"Payload": {"paid": 12.5}, "StatusCode": 200}}'], 0),
        ("retriable", [*CHARGE, "--mock", "busy.json"], 1),
        ("caught", [*CHARGE, "--mock", "busy.json", "--state-configuration", '{"retrierRetryCount": 2}'], 0),
        (
            "map",
            [
                *("test-state", "machine.asl.json", "--state", "Pack", "--input", "shaped.json"),
                *("--mock", '{"result": ["a", "b"]}'),
            ],
            0,
        ),
        ("mock-refused", [*CHARGE, "--mock", '{"result": {"StatusCode": "200"}}'], 2),
        ("unknown-state", ["test-state", "machine.asl.json", "--state", "Charg"], 2),
        ("whole-machine", ["test-state", "machine.asl.json"], 2),
        ("mock-not-json", [*CHARGE, "--mock", '{"result": }'], 2),
        ("mock-misspelt", [*CHARGE, "--mock", '{"results": 1}'], 2),
    ],
)
def test_what_is_shown(check_command: Command, check_golden: Golden, name: str, argv: list[str], status: int) -> None:
    result = check_command(argv, files=FILES, status=status)
    check_golden(f"test-state-{name}", result.shown())


def test_a_state_with_a_mistake_is_shown_as_validate_shows_it(check_command: Command, check_golden: Golden) -> None:
    state = '{\n  "Type": "Pass",\n  "Reslut": 1,\n  "End": true\n}\n'
    result = check_command(["test-state", "state.json"], files={"state.json": state}, status=1)
    check_golden("test-state-mistake", result.shown())


def test_json_is_the_response_of_the_api(check_command: Command) -> None:
    result = check_command([*CHARGE, "--mock", "busy.json", "--json"], files=FILES, status=1)
    response = json.loads(result.stdout)
    assert response["status"] == "RETRIABLE"
    assert response["inspectionData"]["errorDetails"] == {"retryIndex": 0, "retryBackoffIntervalSeconds": 1}
    assert json.loads(response["inspectionData"]["input"]) == json.loads(SHAPED)
    brief = check_command([*CHARGE, "--mock", "busy.json", "--json", "--inspection-level", "info"], status=1)
    assert json.loads(brief.stdout) == {"error": "Busy", "cause": "too many calls", "status": "RETRIABLE"}


def test_json_has_the_error_of_the_api(check_command: Command) -> None:
    result = check_command([*CHARGE[:3], "Nowhere", "--json"], files=FILES, status=2)
    assert json.loads(result.stdout) == {
        "Error": {"Code": "ValidationException", "Message": "State not found in definition"}
    }


def test_variables_context_and_yaml(check_command: Command) -> None:
    state = "Type: Task\nQueryLanguage: JSONata\nResource: arn:aws:states:::sqs:sendMessage.waitForTaskToken\n"
    state += "Arguments:\n  QueueUrl: q\n  MessageBody: '{% $states.context.Task.Token & $tail %}'\nEnd: true\n"
    result = check_command(
        [
            *("test-state", "state.asl.yaml", "--json", "--mock", '{"result": "5"}'),
            *("--variables", '{"tail": "!"}', "--context", '{"Task": {"Token": "t"}}'),
        ],
        files={"state.asl.yaml": state},
        status=0,
    )
    data = json.loads(result.stdout)["inspectionData"]
    assert json.loads(data["afterArguments"])["MessageBody"] == "t!"
    assert json.loads(data["variables"]) == {"tail": "!"}


def test_answers_from_a_mock_file(check_command: Command) -> None:
    mocks = "states:\n  Charge:\n    return: {Payload: {paid: 3}, StatusCode: 200}\n"
    result = check_command([*CHARGE, "--mocks", "m.yaml", "--json"], files={**FILES, "m.yaml": mocks}, status=0)
    assert json.loads(json.loads(result.stdout)["output"])["charge"] == {"paid": 3}


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--mock", "{}"], "[result, errorOutput]"),
        (["--mock", "[]"], "--mock takes a JSON object"),
        (["--mock", "missing.json"], "cannot read missing.json"),
        (["--mock", "{}", "--mocks", "x"], "both say what the work returns"),
        (["--test-case", "x"], "--test-case needs a mock file"),
        (["--state-configuration", '{"retrierRetryCount": -1}'], "greater than or equal to 0"),
        (["--inspection-level", "all"], "--help"),
        (["--context", "{}"], "when a mock is not specified"),
    ],
)
def test_calls_that_make_no_sense(check_command: Command, argv: list[str], told: str) -> None:
    result = check_command([*CHARGE, *argv], files=FILES, status=2)
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
