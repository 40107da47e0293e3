"""Which stages of the data flow are told, by type of state, query language, level and how far it came."""

from __future__ import annotations

from typing import Any

import pytest

from asl import parse
from asl.json_values import compact
from interpreter.test_state import Mock, StateConfiguration, StateTestRequest, StateTestResult, run_state_test

LAMBDA = "arn:aws:states:::lambda:invoke"
PROCESSOR = {"StartAt": "In", "States": {"In": {"Type": "Succeed"}}}
DATA = {"a": {"n": 1}, "items": [1, 2]}


def tried(state: dict[str, Any], data: Any = None, **fields: Any) -> StateTestResult:
    """Test a state that stands alone, at level DEBUG."""
    request = {"inspection_level": "DEBUG", "input": DATA if data is None else data, **fields}
    return run_state_test(StateTestRequest(definition=parse(compact(state)), **request))


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # state, request, stages after the input
    "pass": (
        {"Type": "Pass", "InputPath": "$.a", "Parameters": {"m.$": "$.n"}, "ResultPath": "$.b", "End": True},
        {},
        {
            "afterInputPath": {"n": 1},
            "afterParameters": {"m": 1},
            "afterResultSelector": {"m": 1},
            "afterResultPath": {**DATA, "b": {"m": 1}},
        },
    ),
    "pass with a result": (
        {"Type": "Pass", "InputPath": "$.a", "Result": 5, "ResultPath": "$.b", "End": True},
        {},
        {"result": 5, "afterResultSelector": 5, "afterResultPath": {**DATA, "b": 5}},
    ),
    "pass that sends everything on but the rest": (
        {"Type": "Pass", "OutputPath": "$.a", "End": True},
        {},
        {
            "afterInputPath": DATA,
            "afterParameters": DATA,
            "afterResultSelector": DATA,
            "afterResultPath": DATA,
        },
    ),
    "pass in JSONata": (
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.a %}", "End": True},
        {},
        {},
    ),
    "choice": (
        {
            "Type": "Choice",
            "InputPath": "$.a",
            "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "One"}],
        },
        {},
        {"afterInputPath": {"n": 1}},
    ),
    "choice in JSONata": (
        {"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": "{% true %}", "Next": "One"}]},
        {},
        {},
    ),
    "wait": ({"Type": "Wait", "Seconds": 1, "InputPath": "$.a", "End": True}, {}, {"afterInputPath": {"n": 1}}),
    "succeed": ({"Type": "Succeed", "InputPath": "$.a"}, {}, {"afterInputPath": {"n": 1}}),
    "fail": ({"Type": "Fail", "Error": "E"}, {}, {"afterInputPath": DATA}),
    "fail in JSONata": ({"Type": "Fail", "QueryLanguage": "JSONata", "Error": "E"}, {}, {}),
    "task": (
        {
            "Type": "Task",
            "Resource": LAMBDA,
            "InputPath": "$.a",
            "Parameters": {"FunctionName": "f", "Payload.$": "$.n"},
            "ResultSelector": {"code.$": "$.StatusCode"},
            "ResultPath": "$.done",
            "OutputPath": "$.done",
            "End": True,
        },
        {"mock": Mock({"StatusCode": 200})},
        {
            "afterInputPath": {"n": 1},
            "afterParameters": {"FunctionName": "f", "Payload": 1},
            "result": {"StatusCode": 200},
            "afterResultSelector": {"code": 200},
            "afterResultPath": {**DATA, "done": {"code": 200}},
        },
    ),
    "task in JSONata": (
        {
            "Type": "Task",
            "QueryLanguage": "JSONata",
            "Resource": LAMBDA,
            "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.a.n %}"},
            "Output": "{% $states.result.StatusCode %}",
            "End": True,
        },
        {"mock": Mock({"StatusCode": 200})},
        {"afterArguments": {"FunctionName": "f", "Payload": 1}, "result": {"StatusCode": 200}},
    ),
    "parallel": (
        {"Type": "Parallel", "Branches": [PROCESSOR], "Parameters": {"m.$": "$.a.n"}, "ResultPath": None, "End": True},
        {"mock": Mock(["out"])},
        {
            "afterInputPath": DATA,
            "afterParameters": {"m": 1},
            "afterResultSelector": ["out"],
            "afterResultPath": DATA,
        },
    ),
    "parallel in JSONata": (
        {
            "Type": "Parallel",
            "QueryLanguage": "JSONata",
            "Branches": [PROCESSOR],
            "Arguments": "{% $states.input.a %}",
            "End": True,
        },
        {"mock": Mock(["out"])},
        {},
    ),
    "map": (
        {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": {"at.$": "$$.Map.Item.Index", "item.$": "$$.Map.Item.Value", "n.$": "$.a.n"},
            "ItemProcessor": PROCESSOR,
            "MaxConcurrency": 3,
            "ResultPath": "$.out",
            "End": True,
        },
        {"mock": Mock([7, 8])},
        {
            "afterInputPath": DATA,
            "afterItemsPath": [1, 2],
            "afterItemSelector": [{"at": 0, "item": 1, "n": 1}, {"at": 1, "item": 2, "n": 1}],
            "maxConcurrency": 3,
            "afterResultSelector": [7, 8],
            "afterResultPath": {**DATA, "out": [7, 8]},
        },
    ),
    "map in JSONata, distributed, with batches": (
        {
            "Type": "Map",
            "QueryLanguage": "JSONata",
            "Items": "{% $states.input.items %}",
            "ItemSelector": "{% $states.context.Map.Item.Value * 10 %}",
            "ItemBatcher": {"MaxItemsPerBatch": 2},
            "ItemProcessor": {**PROCESSOR, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "ToleratedFailurePercentage": 20,
            "End": True,
        },
        {"mock": Mock([7])},
        {
            "afterItemSelector": [10, 20],
            "afterItemBatcher": [{"Items": [10, 20]}],
            "maxConcurrency": 0,
            "toleratedFailurePercentage": 20.0,
        },
    ),
    "map with a reader": (
        {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "b", "Key": "k"},
            },
            "ItemSelector": {"name.$": "$$.Map.Item.Value.name"},
            "ItemProcessor": {**PROCESSOR, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "ToleratedFailureCount": 1,
            "End": True,
        },
        {"mock": Mock([]), "configuration": StateConfiguration(map_item_reader_data="id,name\n1,ada\n2,bob\n")},
        {
            "afterInputPath": DATA,
            "afterItemSelector": [{"name": "ada"}, {"name": "bob"}],
            "maxConcurrency": 0,
            "toleratedFailureCount": 1,
            "afterResultSelector": [],
            "afterResultPath": [],
        },
    ),
    "map with a pointer into what its reader finds": (
        {
            "Type": "Map",
            "QueryLanguage": "JSONata",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/found"},
                "Arguments": {"Bucket": "b", "Key": "k"},
            },
            "ItemProcessor": {**PROCESSOR, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "End": True,
        },
        {"mock": Mock([]), "configuration": StateConfiguration(map_item_reader_data='{"found": [4, 5]}')},
        {"afterItemsPointer": [4, 5], "maxConcurrency": 0},
    ),
    "variables are told, those given and those assigned": (
        {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"y": "{% $x + 1 %}"}, "End": True},
        {"variables": {"x": 1}},
        {"variables": {"x": 1, "y": 2}},
    ),
    "a failure tells the stages before it": (
        {
            "Type": "Task",
            "Resource": LAMBDA,
            "Parameters": {"FunctionName": "f"},
            "ResultSelector": {"gone.$": "$.nothing"},
            "End": True,
        },
        {"mock": Mock({"StatusCode": 200})},
        {"afterInputPath": DATA, "afterParameters": {"FunctionName": "f"}, "result": {"StatusCode": 200}},
    ),
    "a bad path tells the input alone": ({"Type": "Pass", "InputPath": "$.no.where", "End": True}, {}, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_stages(name: str) -> None:
    state, request, expected = CASES[name]
    result = tried(state, **request)
    assert result.stages == {"input": DATA, **expected}


@pytest.mark.parametrize("name", CASES)
def test_the_outcome_alone_tells_no_stages(name: str) -> None:
    state, request, _ = CASES[name]
    asked = tried(state, **request)
    brief = tried(state, **request, inspection_level="INFO")
    assert brief.stages is None
    assert (brief.status, brief.output, brief.error) == (asked.status, asked.output, asked.error)
    assert "inspectionData" not in brief.to_aws()


def test_the_api_has_values_as_text_and_numbers_as_numbers() -> None:
    state, request, _ = CASES["map in JSONata, distributed, with batches"]
    assert tried(state, **request).to_aws() == {
        "output": "[7]",
        "inspectionData": {
            "input": '{"a":{"n":1},"items":[1,2]}',
            "afterItemSelector": "[10,20]",
            "afterItemBatcher": '[{"Items":[10,20]}]',
            "maxConcurrency": 0,
            "toleratedFailurePercentage": 20.0,
        },
        "status": "SUCCEEDED",
    }


@pytest.mark.parametrize(
    ("state", "following"),
    [
        ({"Type": "Pass", "Next": "Nowhere"}, "Nowhere"),
        ({"Type": "Pass", "Next": "StateName"}, "StateName"),
        ({"Type": "Pass", "End": True}, None),
        ({"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "N"}], "Default": "D"}, "D"),
        ({"Type": "Succeed"}, None),
    ],
)
def test_the_next_state_is_named_and_need_not_exist(state: dict[str, Any], following: str | None) -> None:
    result = tried(state)
    assert (result.status, result.next_state) == ("SUCCEEDED", following)


def test_a_choice_without_a_match_fails_where_it_stands() -> None:
    result = tried({"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "N"}]})
    assert (result.status, result.error, result.next_state) == ("FAILED", "States.NoChoiceMatched", None)
    assert result.cause == "Failed to transition out of the state. The state does not point to a next state."


def test_a_state_may_take_five_minutes() -> None:
    assert tried({"Type": "Wait", "Seconds": 299, "End": True}).status == "SUCCEEDED"
    result = tried({"Type": "Wait", "Seconds": 301, "End": True})
    assert (result.status, result.error) == ("FAILED", "States.Timeout")


def test_the_deepest_level_shows_the_exchange_of_an_http_task() -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Parameters": {
            "ApiEndpoint": "https://api.example.com/v1",
            "Method": "POST",
            "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"},
            "QueryParameters": {"q": "a b"},
            "Headers": {"X-Own": "1"},
            "RequestBody": {"n": 1},
        },
        "End": True,
    }
    stages = tried(state, inspection_level="TRACE").stages
    assert stages is not None
    assert stages["request"] == {
        "protocol": "https",
        "method": "POST",
        "url": "https://api.example.com/v1?q=a+b",
        "headers": "[X-Own: 1, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]",
        "body": '{"n":1}',
    }
    response = stages["response"]
    assert isinstance(response, dict)
    assert (response["statusCode"], response["body"]) == ("200", '{"n":1}')
    shallow = tried(state).stages
    assert shallow is not None
    assert "request" not in shallow
