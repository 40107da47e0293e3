"""Log events by level, and the answer of a synchronous Express execution."""

from __future__ import annotations

import pytest

from interpreter.logs import log_events, sync_answer
from tests.interpreter.machines import run_states

FAIL = ("F", {"Type": "Fail", "Error": "E", "Cause": "c"})
PASS = ("P", {"Type": "Pass", "Result": {"x": 1}})

LEVELS = {
    "ALL": ["ExecutionStarted", "PassStateEntered", "PassStateExited", "FailStateEntered", "ExecutionFailed"],
    "ERROR": ["FailStateEntered", "ExecutionFailed"],
    "FATAL": ["ExecutionFailed"],
    "OFF": [],
}


@pytest.mark.parametrize("level", LEVELS)
def test_levels(level):
    execution = run_states(PASS, FAIL, type="EXPRESS")
    assert [event["type"] for event in log_events(execution, level)] == LEVELS[level]


def test_an_event_is_all_text():
    event = log_events(run_states(PASS, type="EXPRESS"))[1]
    assert (event["id"], event["previous_event_id"], event["redrive_count"]) == ("2", "0", "0")
    assert event["details"] == {"name": "P", "input": "{}", "inputDetails": {"truncated": False}}
    assert ":express:" in event["execution_arn"]


def test_without_execution_data_payloads_are_left_out_and_errors_stay():
    events = log_events(run_states(PASS, FAIL), include_execution_data=False)
    assert events[1]["details"] == {"name": "P"}
    assert events[-1]["details"] == {"error": "E", "cause": "c"}


def test_the_answer_of_a_good_run():
    answer = sync_answer(run_states(PASS, type="EXPRESS"))
    assert (answer["status"], answer["output"], answer["input"]) == ("SUCCEEDED", '{"x":1}', "{}")
    assert answer["billingDetails"]["billedDurationInMilliseconds"] == 100


def test_the_answer_of_a_failed_run():
    answer = sync_answer(run_states(FAIL, type="EXPRESS"))
    assert (answer["status"], answer["error"], answer["cause"]) == ("FAILED", "E", "c")
    assert "output" not in answer


def test_durations_are_billed_in_steps():
    answer = sync_answer(run_states(("W", {"Type": "Wait", "Seconds": 2}), type="EXPRESS"))
    assert answer["billingDetails"]["billedDurationInMilliseconds"] == 2000
