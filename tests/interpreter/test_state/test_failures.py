"""What becomes of a mocked failure: failed, to be retried, caught."""

from __future__ import annotations

from typing import Any

import pytest

from asl import parse
from asl.json_values import compact
from interpreter import run
from interpreter.test_state import (
    ErrorDetails,
    ErrorOutput,
    Mock,
    StateConfiguration,
    StateTestRefused,
    StateTestRequest,
    StateTestResult,
    run_state_test,
)
from interpreter.test_state.mocked import MockBackend

PROCESSOR = {"StartAt": "In", "States": {"In": {"Type": "Succeed"}}}
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "f"},
    "Retry": [
        {"ErrorEquals": ["Other"]},
        {"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 2},
    ],
    "Catch": [
        {"ErrorEquals": ["Gone"], "Next": "A"},
        {"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error", "Next": "B"},
    ],
    "End": True,
}
MAP = {
    "Type": "Map",
    "ItemProcessor": {**PROCESSOR, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
    "ToleratedFailureCount": 1,
    "End": True,
}


def tried(state: dict[str, Any], mock: Mock, data: Any = None, **configuration: Any) -> StateTestResult:
    return run_state_test(
        StateTestRequest(
            definition=parse(compact(state)),
            input={"n": 1} if data is None else data,
            mock=mock,
            inspection_level="DEBUG",
            configuration=StateConfiguration(**configuration),
        )
    )


def failing(error: str, cause: str | None = "why") -> Mock:
    return Mock(error_output=ErrorOutput(error, cause))


@pytest.mark.parametrize(
    ("retries", "status", "details"),
    [
        (0, "RETRIABLE", ErrorDetails(retry_index=1, backoff_s=2)),
        (1, "RETRIABLE", ErrorDetails(retry_index=1, backoff_s=6)),
        (2, "CAUGHT_ERROR", ErrorDetails(retry_index=1, catch_index=1)),
    ],
)
def test_retries_made_before(retries: int, status: str, details: ErrorDetails) -> None:
    result = tried(TASK, failing("Busy"), retrier_retry_count=retries)
    assert (result.status, result.error, result.cause) == (status, "Busy", "why")
    assert result.error_details == details


def test_a_caught_error_goes_on() -> None:
    result = tried(TASK, failing("Odd"))
    assert result.to_aws() == {
        "output": '{"n":1,"error":{"Error":"Odd","Cause":"why"}}',
        "error": "Odd",
        "cause": "why",
        "inspectionData": {
            "input": '{"n":1}',
            "afterInputPath": '{"n":1}',
            "afterParameters": '{"FunctionName":"f"}',
            "errorDetails": {"catchIndex": 1},
        },
        "nextState": "B",
        "status": "CAUGHT_ERROR",
    }


def test_an_error_that_nothing_answers() -> None:
    result = tried({**TASK, "Catch": [], "Retry": []}, failing("Odd", None))
    assert result.stages is not None
    assert result.stages.keys() == {"input", "afterInputPath", "afterParameters"}
    assert (result.status, result.error, result.cause, result.next_state) == ("FAILED", "Odd", None, None)
    assert "output" not in result.to_aws()


def test_a_timeout_is_no_task_failure() -> None:
    assert tried(TASK, failing("States.Timeout")).status == "FAILED"


@pytest.mark.parametrize(
    ("fields", "failed", "status"),
    [
        ({}, 1, "SUCCEEDED"),
        ({}, 2, "FAILED"),
        ({"ToleratedFailurePercentage": 30}, 1, "FAILED"),
        ({"Retry": [{"ErrorEquals": ["States.ExceedToleratedFailureThreshold"]}]}, 2, "RETRIABLE"),
        ({"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]}, 3, "CAUGHT_ERROR"),
    ],
)
def test_failed_iterations_are_held_against_the_thresholds(fields: dict[str, Any], failed: int, status: str) -> None:
    result = tried({**MAP, **fields}, Mock([1, 2, 3]), [1, 2, 3], map_iteration_failure_count=failed)
    assert result.status == status
    if status != "SUCCEEDED":
        assert result.error == "States.ExceedToleratedFailureThreshold"


def test_a_map_without_thresholds_tolerates_all() -> None:
    state = {name: value for name, value in MAP.items() if name != "ToleratedFailureCount"}
    assert tried(state, Mock([1]), [1], map_iteration_failure_count=1).status == "SUCCEEDED"


def test_a_mocked_error_beats_the_thresholds() -> None:
    assert tried(MAP, failing("Own"), [1, 2], map_iteration_failure_count=2).error == "Own"


def test_more_failures_than_iterations_are_refused() -> None:
    with pytest.raises(StateTestRefused, match="less than or equal to the number of Map iterations"):
        tried(MAP, Mock([1]), [1], map_iteration_failure_count=2)


def test_a_reader_whose_data_are_not_in_its_format() -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}
    state = {**MAP, "ItemReader": {**reader, "ReaderConfig": {"InputType": "JSON"}}}
    assert tried(state, Mock([]), map_item_reader_data="[1,").error == "States.ItemReaderFailed"


def test_the_catcher_sees_the_retries_in_the_context() -> None:
    catcher = {"ErrorEquals": ["States.ALL"], "Output": "{% $states.context.State.RetryCount %}", "Next": "C"}
    state = {
        "Type": "Task",
        "QueryLanguage": "JSONata",
        "Resource": TASK["Resource"],
        "Arguments": {"FunctionName": "f"},
        "Catch": [catcher],
        "End": True,
    }
    assert tried(state, failing("Odd")).output == 0
    assert tried(state, failing("Odd"), retrier_retry_count=4).output == 4


def test_in_a_run_the_retries_are_seen_by_the_catcher_and_by_nobody_after_it() -> None:
    catcher = {"ErrorEquals": ["States.ALL"], "Assign": {"seen.$": "$$.State.RetryCount"}, "Next": "After"}
    after = {"Type": "Pass", "Parameters": {"seen.$": "$seen", "state.$": "$$.State"}, "End": True}
    task = {"Type": "Task", "Resource": TASK["Resource"], "Parameters": {"FunctionName": "f"}, "Catch": [catcher]}
    machine = {"StartAt": "Do", "States": {"Do": {**task, "Next": "After"}, "After": after}}
    output = run(machine, backend=MockBackend(failing("Odd"))).output
    assert isinstance(output, dict)
    assert output["seen"] == 0
    state = output["state"]
    assert isinstance(state, dict)
    assert state.keys() == {"Name", "EnteredTime"}
