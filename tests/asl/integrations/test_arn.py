from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.integrations import Pattern, ResourceKind, parse_resource

PATTERNS = {
    "": Pattern.REQUEST_RESPONSE,
    ".sync": Pattern.SYNC,
    ".sync:2": Pattern.SYNC_2,
    ".waitForTaskToken": Pattern.WAIT_FOR_TASK_TOKEN,
}


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b"])
@pytest.mark.parametrize("suffix", PATTERNS)
@pytest.mark.parametrize(
    ("service", "kind", "resource_type"),
    [
        ("states", ResourceKind.OPTIMIZED, "states"),
        ("emr-serverless", ResourceKind.OPTIMIZED, "emr-serverless"),
        ("aws-sdk:s3", ResourceKind.AWS_SDK, "aws-sdk:s3"),
        ("http", ResourceKind.HTTP, "http"),
    ],
)
def test_integrations(partition, suffix, service, kind, resource_type):
    resource = parse_resource(f"arn:{partition}:states:::{service}:doThing{suffix}")
    assert resource is not None
    assert (resource.kind, resource.partition, resource.action) == (kind, partition, "doThing")
    assert resource.pattern is PATTERNS[suffix]
    assert resource.resource_type == resource_type
    assert resource.event_resource == "doThing" + suffix


def test_functions_and_activities():
    function = parse_resource("arn:aws:lambda:eu-west-1:123456789012:function:resize:live")
    assert function is not None
    assert (function.kind, function.name, function.qualifier) == (ResourceKind.LAMBDA_FUNCTION, "resize", "live")
    assert (function.region, function.account) == ("eu-west-1", "123456789012")
    assert (function.resource_type, function.event_resource) == ("lambda", function.text)
    activity = parse_resource("arn:aws:states:eu-west-1:123456789012:activity:approve")
    assert activity is not None
    assert (activity.kind, activity.name, activity.event_resource) == (
        ResourceKind.ACTIVITY,
        "approve",
        activity.text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:states:::",
        "arn:aws:states:::sqs",
        "arn:aws:states:::sqs:",
        "arn:aws:states:::sqs:.sync",
        "arn:aws:states:::aws-sdk:s3",
        "arn:aws:lambda:us-east-1:123456789012:function:",
        "arn:aws:lambda:::function:f",
        "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        "arn:aws:s3:::bucket",
    ],
)
def test_other_arns_are_unknown(text):
    resource = parse_resource(text)
    assert resource is not None
    assert resource.kind is ResourceKind.UNKNOWN_ARN


@pytest.mark.parametrize("text", ["", "arn", "arn:aws", "arn:aws:states::", "arn:other:states:::sqs:send", "$.path"])
def test_no_arn(text):
    assert parse_resource(text) is None


@given(st.text(alphabet=":arnws-sdktate.sync2", max_size=60))
def test_any_text_is_read(text):
    resource = parse_resource("arn:aws:" + text)
    assert resource is None or resource.text == "arn:aws:" + text
