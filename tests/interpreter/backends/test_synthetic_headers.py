"""Headers of made-up answers: a Lambda function's are its own."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import run

INVOKE = "arn:aws:states:::lambda:invoke"


def answer(resource: str, parameters: dict[str, Any]) -> dict[str, Any]:
    task = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}
    output = run({"StartAt": "A", "States": {"A": task}}).output
    assert isinstance(output, dict)
    return output


def test_an_invocation_has_the_headers_of_lambda() -> None:
    output = answer(INVOKE, {"FunctionName": "f", "Payload": {"n": 1}})
    metadata = output["SdkHttpMetadata"]
    headers = metadata["HttpHeaders"]
    assert headers["X-Amz-Executed-Version"] == "$LATEST"
    assert headers["Content-Length"] == str(len('{"n":1}'))
    assert headers["x-amzn-RequestId"] == output["SdkResponseMetadata"]["RequestId"]
    assert metadata["AllHttpHeaders"] == {name: [value] for name, value in headers.items()}


@pytest.mark.parametrize("payload", [{}, {"Payload": None}])
def test_without_a_payload_the_event_is_empty(payload: dict[str, Any]) -> None:
    assert answer(INVOKE, {"FunctionName": "f", **payload})["Payload"] == {}


def test_other_services_keep_the_plain_headers() -> None:
    headers = answer("arn:aws:states:::sqs:sendMessage", {"QueueUrl": "q", "MessageBody": "m"})["SdkHttpMetadata"]
    assert set(headers["HttpHeaders"]) == {"x-amzn-RequestId", "Content-Length", "Date", "Content-Type"}
