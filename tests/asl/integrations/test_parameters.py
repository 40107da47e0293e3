from __future__ import annotations

import pytest

from asl.integrations import (
    Style,
    fits,
    from_api_names,
    input_shape,
    made_resources,
    output_shape,
    parameters_rejection,
    parse_resource,
    scheduled_parameters,
    to_api_names,
    validate_parameters,
)
from asl.integrations.catalogue import find_action
from asl.integrations.error_names import service_error
from asl.integrations.request import with_additions, with_text

S = "arn:aws:states:::"

TABLE = [
    ("lambda:invoke", {"FunctionName": "f", "Payload": {"any": [1]}}, []),
    ("lambda:invoke", {"functionName": "f"}, ["unknown /functionName", "missing /FunctionName"]),
    ("lambda:invoke", {}, ["missing /FunctionName"]),
    ("sqs:sendMessage", {"QueueUrl": "u", "MessageBody": {"a": 1}}, []),
    ("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "x"}}}, []),
    ("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"Q": "x"}}}, ["unknown /Key/id/Q"]),
    ("dynamodb:getItem", {"TableName": "t", "Key": [1]}, ["format /Key"]),
    (
        "sagemaker:createModel",
        {"ModelName": "m", "Tags": [{"key": "k", "Value": "v"}]},
        ["unknown /Tags/0/key", "missing /Tags/0/Key"],
    ),
    ("elasticmapreduce:addStep.sync", {"ClusterId": "c", "Step": {"Name": "s", "HadoopJarStep": {"Jar": "j"}}}, []),
    ("elasticmapreduce:addStep", {"JobFlowId": "c"}, ["unknown /JobFlowId", "missing /ClusterId", "missing /Step"]),
    ("emr-containers:startJobRun", {"VirtualClusterId": "v"}, []),
    ("apigateway:invoke", {"ApiEndpoint": "e", "Method": "GET", "Headers": {"a": "text"}}, ["format /Headers/a"]),
    ("http:invoke", {"ApiEndpoint": "e", "Method": "GET"}, []),
    ("aws-sdk:rds:describeDBInstances", {"DBInstanceIdentifier": "i"}, ["unknown /DBInstanceIdentifier"]),
    ("aws-sdk:rds:describeDBInstances", {"DbInstanceIdentifier": "i"}, []),
    ("aws-sdk:s3:putObject", {"Bucket": "b", "Key": "k", "Body": {"json": True}}, []),
    ("aws-sdk:nothing:doThing", {"whatever": 1}, []),
]


@pytest.mark.parametrize(("resource", "parameters", "expected"), TABLE)
def test_problems(resource, parameters, expected):
    problems = validate_parameters(parse_resource(S + resource), parameters)
    assert [f"{problem.kind} /" + "/".join(map(str, problem.at)) for problem in problems] == expected


def test_a_wrong_spelling_gets_the_right_one():
    (problem,) = validate_parameters(
        parse_resource(S + "aws-sdk:rds:describeDBInstances"), {"DBInstanceIdentifier": "i"}
    )
    assert problem.suggestion == "DbInstanceIdentifier"


def test_the_cause_of_a_rejection():
    resource = parse_resource(S + "sqs:sendMessage")
    assert parameters_rejection(resource, {"QueueUrl": "u", "MessageBody": "b"}) is None
    assert parameters_rejection(resource, {"QueueUrl": "u", "MessageBody": "b", "X": 1}) == (
        """The Parameters '{"QueueUrl":"u","MessageBody":"b","X":1}' could not be used to start the Task: """
        """[The field "X" is not supported by Step Functions]"""
    )


def test_a_value_of_a_wrong_form_is_named_by_its_member_not_by_a_key_of_a_map():
    resource = parse_resource(S + "apigateway:invoke")
    (problem,) = validate_parameters(resource, {"ApiEndpoint": "e", "Method": "GET", "Headers": {"my": "text"}})
    assert problem.message == "The value of the field 'Headers' has an invalid format"


def test_shapes_may_contain_themselves():
    shape = input_shape(parse_resource(S + "aws-sdk:costexplorer:getCostAndUsage"))
    assert shape is not None
    nested = shape.at("Filter", "Not", "Not", "And", "Or", "Dimensions", "Key")
    assert nested is not None
    assert nested.kind == "string"
    assert nested.enum


def test_shapes_of_a_training_job():
    shape = input_shape(parse_resource(S + "sagemaker:createTrainingJob.sync"))
    name = shape.members["TrainingJobName"]
    assert name.is_required
    assert (name.shape.minimum, name.shape.maximum) == (1, 63)
    assert name.shape.pattern
    assert output_shape(parse_resource(S + "sagemaker:createTrainingJob")).members.keys() == {"TrainingJobArn"}
    assert shape.style is Style.OPTIMIZED


def test_names_go_to_the_api_and_back():
    shape = input_shape(parse_resource(S + "ecs:runTask"))
    value = {"Cluster": "c", "Overrides": {"ContainerOverrides": [{"Name": "n", "Environment": []}]}, "Odd": 1}
    api = to_api_names(shape, value)
    assert api == {
        "cluster": "c",
        "overrides": {"containerOverrides": [{"name": "n", "environment": []}]},
        "Odd": 1,
    }
    assert from_api_names(shape, api) == value
    assert fits(shape, {"Cluster": "c"})
    assert not fits(shape, {"Cluster": 1})


def test_additions_of_a_waiting_task():
    resource = parse_resource(S + "ecs:runTask.sync")
    assert scheduled_parameters(resource, {"TaskDefinition": "t"}) == {
        "TaskDefinition": "t",
        "StartedBy": "AWS Step Functions",
    }
    plain = parse_resource(S + "ecs:runTask")
    assert scheduled_parameters(plain, {"TaskDefinition": "t"}) == {"TaskDefinition": "t"}
    action = find_action(parse_resource(S + "sagemaker:createTrainingJob.sync"))
    given = {"Tags": [{"Key": "a", "Value": "b"}]}
    assert with_additions(action, given, "arn:e")["Tags"] == [
        {"Key": "a", "Value": "b"},
        {"Key": "MANAGED_BY_AWS", "Value": "STARTED_BY_STEP_FUNCTIONS"},
        {"Key": "AWS_STEP_FUNCTIONS_EXECUTION_ARN", "Value": "arn:e"},
    ]
    assert given == {"Tags": [{"Key": "a", "Value": "b"}]}


def test_text_is_made_of_anything_but_text():
    assert with_text({"Input": "as is"}, ["Input"]) == {"Input": "as is"}
    assert with_text({"Input": [1, 2.0]}, ["Input"]) == {"Input": "[1,2.0]"}


@pytest.mark.parametrize(
    ("resource", "code", "is_modelled", "error", "cause"),
    [
        (
            "sns:publish",
            "NotFound",
            True,
            "SNS.NotFoundException",
            "No topic (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: r; Proxy: null)",
        ),
        (
            "dynamodb:getItem",
            "ValidationException",
            False,
            "DynamoDB.AmazonDynamoDBException",
            "No topic (Service: AmazonDynamoDBv2; Status Code: 404; Error Code: ValidationException; Request ID: r; Proxy: null)",  # noqa: E501
        ),
        (
            "aws-sdk:dynamodb:getItem",
            "ResourceNotFoundException",
            True,
            "DynamoDb.ResourceNotFoundException",
            "No topic (Service: DynamoDb, Status Code: 404, Request ID: r)",
        ),
        (
            "aws-sdk:secretsmanager:getSecretValue",
            "Odd",
            False,
            "SecretsManager.SecretsManagerException",
            "No topic (Service: SecretsManager, Status Code: 404, Request ID: r)",
        ),
    ],
)
def test_error_names(resource, code, is_modelled, error, cause):
    found = service_error(
        parse_resource(S + resource), code, "No topic", is_modelled=is_modelled, status=404, request_id="r"
    )
    assert found == (error, cause)


@pytest.mark.parametrize(
    ("resource", "parameters", "output", "made"),
    [
        ("sagemaker:createEndpoint", {}, {"EndpointArn": "arn:e"}, [("endpoint", "arn:e")]),
        ("sagemaker:createTrainingJob.sync", {}, {"TrainingJobArn": "arn:t"}, [("training job", "arn:t")]),
        ("aws-sdk:s3:createBucket", {"Bucket": "b"}, {"Location": "/b"}, [("bucket", "b")]),
        ("aws-sdk:rds:createDBInstance", {}, {"DBInstance": {"DBInstanceArn": "arn:d"}}, [("DB instance", "arn:d")]),
        ("aws-sdk:s3:getObject", {"Bucket": "b"}, {}, []),
        ("lambda:invoke", {}, {}, []),
    ],
)
def test_made_resources(resource, parameters, output, made):
    found = made_resources(parse_resource(S + resource), parameters, output)
    assert [(thing.kind, thing.name) for thing in found] == made
