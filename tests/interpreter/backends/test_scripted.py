"""Answers from mock files, in both formats."""

from __future__ import annotations

import json

import pytest

from asl.expr.environment import Chance
from asl.integrations import parse_resource
from asl.source import Source
from interpreter.backends import MockFileError, ScriptedBackend, SyntheticBackend, load_mocks
from interpreter.services import ExecutionFacts, Failed, Silent, Submitted, Succeeded, TaskRequest
from interpreter.tokens import SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess

FACTS = ExecutionFacts("arn:e", "e", "arn:m", "m", "arn:r", "us-east-1", "123456789012", 0)
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOKE = "arn:aws:states:::lambda:invoke"
TRAIN = "arn:aws:states:::sagemaker:createTrainingJob.sync"
CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"

LOCAL = {
    "StateMachines": {
        "Orders": {
            "TestCases": {
                "Happy": {"Charge": "Charged", "Notify": "Notified"},
                "Retries": {"Charge": "ChargedLate"},
            }
        }
    },
    "MockedResponses": {
        "Charged": {"0": {"Return": {"StatusCode": 200, "Payload": {"ok": True}}}},
        "Notified": {"0": {"Return": {"MessageId": "m-1"}}},
        "ChargedLate": {
            "2": {"Return": {"StatusCode": 200, "Payload": {"ok": True}}},
            "0-1": {"Throw": {"Error": "Lambda.TooManyRequestsException", "Cause": "busy"}},
        },
    },
}


def request(state, resource=INVOKE, parameters=None):
    return TaskRequest(
        state_name=state,
        at=("States", state),
        resource=parse_resource(resource),
        parameters={"FunctionName": "f"} if parameters is None else parameters,
        retry_count=0,
        sequence=0,
        now_ms=0,
        execution=FACTS,
        chance=Chance(),
        task_token="t-1",
    )


def backend(text, **options):
    if not isinstance(text, str):
        text = json.dumps(text)
    format_ = "json" if text.lstrip().startswith("{") else "yaml"
    return ScriptedBackend(load_mocks(Source(text, "mocks", format_), **options), SyntheticBackend())


def ended(scripted, asked):
    reply = scripted.start(asked)
    if isinstance(reply, Submitted):
        return scripted.poll(asked, reply.job, reply.poll_after_ms)
    return reply


# -- the format of Step Functions Local ----------------------------------------------------------------------------


def test_local_answers_by_attempt():
    scripted = backend(LOCAL, case="Retries")
    busy = Failed("Lambda.TooManyRequestsException", "busy")
    assert [scripted.start(request("Charge")) for _ in range(2)] == [busy, busy]
    assert scripted.start(request("Charge")).output["Payload"] == {"ok": True}
    with pytest.raises(MockFileError, match='attempt 3 of the state "Charge" has no answer'):
        scripted.start(request("Charge"))


def test_local_gives_a_functions_result_inside_the_payload():
    assert backend(LOCAL, case="Happy").start(request("Charge", LAMBDA)) == Succeeded({"ok": True})


def test_local_waiting_tasks_are_submitted_first():
    asked = request("Notify", CALLBACK, {"QueueUrl": "u", "MessageBody": "b"})
    scripted = backend(LOCAL, case="Happy", machine="Orders")
    reply = scripted.start(asked)
    assert isinstance(reply, Submitted)
    assert scripted.poll(asked, reply.job, 0) == Succeeded({"MessageId": "m-1"})


def test_states_that_are_not_named_go_to_the_other_backend():
    assert backend(LOCAL, case="Happy").start(request("Other")).output["StatusCode"] == 200


# -- the toolkit's own format --------------------------------------------------------------------------------------

OWN = """
states:
  Train:
    - {throw: {error: SageMaker.AmazonSageMakerException, cause: Rate exceeded, phase: submit}, after: 5s}
    - {return: {ModelArtifacts: {S3ModelArtifacts: s3://b/m}}, after: 90s, submitted: {TrainingJobArn: arn:t}}
  Notify: {return: {MessageId: m-1}}
  Check:
    - {when: {$.Payload.kind: bad}, throw: {error: Bad}}
    - {return: 1, times: 2}
    - {return: 2, repeat: last, after: 250ms}
cases:
  slow:
    Notify: {timed_out: true, after: 1h}
"""


def test_own_waiting_task():
    scripted = backend(OWN)
    asked = request("Train", TRAIN, {})
    assert scripted.start(asked) == Failed("SageMaker.AmazonSageMakerException", "Rate exceeded", 5000, phase="submit")
    reply = scripted.start(asked)
    assert isinstance(reply, Submitted)
    assert (reply.output, reply.poll_after_ms) == ({"TrainingJobArn": "arn:t"}, 90_000)
    done = scripted.poll(asked, reply.job, 90_000)
    assert done == Succeeded({"ModelArtifacts": {"S3ModelArtifacts": "s3://b/m"}})
    scripted.cancel(asked, reply.job, 90_000)


WORKED = """
states:
  Approve:
    worker: clerk
    taken: 5s
    calls:
      - {heartbeat: true, after: 30s}
      - {success: {ok: true}, after: 10s}
  Refuse: {calls: [{failure: {error: No, cause: because}, after: 1}]}
  Lost: {calls: [], submitted: {MessageId: m-1}}
  Unseen: {taken: never, return: 1}
  Seen: {worker: w-1, taken: 2s, return: 1, after: 3s}
  Plain: {calls: [{success: 1}]}
"""
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:a"


def test_own_calls_of_whoever_holds_the_token():
    reply = backend(WORKED).start(request("Approve", ACTIVITY))
    assert isinstance(reply, Submitted)
    assert (reply.worker, reply.delay_ms, reply.poll_after_ms) == ("clerk", 5_000, None)
    assert list(reply.calls) == [SendTaskHeartbeat(30_000), SendTaskSuccess({"ok": True}, 10_000)]
    reply = backend(WORKED).start(request("Refuse", CALLBACK))
    assert list(reply.calls) == [SendTaskFailure("No", "because", 1_000)]
    reply = backend(WORKED).start(request("Lost", CALLBACK))
    assert (reply.output, list(reply.calls)) == ({"MessageId": "m-1"}, [])


def test_own_worker_that_returns_a_result():
    reply = backend(WORKED).start(request("Seen", ACTIVITY))
    assert (reply.worker, reply.delay_ms, reply.poll_after_ms) == ("w-1", 2_000, 3_000)
    assert backend(WORKED).start(request("Unseen", ACTIVITY)) == Silent()


def test_calls_need_a_token():
    with pytest.raises(MockFileError, match='the state "Plain" gives out no task token'):
        backend(WORKED).start(request("Plain"))


def test_own_single_entry_goes_on_for_ever():
    scripted = backend(OWN)
    assert [scripted.start(request("Notify")) for _ in range(3)] == [Succeeded({"MessageId": "m-1"})] * 3


def test_own_order_times_repeat_and_when():
    scripted = backend(OWN)
    bad = request("Check", INVOKE, {"FunctionName": "f", "Payload": {"kind": "bad"}})
    replies = [scripted.start(bad if attempt == 1 else request("Check")) for attempt in range(5)]
    assert replies == [Succeeded(1), Failed("Bad", None), Succeeded(1), Succeeded(2, 250), Succeeded(2, 250)]


def test_own_case():
    assert backend(OWN, case="slow").start(request("Notify")) == Failed(
        "States.Timeout", None, 3_600_000, timed_out=True
    )


def test_own_default_fail():
    scripted = backend({"default": "fail", "states": {"A": {"return": None}}})
    assert scripted.start(request("A")) == Succeeded(None)
    with pytest.raises(MockFileError, match='the state "B" has no answer'):
        scripted.start(request("B"))


def test_scripted_states_are_checked_as_well():
    scripted = backend(OWN)
    assert scripted.check(request("Notify")) is None
    assert "is required" in scripted.check(request("Notify", INVOKE, {"x": 1}))
    assert "is required" in scripted.check(request("Other", INVOKE, {"Payload": 1}))


# -- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options", "message", "pointer"),
    [
        (LOCAL, {}, "the file has 2 test cases", ("StateMachines", "Orders", "TestCases")),
        (LOCAL, {"case": "Sad"}, 'there is no test case "Sad"', ("StateMachines", "Orders", "TestCases")),
        (LOCAL, {"machine": "X", "case": "Happy"}, 'there is no state machine "X"', ("StateMachines",)),
        (
            {"StateMachines": {"M": {"TestCases": {"C": {"S": "R"}}}}},
            {},
            'there is no mocked response "R"',
            ("StateMachines", "M", "TestCases", "C", "S"),
        ),
        (
            {"StateMachines": {"M": {"TestCases": {"C": {"S": "R"}}}}, "MockedResponses": {"R": {"first": {}}}},
            {},
            '"first" is not an attempt',
            ("MockedResponses", "R", "first"),
        ),
        (
            {"StateMachines": {"M": {"TestCases": {"C": {"S": "R"}}}}, "MockedResponses": {"R": {"0": {}}}},
            {},
            "either Return or Throw",
            ("MockedResponses", "R", "0"),
        ),
        (
            {
                "StateMachines": {"M": {"TestCases": {"C": {"S": "R"}}}},
                "MockedResponses": {"R": {"0-2": {"Return": 1}, "2": {"Return": 2}}},
            },
            {},
            "attempt 2 is answered twice",
            ("MockedResponses", "R"),
        ),
        ({"states": {}}, {"case": "x"}, 'there is no case "x"', ()),
        ({"stats": {}}, {}, 'unknown key "stats"', ("stats",)),
        ({"default": "maybe"}, {}, "is not a default", ("default",)),
        ({"states": {"A": []}}, {}, '"A" has no answers', ("states", "A")),
        ({"states": {"A": [{"return": 1, "throw": {}}]}}, {}, "exactly one of", ("states", "A", 0)),
        ({"states": {"A": {"return": 1, "after": "soon"}}}, {}, "is not a duration", ("states", "A", "after")),
        ({"states": {"A": {"return": 1, "times": 0}}}, {}, "at least 1", ("states", "A", "times")),
        (
            {"states": {"A": [{"return": 1, "repeat": "last"}, {"return": 2}]}},
            {},
            "belongs to the last entry",
            ("states", "A", 0, "repeat"),
        ),
        ({"states": {"A": {"throw": {"error": 1}}}}, {}, "are strings", ("states", "A", "throw")),
        ({"states": {"A": {"throw": {"phase": "x"}}}}, {}, "is not a phase", ("states", "A", "throw", "phase")),
        ({"states": {"Trian": {"return": 1}}}, {"states": ["Train"]}, 'no state "Trian"', ("states", "Trian")),
    ],
)
def test_mistakes(text, options, message, pointer):
    with pytest.raises(MockFileError) as caught:
        backend(text, **options)
    assert message in caught.value.message
    assert caught.value.pointer == pointer
    assert caught.value.file == "mocks"
    assert caught.value.help


def test_a_mistake_says_where_it_is():
    with pytest.raises(MockFileError) as caught:
        backend('{"states": {\n  "A": {"return": 1,\n        "after": "soon"}}}')
    assert (caught.value.line, caught.value.column) == (3, 18)
    assert str(caught.value).startswith("mocks:3:18: ")


@pytest.mark.parametrize("text", ['{"states": ', '{"states": {}, "states": {}}', "states: {A: ["])
def test_text_that_is_not_sound(text):
    with pytest.raises(MockFileError) as caught:
        backend(text)
    assert caught.value.line


def test_a_state_that_was_probably_meant():
    with pytest.raises(MockFileError) as caught:
        backend({"states": {"Trian": {"return": 1}}}, states=["Train", "Deploy"])
    assert caught.value.help == 'did you mean "Train"?'
