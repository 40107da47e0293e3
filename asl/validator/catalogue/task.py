"""Codes for Tasks and service integrations."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_QUEUE: JsonObject = {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", "MessageBody.$": "$"}
_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"


def _task(resource: str, **fields: Json) -> JsonObject:
    return machine(states={"Work": {"Type": "Task", "Resource": resource, **fields, "End": True}})


ENTRIES = (
    CodeEntry(
        code="ASL501",
        name="resource-not-arn",
        explanation=(
            "The Resource of a Task is an ARN: of a Lambda function, an activity or an integration. It is fixed when "
            "the machine is created, so neither a path nor an expression may stand there. Write the ARN."
        ),
        bad=_task("resize"),
        good=_task(_FUNCTION),
    ),
    CodeEntry(
        code="ASL503",
        name="unknown-integration",
        explanation=(
            "There is no optimized integration for this service and action, and the service refuses the Resource. "
            "Correct the name, or use the SDK integration: aws-sdk, the service, and the action with a small letter."
        ),
        bad=_task("arn:aws:states:::dynamodb:query", Parameters={"TableName": "orders"}),
        good=_task("arn:aws:states:::aws-sdk:dynamodb:query", Parameters={"TableName": "orders"}),
    ),
    CodeEntry(
        code="ASL504",
        name="unknown-sdk-action",
        may_warn=True,
        explanation=(
            "The action of an SDK integration is the API operation with a small first letter, getObject for "
            "GetObject, and the service is named as in the AWS SDK for Java. The service refuses other spellings; one"
            " that resembles nothing known is a warning, because the API may be newer. Correct the service or the "
            "action."
        ),
        bad=_task("arn:aws:states:::aws-sdk:s3:GetObject", Parameters={"Bucket": "b", "Key": "k"}),
        good=_task("arn:aws:states:::aws-sdk:s3:getObject", Parameters={"Bucket": "b", "Key": "k"}),
    ),
    CodeEntry(
        code="ASL505",
        name="pattern-unsupported",
        explanation=(
            "Not every integration can wait for its job (.sync) or for a token (.waitForTaskToken), and the service "
            "refuses a Resource with a suffix that its action lacks. Remove the suffix or use one that the action "
            "has."
        ),
        bad=_task("arn:aws:states:::lambda:invoke.sync", Parameters={"FunctionName": "resize"}),
        good=_task("arn:aws:states:::lambda:invoke", Parameters={"FunctionName": "resize"}),
    ),
    CodeEntry(
        code="ASL506",
        name="express-unsupported",
        explanation=(
            "Express workflows neither wait for jobs nor for task tokens, have no activities and no Distributed Map. "
            "The service refuses these in a machine of type EXPRESS. Use request-response, or a Standard workflow."
        ),
        bad=_task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters=_QUEUE),
        good=_task("arn:aws:states:::sqs:sendMessage", Parameters=_QUEUE),
        type="EXPRESS",
    ),
    CodeEntry(
        code="ASL507",
        name="parameters-missing",
        explanation=(
            "An optimized integration takes its arguments from Parameters (JSONPath) or Arguments (JSONata), and the "
            "service refuses a Task that has none. Add the field, as an empty object if there is nothing to say."
        ),
        bad=_task("arn:aws:states:::sqs:sendMessage"),
        good=_task("arn:aws:states:::sqs:sendMessage", Parameters=_QUEUE),
    ),
    CodeEntry(
        code="ASL508",
        name="parameter-required",
        may_warn=True,
        explanation=(
            "The call lacks an argument that its API requires. The service checks optimized integrations when the "
            "machine is created. Add the argument; a key that ends in .$ counts as well."
        ),
        bad=_task("arn:aws:states:::sqs:sendMessage", Parameters={"MessageBody.$": "$"}),
        good=_task("arn:aws:states:::sqs:sendMessage", Parameters=_QUEUE),
    ),
    CodeEntry(
        code="ASL509",
        name="parameter-unknown",
        may_warn=True,
        explanation=(
            "The integration has no such argument. Arguments are written with a capital first letter, and the service"
            " refuses names that it does not know. Below the outermost level a name that resembles nothing known is a"
            " warning. Correct the spelling or remove the argument."
        ),
        bad=_task("arn:aws:states:::sqs:sendMessage", Parameters={**_QUEUE, "delay": 5}),
        good=_task("arn:aws:states:::sqs:sendMessage", Parameters={**_QUEUE, "DelaySeconds": 5}),
    ),
    CodeEntry(
        code="ASL510",
        name="parameter-type",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The argument is written down with a value of another type than the API takes, or with one that is not "
            "among its allowed values. The service accepts the definition, and the state fails before or in the call. "
            "Correct the value."
        ),
        bad=_task("arn:aws:states:::sqs:sendMessage", Parameters={**_QUEUE, "DelaySeconds": "soon"}),
        good=_task("arn:aws:states:::sqs:sendMessage", Parameters={**_QUEUE, "DelaySeconds": 5}),
    ),
    CodeEntry(
        code="ASL522",
        name="credentials-invalid",
        explanation=(
            "Credentials names in RoleArn the role that the task assumes; without it there is nothing to assume and "
            "the service refuses the state. Add RoleArn, or remove Credentials to use the machine's own role."
        ),
        bad=_task(_FUNCTION, Credentials={}),
        good=_task(_FUNCTION, Credentials={"RoleArn": "arn:aws:iam::123456789012:role/resizer"}),
    ),
    CodeEntry(
        code="ASL524",
        name="http-task-fields",
        explanation=(
            "A call of an HTTPS endpoint needs ApiEndpoint and Method. Without them there is nothing to call, and "
            "the state cannot work. Add what is missing."
        ),
        bad=_task("arn:aws:states:::http:invoke", Parameters={"ApiEndpoint": "https://example.com"}),
        good=_task(
            "arn:aws:states:::http:invoke",
            Parameters={
                "ApiEndpoint": "https://example.com",
                "Method": "GET",
                "Authentication": {"ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/example/1"},
            },
        ),
    ),
)
