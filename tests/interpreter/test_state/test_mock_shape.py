"""Mocked results held against the shapes of services."""

from __future__ import annotations

from typing import Any

import pytest

from asl.integrations import output_shape, parse_resource
from interpreter.test_state.mock_shape import mock_problem

START = "states:startExecution"
OBJECT = "aws-sdk:s3:getObject"
LOGS = "aws-sdk:cloudwatchlogs:describeLogGroups"
FUNCTION = "aws-sdk:lambda:getFunction"
TABLE = "aws-sdk:dynamodb:describeTable"

CASES: list[tuple[str, Any, str | None]] = [
    (START, {"ExecutionArn": "arn", "StartDate": "now"}, None),
    (START, {"StartDate": "now"}, "Required field 'ExecutionArn' is missing"),
    (START, {"executionArn": "arn", "StartDate": "now"}, "Required field 'ExecutionArn' is missing"),
    (START, {"ExecutionArn": "arn", "StartDate": 1}, "Field 'StartDate' must be a string"),
    (START, {"ExecutionArn": None, "StartDate": "now"}, "Field 'ExecutionArn' must be a string"),
    (START, [], "Mock result must be an object"),
    (f"{START}.waitForTaskToken", 5, None),
    (f"{START}.sync", {"Status": "SUCCEEDED"}, "Required field 'ExecutionArn' is missing"),
    (OBJECT, {"ContentLength": 1, "NotInTheApi": object}, None),
    (OBJECT, {"ContentLength": True}, "Field 'ContentLength' must be a number"),
    (OBJECT, {"StorageClass": "Vellum"}, "Field 'StorageClass' is not an expected value"),
    (OBJECT, {"Metadata": {"a": 1}}, "Field 'Metadata' must be a string"),
    (OBJECT, {"Metadata": []}, "Field 'Metadata' must be an object"),
    (OBJECT, {"DeleteMarker": "true"}, "Field 'DeleteMarker' must be a boolean"),
    (LOGS, {"LogGroups": {}}, "Field 'LogGroups' must be an array"),
    (LOGS, {"LogGroups": [1]}, "Field 'LogGroups' must be an object"),
    (LOGS, {"LogGroups": [{"LogGroupName": ""}]}, "Field 'LogGroupName' is smaller than the minimum length"),
    (LOGS, {"LogGroups": [{"LogGroupName": "x" * 600}]}, "Field 'LogGroupName' exceeds the maximum length"),
    (TABLE, {"Table": {"ProvisionedThroughput": {"ReadCapacityUnits": -1}}}, "is less than the minimum value"),
    (FUNCTION, {"Configuration": {"EphemeralStorage": {"Size": 511}}}, "Field 'Size' is less than the minimum value"),
    (FUNCTION, {"Configuration": {"EphemeralStorage": {"Size": 512}}}, None),
    (LOGS, {"LogGroups": [{"LogGroupName": "x" * 512}]}, None),
    (LOGS, {"LogGroups": [{"LogGroupName": "x"}]}, None),
    ("lambda:invoke", {"Payload": {"any": "thing"}, "StatusCode": 200}, None),
    ("lambda:invoke", {"StatusCode": "200"}, "Field 'StatusCode' must be a number"),
    ("apigateway:invoke", {"whatever": 1}, None),
    ("dynamodb:getItem", {"Item": {"id": {"S": 1}}}, "Field 'S' must be a string"),
]


@pytest.mark.parametrize(("action", "result", "problem"), CASES)
def test_strict(action: str, result: Any, problem: str | None) -> None:
    resource = parse_resource(f"arn:aws:states:::{action}")
    assert resource is not None
    found = mock_problem(resource, result, "STRICT")
    assert found == problem or (problem is not None and found is not None and found.endswith(problem))


@pytest.mark.parametrize(("action", "result", "problem"), CASES)
def test_present_asks_for_nothing_that_is_not_there(action: str, result: Any, problem: str | None) -> None:
    resource = parse_resource(f"arn:aws:states:::{action}")
    assert resource is not None
    found = mock_problem(resource, result, "PRESENT")
    assert (found is None) == (problem is None or problem.startswith("Required"))
    assert mock_problem(resource, result, "NONE") is None


def test_the_greatest_value_is_the_models_own() -> None:
    resource = parse_resource(f"arn:aws:states:::{FUNCTION}")
    assert resource is not None
    shape = output_shape(resource)
    size = None if shape is None else shape.at("Configuration", "MemorySize")
    assert size is not None
    assert size.maximum is not None
    for value, problem in ((size.maximum, None), (size.maximum + 1, "Field 'MemorySize' exceeds the maximum value")):
        assert mock_problem(resource, {"Configuration": {"MemorySize": value}}, "STRICT") == problem


@pytest.mark.parametrize(
    "text", ["arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:states:us-east-1:123456789012:activity:a"]
)
def test_functions_and_activities_answer_anything(text: str) -> None:
    resource = parse_resource(text)
    assert resource is not None
    assert mock_problem(resource, ["anything"], "STRICT") is None
