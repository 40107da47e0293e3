"""What each check says about small definitions, and what it keeps quiet about."""

from __future__ import annotations

import json

import pytest

from asl.diagnostics import Severity
from asl.document import parse
from asl.pointer import pointer_text
from asl.validator import validate

_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"
_INNER = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
_DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **_INNER}


def _task(**fields):
    return {"Type": "Task", "Resource": _FUNCTION, "End": True, **fields}


def _pass(**fields):
    return {"Type": "Pass", "End": True, **fields}


def _map(**fields):
    return {"Type": "Map", "ItemProcessor": _INNER, "End": True, **fields}


def _retry(**fields):
    return _task(Retry=[{"ErrorEquals": ["X"], **fields}])


def _choice(**rule):
    return {"Type": "Choice", "Choices": [rule], "Default": "B"}


def _jsonata(**fields):
    return {"QueryLanguage": "JSONata", **fields}


def _machine(state):
    """Return a definition around a state ``A``; ``B`` is there for it to lead to."""
    states = {"A": state}
    if '"B"' in json.dumps(state):
        states["B"] = {"Type": "Succeed"}
    return {"StartAt": "A", "States": states}


def _found(definition, workflow_type="STANDARD", *, warnings=False):
    found = validate(json.dumps(definition), type=workflow_type)
    return [(d.code, pointer_text(d.place.pointer)) for d in found if warnings or d.severity is Severity.ERROR]


_A = "/States/A"

_REFUSED = {
    # fields
    "field of another type": (_task(Result=1), "ASL007", f"{_A}/Result"),
    "field of no type": (_pass(Nonsense=1), "ASL007", f"{_A}/Nonsense"),
    "letter case": (_pass(resultPath="$.a"), "ASL008", f"{_A}/resultPath"),
    "letter case of a required field": ({"type": "Pass", "End": True}, "ASL008", f"{_A}/type"),
    "letter case of a flow field": ({"Type": "Pass", "end": True}, "ASL008", f"{_A}/end"),
    "no Type": ({"End": True}, "ASL006", _A),
    "no Resource": ({"Type": "Task", "End": True}, "ASL006", _A),
    "Type is a number": ({"Type": 1, "End": True}, "ASL010", f"{_A}/Type"),
    "Type is a list": ({"Type": [], "End": True}, "ASL010", f"{_A}/Type"),
    "unknown Type": ({"Type": "Tesk", "End": True}, "ASL009", f"{_A}/Type"),
    "state is text": ("Pass", "ASL010", _A),
    "Comment is a number": (_pass(Comment=1), "ASL010", f"{_A}/Comment"),
    "Comment is null": (_pass(Comment=None), "ASL010", f"{_A}/Comment"),
    "End is text": ({"Type": "Pass", "End": "true"}, "ASL010", f"{_A}/End"),
    "seconds in quotes": ({"Type": "Wait", "Seconds": "5", "End": True}, "ASL010", f"{_A}/Seconds"),
    "seconds with a fraction": ({"Type": "Wait", "Seconds": 1.5, "End": True}, "ASL010", f"{_A}/Seconds"),
    "seconds are a boolean": ({"Type": "Wait", "Seconds": True, "End": True}, "ASL010", f"{_A}/Seconds"),
    "expression under JSONPath": (_task(TimeoutSeconds="{% 1 %}"), "ASL010", f"{_A}/TimeoutSeconds"),
    "Retry is an object": (_task(Retry={"ErrorEquals": ["X"]}), "ASL010", f"{_A}/Retry"),
    "Retrier is text": (_task(Retry=["X"]), "ASL010", f"{_A}/Retry/0"),
    "Error Name is a number": (_task(Retry=[{"ErrorEquals": [1]}]), "ASL010", f"{_A}/Retry/0/ErrorEquals/0"),
    "ResultSelector is text": (_task(ResultSelector="$"), "ASL010", f"{_A}/ResultSelector"),
    "Assign is a list": (_pass(Assign=[1]), "ASL010", f"{_A}/Assign"),
    "branch is text": ({"Type": "Parallel", "Branches": ["x"], "End": True}, "ASL010", f"{_A}/Branches/0"),
    "branch without States": ({"Type": "Parallel", "Branches": [{}], "End": True}, "ASL006", f"{_A}/Branches/0"),
    # ranges: one beyond each bound
    "timeout 0": (_task(TimeoutSeconds=0), "ASL301", f"{_A}/TimeoutSeconds"),
    "timeout too long": (_task(TimeoutSeconds=100_000_000), "ASL301", f"{_A}/TimeoutSeconds"),
    "heartbeat 0": (_task(HeartbeatSeconds=0), "ASL301", f"{_A}/HeartbeatSeconds"),
    "wait -1": ({"Type": "Wait", "Seconds": -1, "End": True}, "ASL303", f"{_A}/Seconds"),
    "wait too long": ({"Type": "Wait", "Seconds": 100_000_000, "End": True}, "ASL303", f"{_A}/Seconds"),
    "concurrency -1": (_map(MaxConcurrency=-1), "ASL307", f"{_A}/MaxConcurrency"),
    "percentage 101": (_map(ToleratedFailurePercentage=101), "ASL308", f"{_A}/ToleratedFailurePercentage"),
    "count -1": (_map(ToleratedFailureCount=-1), "ASL308", f"{_A}/ToleratedFailureCount"),
    "batch 0": (_map(ItemBatcher={"MaxItemsPerBatch": 0}), "ASL312", f"{_A}/ItemBatcher/MaxItemsPerBatch"),
    "batch bytes": (
        _map(ItemBatcher={"MaxInputBytesPerBatch": 262_145}),
        "ASL311",
        f"{_A}/ItemBatcher/MaxInputBytesPerBatch",
    ),
    "attempts -1": (_retry(MaxAttempts=-1), "ASL406", f"{_A}/Retry/0/MaxAttempts"),
    "attempts too many": (_retry(MaxAttempts=100_000_000), "ASL406", f"{_A}/Retry/0/MaxAttempts"),
    "rate below 1": (_retry(BackoffRate=0.99), "ASL406", f"{_A}/Retry/0/BackoffRate"),
    "interval -1": (_retry(IntervalSeconds=-1), "ASL406", f"{_A}/Retry/0/IntervalSeconds"),
    "delay 0": (_retry(MaxDelaySeconds=0), "ASL406", f"{_A}/Retry/0/MaxDelaySeconds"),
    "delay too long": (_retry(MaxDelaySeconds=31_622_401), "ASL406", f"{_A}/Retry/0/MaxDelaySeconds"),
    "jitter": (_retry(JitterStrategy="full"), "ASL408", f"{_A}/Retry/0/JitterStrategy"),
    # exclusive and required groups
    "Next and End": ({"Type": "Pass", "Next": "B", "End": True}, "ASL207", f"{_A}/End"),
    "neither Next nor End": ({"Type": "Pass"}, "ASL208", _A),
    "End is false": ({"Type": "Pass", "End": False}, "ASL208", _A),
    "two timings": ({"Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": True}, "ASL304", f"{_A}/SecondsPath"),
    "no timing": ({"Type": "Wait", "End": True}, "ASL304", _A),
    "timeout twice": (_task(TimeoutSeconds=1, TimeoutSecondsPath="$.t"), "ASL309", f"{_A}/TimeoutSecondsPath"),
    "two processors": (_map(Iterator={"StartAt": "J", "States": {"J": _pass()}}), "ASL601", f"{_A}/Iterator"),
    "no processor": ({"Type": "Map", "End": True}, "ASL601", _A),
    "two selectors": (_map(ItemSelector={}, Parameters={}), "ASL606", f"{_A}/Parameters"),
    # flow
    "missing target": ({"Type": "Pass", "Next": "Z"}, "ASL201", f"{_A}/Next"),
    "missing Default": (
        {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "B"}], "Default": "Z"},
        "ASL201",
        f"{_A}/Default",
    ),
    "missing catch target": (_task(Catch=[{"ErrorEquals": ["X"], "Next": "Z"}]), "ASL201", f"{_A}/Catch/0/Next"),
    "out of a branch": (
        {
            "Type": "Parallel",
            "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "B"}}}],
            "Next": "B",
        },
        "ASL202",
        f"{_A}/Branches/0/States/I/Next",
    ),
    "into a branch": (
        {"Type": "Parallel", "Branches": [_INNER], "Next": "I"},
        "ASL202",
        f"{_A}/Next",
    ),
    "Next on Succeed": ({"Type": "Succeed", "Next": "B"}, "ASL209", f"{_A}/Next"),
    "End on Fail": ({"Type": "Fail", "End": True}, "ASL209", f"{_A}/End"),
    "no rules": ({"Type": "Choice", "Choices": []}, "ASL210", f"{_A}/Choices"),
    "loop in a branch": (
        {
            "Type": "Parallel",
            "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "I"}}}],
            "End": True,
        },
        "ASL205",
        f"{_A}/Branches/0/States",
    ),
    # timestamps
    "timestamp with an offset": (
        {"Type": "Wait", "Timestamp": "2030-01-01T00:00:00+02:00", "End": True},
        "ASL305",
        f"{_A}/Timestamp",
    ),
    "small t": ({"Type": "Wait", "Timestamp": "2030-01-01t00:00:00Z", "End": True}, "ASL305", f"{_A}/Timestamp"),
    # failures
    "States.ALL with another": (
        _task(Retry=[{"ErrorEquals": ["States.ALL", "X"]}]),
        "ASL402",
        f"{_A}/Retry/0/ErrorEquals/0",
    ),
    "States.ALL first": (
        _task(Retry=[{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}]),
        "ASL402",
        f"{_A}/Retry/0/ErrorEquals/0",
    ),
    "no ErrorEquals": (_task(Retry=[{"MaxAttempts": 1}]), "ASL401", f"{_A}/Retry/0"),
    "Catcher without Next": (_task(Catch=[{"ErrorEquals": ["X"]}]), "ASL409", f"{_A}/Catch/0"),
    # choice rules
    "rule without Next": (_choice(Variable="$.a", IsNull=True), "ASL702", f"{_A}/Choices/0"),
    "nested Next": (
        _choice(Not={"Variable": "$.a", "IsNull": True, "Next": "B"}, Next="B"),
        "ASL702",
        f"{_A}/Choices/0/Not/Next",
    ),
    "two kinds": (
        _choice(And=[{"Variable": "$.a", "IsNull": True}], Variable="$.a", Next="B"),
        "ASL701",
        f"{_A}/Choices/0/Variable",
    ),
    "operator beside And": (
        _choice(And=[{"Variable": "$.a", "IsNull": True}], IsNull=True, Next="B"),
        "ASL701",
        f"{_A}/Choices/0/IsNull",
    ),
    "no operator": (_choice(Variable="$.a", Next="B"), "ASL701", f"{_A}/Choices/0"),
    "misspelt operator": (_choice(Variable="$.a", StringEqual="x", Next="B"), "ASL007", f"{_A}/Choices/0/StringEqual"),
    "no Variable": (_choice(IsNull=True, Next="B"), "ASL701", f"{_A}/Choices/0"),
    "no test": (_choice(Next="B"), "ASL701", f"{_A}/Choices/0"),
    "two operators": (
        _choice(Variable="$.a", IsNull=True, IsString=True, Next="B"),
        "ASL701",
        f"{_A}/Choices/0/IsString",
    ),
    "number for a string": (
        _choice(Variable="$.a", StringEquals=1, Next="B"),
        "ASL707",
        f"{_A}/Choices/0/StringEquals",
    ),
    "boolean for a number": (
        _choice(Variable="$.a", NumericEquals=True, Next="B"),
        "ASL707",
        f"{_A}/Choices/0/NumericEquals",
    ),
    "bad timestamp": (
        _choice(Variable="$.a", TimestampEquals="now", Next="B"),
        "ASL709",
        f"{_A}/Choices/0/TimestampEquals",
    ),
    "Variable without $": (_choice(Variable="a", IsNull=True, Next="B"), "ASL802", f"{_A}/Choices/0/Variable"),
    "operand path without $": (
        _choice(Variable="$.a", StringEqualsPath="b", Next="B"),
        "ASL801",
        f"{_A}/Choices/0/StringEqualsPath",
    ),
    "Condition under JSONPath": (_choice(Condition="{% true %}", Next="B"), "ASL903", f"{_A}/Choices/0/Condition"),
    "Variable under JSONata": (
        _jsonata(**_choice(Variable="$.a", IsNull=True, Next="B")),
        "ASL903",
        f"{_A}/Choices/0/Variable",
    ),
    "operator under JSONata": (
        _jsonata(**_choice(Condition="{% true %}", IsNull=True, Next="B")),
        "ASL903",
        f"{_A}/Choices/0/IsNull",
    ),
    "Condition is text": (_jsonata(**_choice(Condition="true", Next="B")), "ASL010", f"{_A}/Choices/0/Condition"),
    "no Condition": (_jsonata(**_choice(Next="B")), "ASL701", f"{_A}/Choices/0"),
    # resources
    "no ARN": (_task(Resource="f"), "ASL501", f"{_A}/Resource"),
    "empty Resource": (_task(Resource=""), "ASL501", f"{_A}/Resource"),
    "expression as Resource": (_jsonata(**_task(Resource="{% $f %}")), "ASL501", f"{_A}/Resource"),
    "unknown service": (_task(Resource="arn:aws:states:::lambada:invoke", Parameters={}), "ASL503", f"{_A}/Resource"),
    "service alone": (_task(Resource="arn:aws:states:::lambda", Parameters={}), "ASL503", f"{_A}/Resource"),
    "sync of the SDK": (
        _task(Resource="arn:aws:states:::aws-sdk:s3:getObject.sync", Parameters={"Bucket": "b", "Key": "k"}),
        "ASL505",
        f"{_A}/Resource",
    ),
    "no Arguments": (_jsonata(**_task(Resource="arn:aws:states:::sqs:sendMessage")), "ASL507", _A),
    "required argument": (
        _task(Resource="arn:aws:states:::lambda:invoke", Parameters={}),
        "ASL508",
        f"{_A}/Parameters",
    ),
    "misspelt required argument": (
        _task(Resource="arn:aws:states:::lambda:invoke", Parameters={"functionName": "f"}),
        "ASL509",
        f"{_A}/Parameters/functionName",
    ),
    "no RoleArn": (_task(Credentials={"Role": "x"}), "ASL522", f"{_A}/Credentials"),
    # map
    "mode": (
        _map(ItemProcessor={"ProcessorConfig": {"Mode": "distributed"}, **_INNER}),
        "ASL602",
        f"{_A}/ItemProcessor/ProcessorConfig/Mode",
    ),
    "inline with ExecutionType": (
        _map(ItemProcessor={"ProcessorConfig": {"Mode": "INLINE", "ExecutionType": "EXPRESS"}, **_INNER}),
        "ASL602",
        f"{_A}/ItemProcessor/ProcessorConfig/ExecutionType",
    ),
    "reader without Resource": (_map(ItemProcessor=_DISTRIBUTED, ItemReader={}), "ASL604", f"{_A}/ItemReader"),
    "writer resource": (
        _map(ItemProcessor=_DISTRIBUTED, ResultWriter={"Resource": "arn:aws:states:::s3:getObject"}),
        "ASL604",
        f"{_A}/ResultWriter/Resource",
    ),
    "header of JSON": (
        _map(
            ItemProcessor=_DISTRIBUTED,
            ItemReader={
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON", "CSVHeaderLocation": "FIRST_ROW"},
            },
        ),
        "ASL605",
        f"{_A}/ItemReader/ReaderConfig/CSVHeaderLocation",
    ),
    "items are a number": (_jsonata(**_map(Items=5)), "ASL607", f"{_A}/Items"),
    "items are text": (_jsonata(**_map(Items="$.a")), "ASL607", f"{_A}/Items"),
    "label": (_map(ItemProcessor=_DISTRIBUTED, Label="a" * 41), "ASL104", f"{_A}/Label"),
    # paths and templates
    "path without $": (_pass(InputPath="a"), "ASL801", f"{_A}/InputPath"),
    "call as a path": (_pass(InputPath="States.UUID()"), "ASL801", f"{_A}/InputPath"),
    "open bracket": (_pass(OutputPath="$.a["), "ASL801", f"{_A}/OutputPath"),
    "wildcard": (_map(ItemsPath="$.a[*]"), "ASL802", f"{_A}/ItemsPath"),
    "result into a variable": (_pass(ResultPath="$a.b"), "ASL803", f"{_A}/ResultPath"),
    "result into the context": (_pass(ResultPath="$$.a"), "ASL803", f"{_A}/ResultPath"),
    "template text": (_pass(Parameters={"a": [{"b.$": "c"}]}), "ASL804", f"{_A}/Parameters/a/0/b.$"),
    "template number": (_pass(Parameters={"b.$": 1}), "ASL804", f"{_A}/Parameters/b.$"),
    "template path": (_pass(Parameters={"b.$": "$.a["}), "ASL804", f"{_A}/Parameters/b.$"),
    "template twice": (_pass(Parameters={"b": 1, "b.$": "$.b"}), "ASL805", f"{_A}/Parameters/b.$"),
    "template in Assign": (_pass(Assign={"b.$": "c"}), "ASL804", f"{_A}/Assign/b.$"),
    "escape": (_pass(Parameters={"b.$": "States.Array('\\\"')"}), "ASL810", f"{_A}/Parameters/b.$"),
    "unknown function": (_pass(Parameters={"b.$": "States.Sum(1)"}), "ASL809", f"{_A}/Parameters/b.$"),
    # query languages
    "unknown language": ({**_pass(), "QueryLanguage": "JSONPATH"}, "ASL901", f"{_A}/QueryLanguage"),
    "JSONata field": (_pass(Output=1), "ASL903", f"{_A}/Output"),
    "JSONPath field": (_jsonata(**_pass(InputPath="$")), "ASL903", f"{_A}/InputPath"),
    "not closed": (_jsonata(**_pass(Output={"a": ["{% 1"]})), "ASL904", f"{_A}/Output/a/0"),
    "not opened": (_jsonata(**_pass(Output="1 %}")), "ASL904", f"{_A}/Output"),
    "text after": (_jsonata(**_pass(Output="{% 1 %} ")), "ASL904", f"{_A}/Output"),
    # variables
    "hyphen": (_pass(Assign={"a-b": 1}), "ASL106", f"{_A}/Assign/a-b"),
    "digit first": (_pass(Assign={"1a.$": "$.a"}), "ASL106", f"{_A}/Assign/1a.$"),
    "long variable": (_pass(Assign={"a" * 81: 1}), "ASL106", f"{_A}/Assign/{'a' * 81}"),
    "reserved": (_pass(Assign={"states.$": "$"}), "ASL107", f"{_A}/Assign/states.$"),
}


@pytest.mark.parametrize(("state", "code", "place"), _REFUSED.values(), ids=_REFUSED)
def test_one_mistake_one_error(state, code, place):
    assert _found(_machine(state)) == [(code, place)]


_ACCEPTED = {
    "all timeouts": _task(TimeoutSeconds=99_999_999, HeartbeatSeconds=1),
    "wait 0": {"Type": "Wait", "Seconds": 0, "End": True},
    "wait longest": {"Type": "Wait", "Seconds": 99_999_999, "End": True},
    "whole float": {"Type": "Wait", "Seconds": 5.0, "End": True},
    "bounds of a Retrier": _retry(MaxAttempts=0, IntervalSeconds=0, BackoffRate=1, MaxDelaySeconds=31_622_400),
    "States.ALL last": _task(Retry=[{"ErrorEquals": ["X"]}, {"ErrorEquals": ["States.ALL"]}]),
    "empty Retry": _task(Retry=[]),
    "Next with End false": {"Type": "Pass", "Next": "B", "End": False},
    "null paths": _pass(InputPath=None, OutputPath=None, ResultPath=None),
    "name of 80 characters": _map(ItemProcessor={"StartAt": "n" * 80, "States": {"n" * 80: _pass()}}),
    "label of 40 characters": _map(ItemProcessor=_DISTRIBUTED, Label="l" * 40),
    "expressions": _jsonata(
        **_task(TimeoutSeconds="{% 1 %}", Arguments="{% $states.input %}", Output={"a": "{% 1 %}"})
    ),
    "text around marks": _jsonata(**_pass(Output=[" {% 1 %} ", "a {% 1 %} b"])),
    "marks in a comment": _jsonata(**_pass(Comment="{% open")),
    "items": _jsonata(**_map(Items=[1, "a", None])),
    "items by expression": _jsonata(**_map(Items="{% [1] %}")),
    "condition": _jsonata(**_choice(Condition="{% true %}", Next="B")),
    "activity": _task(Resource="arn:aws:states:eu-west-1:123456789012:activity:a"),
    "other partition": _task(Resource="arn:aws-cn:states:::lambda:invoke", Parameters={"FunctionName.$": "$.f"}),
    "SDK": _task(Resource="arn:aws:states:::aws-sdk:s3:listBuckets"),
    "sync": _task(Resource="arn:aws:states:::states:startExecution.sync:2", Parameters={"StateMachineArn": "x"}),
    "role from the input": _task(Credentials={"RoleArn.$": "$.role"}),
    "variable path": _pass(InputPath="$order.items[0]"),
    "context path": _pass(InputPath="$$.Execution.Input"),
    "unicode variable": _pass(Assign={"größe_1": 1}),
    "nested assign keys are free": _pass(Assign={"a": {"b-c": 1, "states": 2}}),
    "csv": _map(
        ItemProcessor=_DISTRIBUTED,
        ItemReader={
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"]},
        },
    ),
    "writer without Resource": _map(
        ItemProcessor=_DISTRIBUTED, ResultWriter={"WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"}}
    ),
    "timestamp with offset in a choice": _choice(Variable="$.t", TimestampEquals="2030-01-01T00:00:00+02:00", Next="B"),
}


@pytest.mark.parametrize("state", _ACCEPTED.values(), ids=_ACCEPTED)
def test_accepted(state):
    assert _found(_machine(state)) == []


_UNKNOWN = {
    "resource": _task(Resource="${Function}"),
    "part of a resource": _task(Resource="arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:f"),
    "resource by function": _task(Resource={"Fn::GetAtt": ["Function", "Arn"]}),
    "resource by reference": _task(Resource={"Ref": "Function"}),
    "number": {"Type": "Wait", "Seconds": "${Delay}", "End": True},
    "Retry": _task(Retry="${Retry}"),
    "a Retrier": _task(Retry=["${Retrier}", {"Fn::If": ["a", "b", "c"]}]),
    "Error Names": _task(Retry=[{"ErrorEquals": ["${Error}"], "JitterStrategy": "${Jitter}"}]),
    "target": {"Type": "Pass", "Next": "${Next}"},
    "path": _pass(InputPath="${Path}", ResultPath="$.${Name}"),
    "template": _pass(Parameters={"a.$": "${Value}", "${Key}.$": "x"}),
    "field": _pass(**{"${Field}": 1}),
    "timestamp": {"Type": "Wait", "Timestamp": "${When}", "End": True},
    "label": _map(ItemProcessor=_DISTRIBUTED, Label="${Name}"),
    "mode": _map(ItemProcessor={"ProcessorConfig": {"Mode": "${Mode}", "ExecutionType": "${Kind}"}, **_INNER}),
    "processor": _map(ItemProcessor="${Processor}"),
    "branches": {"Type": "Parallel", "Branches": "${Branches}", "End": True},
    "arguments": _task(Resource="arn:aws:states:::sqs:sendMessage", Parameters="${Parameters}"),
    "argument names": _task(Resource="arn:aws:states:::sqs:sendMessage", Parameters={"${Name}": 1}),
    "arguments by function": _task(Resource="arn:aws:states:::sqs:sendMessage", Parameters={"Fn::Sub": "x"}),
    "operand": _choice(Variable="$.a", NumericEquals="${N}", Next="B"),
    "expression": _jsonata(**_pass(Output="{% ${X}")),
    "variable": _pass(Assign={"${Name}-x": 1}),
    "End": {"Type": "Pass", "End": "${End}"},
    "state type": {"Type": "${Type}", "End": True},
    "state": {"Fn::Transform": {"Name": "AWS::Include"}},
}


@pytest.mark.parametrize("state", _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_text_is_not_judged(state):
    assert _found(_machine(state), warnings=True) == []


_WARNED = {
    "no dollar": (_pass(Parameters={"a": {"b": "$.c"}}), "ASL806", f"{_A}/Parameters/a/b"),
    "no dollar before a call": (_pass(Parameters={"a": "States.UUID()"}), "ASL806", f"{_A}/Parameters/a"),
    "no path": ({"Type": "Fail", "Cause": "$.cause"}, "ASL807", f"{_A}/Cause"),
    "static result": (_pass(Result={"a": ["$.b"]}), "ASL808", f"{_A}/Result/a/0"),
    "heartbeat": (_task(TimeoutSeconds=5, HeartbeatSeconds=5), "ASL302", f"{_A}/HeartbeatSeconds"),
    "delay": (_retry(MaxDelaySeconds=1), "ASL407", f"{_A}/Retry/0/MaxDelaySeconds"),
    "inline": (_map(ToleratedFailureCount=1), "ASL603", f"{_A}/ToleratedFailureCount"),
}


@pytest.mark.parametrize(("state", "code", "place"), _WARNED.values(), ids=_WARNED)
def test_warnings_alone_do_not_refuse(state, code, place):
    assert _found(_machine(state), warnings=True) == [(code, place)]
    assert _found(_machine(state)) == []


@pytest.mark.parametrize(
    "state",
    [
        _pass(Parameters={"price": "$5", "dollar": "$", "text": "States are fine"}),
        {"Type": "Fail", "Cause": "$5 are missing", "Error": "States.Custom"},
        _pass(Result={"price": "$12.50"}),
    ],
)
def test_plain_text_with_a_dollar_is_not_warned_about(state):
    assert [code for code, _ in _found(_machine(state), warnings=True) if code != "ASL806"] == []


_EXPRESS = {
    "sync": (
        _task(Resource="arn:aws:states:::states:startExecution.sync", Parameters={"StateMachineArn": "x"}),
        f"{_A}/Resource",
    ),
    "token": (
        _task(Resource="arn:aws:states:::lambda:invoke.waitForTaskToken", Parameters={"FunctionName": "f"}),
        f"{_A}/Resource",
    ),
    "activity": (_task(Resource="arn:aws:states:eu-west-1:123456789012:activity:a"), f"{_A}/Resource"),
    "distributed": (_map(ItemProcessor=_DISTRIBUTED), f"{_A}/ItemProcessor/ProcessorConfig/Mode"),
}


@pytest.mark.parametrize(("state", "place"), _EXPRESS.values(), ids=_EXPRESS)
def test_express_workflows_can_do_less(state, place):
    assert _found(_machine(state), "EXPRESS") == [("ASL506", place)]
    assert _found(_machine(state)) == []


def _flow(start="A", **states):
    return {"StartAt": start, "States": states}


def test_top_level_fields():
    assert _found({}) == [("ASL006", "")]
    assert _found({"States": {"A": _pass()}}) == [("ASL006", "")]
    assert _found({**_flow(A=_pass()), "TimeoutSeconds": 0}) == []
    assert _found({**_flow(A=_pass()), "TimeoutSeconds": -1}) == [("ASL301", "/TimeoutSeconds")]
    assert _found({**_flow(A=_pass()), "Version": "2"}) == [("ASL011", "/Version")]
    assert _found({"StartAt": "A", "States": {}}) == [("ASL017", "/States")]
    assert _found(_flow(A=_pass(), QueryLanguage="JSONata")) == [("ASL016", "/States/QueryLanguage")]


def test_missing_fields_are_named_together_as_the_service_does():
    (found,) = validate("{}")
    assert (found.aws_code, found.aws_message) == (
        "SCHEMA_VALIDATION_FAILED",
        "These fields are required: [States, StartAt]",
    )


def test_start_at_names_a_state():
    assert _found(_flow("Z", A=_pass())) == [("ASL201", "/StartAt")]


def test_state_is_unreachable_without_incoming_edge():
    unused = _flow(A={"Type": "Pass", "Next": "C"}, B={"Type": "Pass", "Next": "C"}, C={"Type": "Succeed"})
    assert _found(unused) == [("ASL203", "/States/B")]


def test_edge_to_itself_does_not_make_a_state_reachable():
    assert _found(_flow(A=_pass(), B={"Type": "Pass", "Next": "B"})) == [("ASL203", "/States/B")]


def test_what_only_an_unreachable_state_leads_to_is_not_reported_again():
    chain = _flow(A=_pass(), B={"Type": "Pass", "Next": "C"}, C={"Type": "Pass", "Next": "D"}, D={"Type": "Succeed"})
    assert _found(chain, warnings=True) == [("ASL203", "/States/B")]


def test_orphan_ring_is_a_warning():
    ring = _flow(A=_pass(), B={"Type": "Pass", "Next": "C"}, C={"Type": "Pass", "Next": "B"})
    assert _found(ring) == []
    assert _found(ring, warnings=True) == [("ASL204", "/States/B")]


def test_misspelt_target_does_not_make_its_state_unreachable():
    typo = _flow(A={"Type": "Pass", "Next": "Proces"}, Process=_pass())
    assert _found(typo) == [("ASL201", "/States/A/Next")]
    (found,) = validate(json.dumps(typo))
    assert found.help == 'did you mean "Process"?'


def test_other_unreachable_states_are_reported_beside_a_misspelt_target():
    typo = _flow(A={"Type": "Pass", "Next": "Proces"}, Process=_pass(), Stray=_pass())
    assert _found(typo) == [("ASL201", "/States/A/Next"), ("ASL203", "/States/Stray")]


def test_unknown_type_does_not_make_its_followers_unreachable():
    assert _found(_flow(A={"Type": "Pess", "Next": "B"}, B=_pass())) == [("ASL009", "/States/A/Type")]


def test_missing_next_does_not_make_the_rest_unreachable():
    assert _found(_flow(A={"Type": "Pass"}, B=_pass())) == [("ASL208", "/States/A")]


def test_five_mistakes_show_five():
    definition = _flow(
        A={"Type": "Wait", "Seconds": "1", "Next": "B"},
        B=_task(TimeoutSeconds=0, Resource="f") | {"Retry": [{"ErrorEquals": []}]},
        C=_pass(Nonsense=1),
    )
    assert [code for code, _ in _found(definition)] == ["ASL010", "ASL501", "ASL301", "ASL401", "ASL203", "ASL007"]


def test_duplicate_names_across_flows_point_at_the_first():
    definition = _flow(A={"Type": "Parallel", "Branches": [_INNER, _INNER], "End": True})
    (found,) = validate(json.dumps(definition))
    assert (found.code, found.place.pointer) == ("ASL103", ("States", "A", "Branches", 1, "States", "I"))
    assert found.labels[0].place.pointer == ("States", "A", "Branches", 0, "States", "I")


def test_duplicate_name_of_the_state_around():
    inner = {"StartAt": "A", "States": {"A": _pass()}}
    assert _found(_flow(A=_map(ItemProcessor=inner))) == [("ASL103", "/States/A/ItemProcessor/States/A")]


def test_names():
    assert _found(_flow("n" * 81, **{"n" * 81: _pass()})) == [("ASL101", f"/States/{'n' * 81}")]
    assert _found(_flow(" ", **{" ": _pass()})) == [("ASL102", "/States/ ")]


def test_jsonata_machine_has_no_jsonpath_state():
    state = _pass(QueryLanguage="JSONPath", InputPath="$")
    definition = {"QueryLanguage": "JSONata", **_flow(A=state)}
    (found,) = validate(json.dumps(definition))
    assert (found.code, found.aws_pointer) == ("ASL902", ("States", "A"))
    assert _found({"QueryLanguage": "JSONPath", **_flow(A=_pass(QueryLanguage="JSONata"))}) == []


def test_stuck_loop_is_a_warning_at_its_first_state():
    definition = _flow(
        A={"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": True, "Next": "Done"}], "Default": "B"},
        B={"Type": "Pass", "Next": "C"},
        C={"Type": "Pass", "Next": "B"},
        Done={"Type": "Succeed"},
    )
    assert _found(definition, warnings=True) == [("ASL206", "/States/B")]


def test_mistake_inside_an_expression_is_placed_at_its_characters():
    text = json.dumps(_flow(A=_pass(Parameters={"x.$": 'States.Format("{}", $.a)'})))
    document = parse(text)
    (found,) = validate(document)
    span = document.locate(found)
    assert found.code == "ASL810"
    assert text[span.start : span.end].startswith('\\"')


def test_definition_that_is_too_large():
    padded = json.dumps(_flow(A=_pass()))
    assert _found_text(padded.ljust(1_048_576)) == []
    assert _found_text(padded.ljust(1_048_577)) == ["ASL012"]


def _found_text(text):
    return [d.code for d in validate(text)]


@pytest.mark.parametrize("text", ["", "  ", "null", "[]", "7", '"text"', "{", '{"StartAt": }', "{]"])
def test_text_that_is_no_definition_is_refused_without_an_exception(text):
    assert any(d.severity is Severity.ERROR for d in validate(text))


def test_nesting_is_limited_without_further_complaints():
    state = _pass()
    for number in range(100):
        inner = {"StartAt": f"S{number}", "States": {f"S{number}": state}}
        state = {"Type": "Parallel", "Branches": [inner], "End": True}
        if number == 59:
            assert _found(_flow(A=state)) == []
    assert [code for code, _ in _found(_flow(A=state))] == ["ASL013"]


def test_place_where_the_text_is_broken_is_not_judged_again():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": , "End": true}}}'
    assert _found_text(text) == ["ASL001"]


def test_broken_text_elsewhere_hides_no_other_mistake():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass" "Next": "Z", "Nonsense": 1, "Nonsense": 2}}}'
    assert _found_text(text) == ["ASL001", "ASL201", "ASL003", "ASL007"]
