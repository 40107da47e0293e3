"""Tasks: the events of each form, timeouts, jobs that are waited for, tokens."""

from __future__ import annotations

from typing import Any

from interpreter import Failed, Pending, Submitted, Succeeded
from tests.interpreter.machines import CALLBACK, TRAIN, Replies, run_states, shape

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:a"


def types(*states: tuple[str, dict[str, Any]], **options: Any) -> list[str]:
    return [text.split("(")[0] for text in shape(run_states(*states, **options))][2:-1]


def test_a_function_called_by_its_own_arn() -> None:
    backend = Replies(Succeeded({"x": 1}))
    found = types(("T", {"Type": "Task", "Resource": FUNCTION}), data={"in": 1}, backend=backend)
    assert found == ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded", "TaskStateExited"]
    assert backend.requests[0].parameters == {"in": 1}


def test_an_activity_has_a_token() -> None:
    backend = Replies(Submitted(None, job="j", poll_after_ms=1000), polls=(Succeeded("done"),))
    found = types(("T", {"Type": "Task", "Resource": ACTIVITY}), backend=backend)
    assert found == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited"]
    assert backend.requests[0].task_token


def test_a_job_is_submitted_and_polled_on_the_virtual_clock() -> None:
    seen: list[tuple[str, str, int]] = []
    from interpreter import Watcher

    backend = Replies(
        Submitted({"TrainingJobArn": "arn"}, job="j", poll_after_ms=60_000, status="Starting"),
        polls=(Pending(30_000, "Training"), Succeeded({"TrainingJobStatus": "Completed"})),
    )
    execution = run_states(
        ("T", {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS}),
        backend=backend,
        watcher=Watcher(on_status=lambda *told: seen.append(told)),
    )
    assert execution.output == {"TrainingJobStatus": "Completed"}
    assert execution.duration_ms == 90_000
    start = execution.facts.start_ms
    assert seen == [("T", "Starting", start), ("T", "Training", start + 60_000)]
    assert [text.split("(")[0] for text in shape(execution)][4:7] == [
        "TaskSubmitted",
        "TaskSucceeded",
        "TaskStateExited",
    ]


PARAMETERS = {
    "TrainingJobName": "job",
    "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
    "RoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
    "OutputDataConfig": {"S3OutputPath": "s3://bucket/models"},
    "ResourceConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 1},
    "StoppingCondition": {"MaxRuntimeInSeconds": 60},
}


def test_a_refused_start_of_a_job() -> None:
    backend = Replies(Failed("SageMaker.ResourceInUseException", "in use", phase="submit"))
    execution = run_states(("T", {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS}), backend=backend)
    assert "TaskSubmitFailed(5<-4)" in shape(execution)
    assert execution.error == "SageMaker.ResourceInUseException"


def test_a_timeout_comes_before_a_slow_answer() -> None:
    backend = Replies(Succeeded(1, delay_ms=11_000))
    execution = run_states(("T", {"Type": "Task", "Resource": FUNCTION, "TimeoutSeconds": 10}), backend=backend)
    assert (execution.error, execution.cause, execution.duration_ms) == ("States.Timeout", None, 10_000)
    assert "LambdaFunctionTimedOut(5<-4)" in shape(execution)


def test_an_answer_at_the_last_moment_counts() -> None:
    backend = Replies(Succeeded(1, delay_ms=10_000))
    execution = run_states(("T", {"Type": "Task", "Resource": FUNCTION, "TimeoutSeconds": 10}), backend=backend)
    assert execution.output == 1


def test_a_job_that_times_out_is_cancelled() -> None:
    backend = Replies(Submitted({}, job="j", poll_after_ms=60_000), polls=(Pending(60_000),) * 5)
    execution = run_states(
        ("T", {"Type": "Task", "Resource": TRAIN, "Parameters": PARAMETERS, "TimeoutSeconds": 100}), backend=backend
    )
    assert execution.error == "States.Timeout"
    assert backend.cancelled == ["T"]


def test_a_token_that_nobody_answers_misses_its_heartbeat() -> None:
    state = {
        "Type": "Task",
        "Resource": CALLBACK,
        "Parameters": {
            "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q",
            "MessageBody.$": "$$.Task.Token",
        },
        "HeartbeatSeconds": 5,
        "TimeoutSeconds": 60,
    }
    backend = Replies(Submitted({"MessageId": "1"}))
    execution = run_states(("T", state), backend=backend)
    assert (execution.error, execution.duration_ms) == ("States.Timeout", 5_000)
    assert backend.requests[0].parameters["MessageBody"] == backend.requests[0].task_token


def test_a_token_that_nobody_answers_waits_for_the_longest_run() -> None:
    state = {
        "Type": "Task",
        "Resource": CALLBACK,
        "Parameters": {
            "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q",
            "MessageBody.$": "$$.Task.Token",
        },
    }
    execution = run_states(("T", state), backend=Replies(Submitted({"MessageId": "1"})))
    assert execution.status.value == "TIMED_OUT"


def test_parameters_that_cannot_be_sent_leave_no_task_event() -> None:
    class Refusing(Replies):
        def check(self, request: Any) -> str:
            return "The Parameters '{}' could not be used to start the Task: [reason]"

    execution = run_states(("T", {"Type": "Task", "Resource": FUNCTION}), backend=Refusing())
    assert [text.split("(")[0] for text in shape(execution)] == [
        "ExecutionStarted",
        "TaskStateEntered",
        "ExecutionFailed",
    ]
    assert execution.error == "States.Runtime"
    assert str(execution.cause).endswith("could not be used to start the Task: [reason]")
