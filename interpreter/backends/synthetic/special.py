"""Services whose answers are better told than derived from shapes.

* A Lambda function returns its event unchanged, so that paths into its result keep working.
* HTTP endpoints answer 200 with the request's body.
* A DynamoDB item that was put or read is the request's own ``Item`` or ``Key``.
* A nested execution succeeds with its input as output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from asl.integrations import Style
from asl.json_values import Json, JsonObject

from ..api import ApiCall, stable_id
from .identity import instant, short_id

__all__ = ["SPECIAL", "Known", "Special"]

Known: TypeAlias = "JsonObject | None"
Special: TypeAlias = Callable[[ApiCall, Known], JsonObject]


def _invoke_function(call: ApiCall, _known: Known) -> JsonObject:
    """Return the event as the function's result; an asynchronous call has an empty Payload (recorded behaviour)."""
    version = call.parameters.get("Qualifier", "$LATEST")
    if call.parameters.get("InvocationType") == "Event":
        return {"Payload": "", "StatusCode": 202}
    payload = call.parameters.get("Payload")
    # A null Payload is not sent, and the function then gets an empty event (recorded).
    return {"ExecutedVersion": version, "Payload": "{}" if payload in (None, "null") else payload, "StatusCode": 200}


def _invoke_endpoint(call: ApiCall, _known: Known) -> JsonObject:
    return {
        "Headers": {"Content-Type": ["application/json"]},
        "ResponseBody": call.parameters.get("RequestBody", {}),
        "StatusCode": 200,
        "StatusText": "OK",
    }


def _run_kubernetes_job(call: ApiCall, _known: Known) -> JsonObject:
    body = call.parameters.get("Job", {})
    return {"Headers": {}, "ResponseBody": body, "StatusCode": 200, "StatusText": "OK"}


def _get_item(call: ApiCall, known: Known) -> JsonObject:
    item = (known or {}).get("Item", call.parameters.get("Key", {}))
    return {"Item": item}


def _put_item(_call: ApiCall, _known: Known) -> JsonObject:
    return {}


def _change_item(call: ApiCall, _known: Known) -> JsonObject:
    if call.parameters.get("ReturnValues", "NONE") == "NONE":
        return {}
    return {"Attributes": call.parameters.get("Key", {})}


def _query(call: ApiCall, _known: Known) -> JsonObject:
    return {"Count": 0, "Items": [], "ScannedCount": 0}


def _put_events(call: ApiCall, _known: Known) -> JsonObject:
    entries = call.parameters.get("Entries")
    count = len(entries) if isinstance(entries, list) else 0
    made: list[Json] = [{"EventId": _id(call, "event", index)} for index in range(count)]
    return {"Entries": made, "FailedEntryCount": 0}


def _start_execution(call: ApiCall, _known: Known) -> JsonObject:
    name = call.parameters.get("Name") or _id(call, "execution")
    arn = str(call.parameters.get("StateMachineArn", "")).replace(":stateMachine:", ":execution:")
    return {"ExecutionArn": f"{arn}:{name}", "StartDate": _time(call)}


def _describe_execution(call: ApiCall, known: Known) -> JsonObject:
    """Return a nested execution that has succeeded; members as recorded for ``.sync``."""
    arn = str(call.parameters.get("ExecutionArn", ""))
    text = (known or {}).get("Input", "{}")
    return {
        "ExecutionArn": arn,
        "Input": text,
        "InputDetails": {"Included": True},
        "Name": arn.rpartition(":")[2],
        "Output": text,
        "OutputDetails": {"Included": True},
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "StartDate": (known or {}).get("StartDate", _time(call)),
        "StateMachineArn": arn.rpartition(":")[0].replace(":execution:", ":stateMachine:") or arn,
        "Status": "SUCCEEDED",
        "StopDate": _time(call),
    }


def _invoke_model(call: ApiCall, _known: Known) -> JsonObject:
    return {
        "Body": call.parameters.get("Body", "{}"),
        "ContentType": call.parameters.get("Accept", "application/json"),
    }


def _send_message(call: ApiCall, _known: Known) -> JsonObject:
    digest = short_id(call.parameters.get("MessageBody"), length=32)
    name = "MD5OfMessageBody" if call.style is Style.OPTIMIZED else "Md5OfMessageBody"
    return {name: digest, "MessageId": _id(call, "message")}


def _publish(call: ApiCall, _known: Known) -> JsonObject:
    return {"MessageId": _id(call, "message")}


def _id(call: ApiCall, *parts: object) -> str:
    return stable_id(call.request.execution.arn, call.request.sequence, *parts)


def _time(call: ApiCall) -> Json:
    return instant(call.now_ms) if call.style is Style.SDK else call.now_ms


SPECIAL: Final[Mapping[tuple[str, str], Special]] = {
    ("lambda", "Invoke"): _invoke_function,
    ("http", "invoke"): _invoke_endpoint,
    ("apigateway", "invoke"): _invoke_endpoint,
    ("eks", "call"): _invoke_endpoint,
    ("eks", "runJob"): _run_kubernetes_job,
    ("dynamodb", "GetItem"): _get_item,
    ("dynamodb", "PutItem"): _put_item,
    ("dynamodb", "UpdateItem"): _change_item,
    ("dynamodb", "DeleteItem"): _change_item,
    ("dynamodb", "Query"): _query,
    ("dynamodb", "Scan"): _query,
    ("events", "PutEvents"): _put_events,
    ("stepfunctions", "StartExecution"): _start_execution,
    ("stepfunctions", "DescribeExecution"): _describe_execution,
    ("bedrock-runtime", "InvokeModel"): _invoke_model,
    ("sqs", "SendMessage"): _send_message,
    ("sns", "Publish"): _publish,
}
