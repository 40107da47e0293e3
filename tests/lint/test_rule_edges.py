"""Where rules begin and where they stop: neighbours of the examples that do or do not draw a code."""

from __future__ import annotations

import json

import pytest

from lint.configuration import Configuration
from lint.engine import lint

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"
INVOKE = "arn:aws:states:::lambda:invoke"
RETRY_ALL = [{"ErrorEquals": ["States.ALL"]}]


def _task(resource=INVOKE, **fields):
    state = {"Type": "Task", "Resource": resource, "Parameters": {"FunctionName": "f"}, **fields}
    return state if "Next" in state else {**state, "End": True}


def _choice(*rules, **fields):
    return {"Type": "Choice", "Choices": [{"Next": "Done", **rule} for rule in rules], **fields}


def _wait(**fields):
    return {"Type": "Wait", **fields, "End": True}


def _map(**fields):
    return {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": _wait(Seconds=1)}}, **fields, "End": True}


def _codes(first, *, workflow_type="STANDARD", more=None, **top_level):
    states = {"First": first, **(more or {})}
    if '"Done"' in json.dumps(states):
        states["Done"] = {"Type": "Succeed"}
    text = json.dumps({"StartAt": "First", "States": states, **top_level})
    everything = Configuration(extend_select=("ALL",), ignore=("style", "ASL414", "ASL417", "ASL953", "ASL954"))
    return {found.code for found in lint(text, type=workflow_type, configuration=everything)}


@pytest.mark.parametrize(
    ("code", "state", "is_found"),
    [
        ("ASL517", _task(Retry=RETRY_ALL), False),
        ("ASL517", _task(Retry=[{"ErrorEquals": ["States.TaskFailed"]}]), False),
        ("ASL517", _task(Retry=[{"ErrorEquals": ["States.Timeout"]}]), True),
        ("ASL517", _task(FUNCTION), True),
        ("ASL517", _task("${Function}"), False),
        ("ASL517", _task("arn:${AWS::Partition}:states:::lambda:invoke"), True),
        ("ASL517", _task("arn:aws:states:::sqs:sendMessage"), False),
        ("ASL518", _task(Retry=[{"ErrorEquals": ["Lambda.ServiceException"]}]), True),
        ("ASL518", _task(Retry=[{"ErrorEquals": ["Lambda.ServiceException"]}, *RETRY_ALL]), False),
        ("ASL515", _task("arn:aws:states:::glue:startJobRun.sync"), True),
        ("ASL515", _task("arn:aws:states:::glue:startJobRun.sync", TimeoutSecondsPath="$.t"), False),
        ("ASL515", _task("arn:aws:states:::glue:startJobRun"), False),
        ("ASL512", _task(f"{INVOKE}.waitForTaskToken"), True),
        ("ASL512", _task(f"{INVOKE}.waitForTaskToken", HeartbeatSeconds=5), False),
        ("ASL511", _task(f"{INVOKE}.waitForTaskToken", Parameters={"Payload.$": "$$"}), False),
        ("ASL511", _task(f"{INVOKE}.waitForTaskToken", Parameters={"Payload.$": "$"}), True),
        (
            "ASL511",
            _task(f"{INVOKE}.waitForTaskToken", Parameters={"Payload.$": "States.Format('{}', $$.Task.Token)"}),
            False,
        ),
        ("ASL511", _task(f"{INVOKE}.waitForTaskToken", Parameters={"Payload": "${Payload}"}), False),
        ("ASL817", _task(Parameters={"t.$": "States.Format('$$.Task.Token')"}), False),
        ("ASL817", _task(Parameters={"t.$": "States.Format('{}', $$.Task.Token)"}), True),
        ("ASL816", _task(Parameters={"t.$": "$$.Execution.Input.anything.at.all"}), False),
        ("ASL816", _task(Parameters={"t.$": "$$.State.Nam"}), True),
        ("ASL405", _task(Retry=[{"ErrorEquals": ["States.Http.StatusCode.429"]}]), False),
        ("ASL403", _task(Retry=[{"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["States.Timeout"]}]), False),
        ("ASL404", _task(Retry=[{"ErrorEquals": ["A", "A"]}]), True),
        ("ASL404", _task(Retry=[{"ErrorEquals": ["A"]}, {"ErrorEquals": ["B"]}]), False),
        ("ASL412", _task(Retry=[{"ErrorEquals": ["States.ALL"], "MaxAttempts": 100, "BackoffRate": 1}]), False),
        ("ASL412", _task(Retry=[{"ErrorEquals": ["States.ALL"], "MaxAttempts": 99999999, "BackoffRate": 1}]), True),
        ("ASL415", _task(Retry=[{"ErrorEquals": ["Timeout"]}]), True),
        ("ASL415", _task(Retry=[{"ErrorEquals": ["MyError"]}]), False),
        ("ASL415", _task("arn:aws:states:::dynamodb:getItem", Retry=[{"ErrorEquals": ["Mine"]}]), False),
        ("ASL416", _task("arn:aws:states:::aws-sdk:sqs:sendMessage", Retry=[{"ErrorEquals": ["Sqs.X"]}]), False),
        ("ASL416", _task("arn:aws:states:::states:startExecution", Retry=[{"ErrorEquals": ["Lambda.X"]}]), False),
        ("ASL418", _task(Retry=[{"ErrorEquals": ["Lambda.ServiceExcepton"]}]), True),
        ("ASL418", _task(Retry=[{"ErrorEquals": ["Lambda.MyOwnThing"]}]), False),
        ("ASL516", _task(TimeoutSeconds=900), False),
        ("ASL516", _task(TimeoutSeconds=901), True),
        ("ASL520", _task(Parameters={"FunctionName": FUNCTION}), True),
        ("ASL520", _task(Parameters={"FunctionName": f"{FUNCTION}:3"}), False),
        ("ASL520", _task(Parameters={"FunctionName.$": "$.f"}), False),
        ("ASL523", _task(Parameters={"password": "$.password"}), False),
        ("ASL523", _task(Parameters={"password": "${Password}"}), False),
        ("ASL523", _task(Parameters={"password": "{{resolve:secretsmanager:x}}"}), False),
        ("ASL523", _task(Parameters={"password.$": "$.secret-password-9"}), False),
        ("ASL523", _task(Parameters={"dbPassword": "hunter2-hunter2"}), True),
        ("ASL523", _task(Parameters={"x": ["AKIAIOSFODNN7EXAMPLE"]}), True),
        ("ASL523", _task(Parameters={"TaskToken": "abcdefgh-12345678"}), False),
        ("ASL527", _task(Parameters={"Arn": "arn:aws:logs:eu-west-1:123456789012:log-group:x:*"}), False),
        ("ASL527", _task(Parameters={"Arn": "arn:aws:s3:::bucket/*"}), True),
        (
            "ASL703",
            _choice({"Variable": "$.a", "BooleanEquals": True}, {"Variable": "$.a", "BooleanEquals": False}),
            False,
        ),
        ("ASL703", _choice({"Variable": "$.a", "IsNull": True}, {"Not": {"Variable": "$.a", "IsNull": True}}), False),
        ("ASL703", _choice({"Variable": "$.a", "IsNull": True}), True),
        ("ASL704", _choice({"Variable": "$.a", "NumericEquals": 1}, {"Variable": "$.a", "NumericEquals": 2}), False),
        ("ASL704", _choice({"Variable": "$.a", "NumericLessThan": 5}, {"Variable": "$.a", "NumericEquals": 2}), True),
        ("ASL704", _choice({"Variable": "$.a", "NumericLessThan": 5}, {"Variable": "$.b", "NumericEquals": 2}), False),
        (
            "ASL704",
            _choice(
                {"Variable": "$.a", "IsNull": True},
                {"And": [{"Variable": "$.b", "IsNull": True}, {"Variable": "$.a", "IsNull": True}]},
            ),
            True,
        ),
        (
            "ASL705",
            _choice({"And": [{"Variable": "$.a", "NumericGreaterThan": 5}, {"Variable": "$.a", "NumericLessThan": 9}]}),
            False,
        ),
        (
            "ASL705",
            _choice({"And": [{"Variable": "$.a", "NumericGreaterThan": 5}, {"Variable": "$.a", "NumericLessThan": 5}]}),
            True,
        ),
        (
            "ASL705",
            _choice({"Or": [{"Variable": "$.a", "StringEquals": "x"}, {"Variable": "$.a", "StringEquals": "y"}]}),
            False,
        ),
        (
            "ASL705",
            _choice({"And": [{"Variable": "$.a", "IsPresent": False}, {"Variable": "$.a", "IsNull": True}]}),
            True,
        ),
        (
            "ASL706",
            _choice({"Variable": "$.a", "IsPresent": False}, {"Variable": "$.a", "StringEquals": "x"}),
            False,
        ),
        ("ASL706", _choice({"Variable": "$.a", "StringEquals": "x"}, {"Variable": "$.a", "IsPresent": False}), True),
        ("ASL708", _choice({"Variable": "$.a", "StringEquals": "*"}), False),
        ("ASL306", _wait(Timestamp="2090-01-01T00:00:00Z"), False),
        ("ASL609", _map(MaxConcurrency=40), False),
        ("ASL613", _map(ItemSelector={"a.$": "$$.Map.Item.Index"}), False),
        ("ASL613", _map(ItemsPath="$$.Map.Item.Value"), True),
        ("ASL214", {"Type": "Pass", "End": True}, False),
        ("ASL215", _choice({"Variable": "$.a", "IsNull": True}, Default="Done"), True),
    ],
)
def test_edges(code, state, is_found):
    assert (code in _codes(state)) is is_found


@pytest.mark.parametrize("field", ["Parameters", "ResultSelector"])
def test_catch_loses_input_looks_at_what_the_target_reads_of_its_input(field):
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Report"}]
    report = _task("arn:aws:states:::sqs:sendMessage", **{"Parameters": {"a.$": "$.Cause"}, field: {"a.$": "$.order"}})
    found = _codes(_task(Retry=RETRY_ALL, Catch=catch), more={"Report": report})
    assert ("ASL413" in found) is (field == "Parameters")


def test_express_has_its_own_limits():
    storm = _task(Retry=[{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "MaxAttempts": 5}])
    assert "ASL412" in _codes(storm, workflow_type="EXPRESS")
    assert "ASL412" not in _codes(storm)
    assert "ASL412" in _codes(storm, TimeoutSeconds=60)
    assert "ASL952" in _codes(_wait(Seconds=1), workflow_type="EXPRESS", TimeoutSeconds=600)


def test_a_timeout_of_the_machine_bounds_every_task():
    job = _task("arn:aws:states:::glue:startJobRun.sync")
    callback = _task(f"{INVOKE}.waitForTaskToken")
    assert not {"ASL515", "ASL512"} & _codes(job, more=None, TimeoutSeconds=60)
    assert "ASL512" not in _codes(callback, TimeoutSeconds=60)


@pytest.mark.parametrize(
    ("test", "is_found"),
    [
        ({"Variable": "$.status", "StringEquals": "RUNNING"}, True),
        ({"Variable": "$.nextToken", "StringEquals": "x"}, False),
        ({"Variable": "$.n", "NumericLessThan": 9}, False),
    ],
)
def test_hot_loops(test, is_found):
    loop = _choice({**test, "Next": "First"}, Default="Done")
    assert ("ASL212" in _codes(_task(Retry=RETRY_ALL, Next="Ready?"), more={"Ready?": loop})) is is_found


def test_jsonata_reads_are_seen():
    state = {
        "Type": "Task",
        "Resource": f"{INVOKE}.waitForTaskToken",
        "Arguments": {"Payload": {"t": "{% $states.context.Task.Token %}"}},
        "End": True,
    }
    assert "ASL511" not in _codes(state, QueryLanguage="JSONata")
    assert "ASL816" in _codes({**state, "Assign": {"a": "{% $states.context.Nothing %}"}}, QueryLanguage="JSONata")


def test_unknown_parts_are_left_alone():
    text = json.dumps({"StartAt": "${Start}", "States": {"${Name}": {"Type": "${Type}", "Resource": "${R}"}}})
    assert not [found for found in lint(text) if found.severity.value == "error"]
