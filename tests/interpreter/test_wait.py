"""Wait: four ways to say until when, and what the service says of wrong ones."""

from __future__ import annotations

from typing import Any

import pytest

from asl.expr.timestamps import format_timestamp
from interpreter.clock import DEFAULT_START_MS
from tests.interpreter.machines import LIFTED, run_states, shape

YEAR_S = 365 * 86_400
START = format_timestamp(DEFAULT_START_MS)
HOUR_LATER = format_timestamp(DEFAULT_START_MS + 3_600_000)

DURATIONS: dict[str, tuple[dict[str, Any], Any, int]] = {
    "Seconds": ({"Seconds": 90}, {}, 90_000),
    "Seconds, none": ({"Seconds": 0}, {}, 0),
    "Seconds, a year": ({"Seconds": YEAR_S}, {}, YEAR_S * 1000),
    "SecondsPath": ({"SecondsPath": "$.s"}, {"s": 7}, 7000),
    "SecondsPath from the context": ({"SecondsPath": "$$.Execution.Input.s"}, {"s": 8}, 8000),
    "Timestamp": ({"Timestamp": HOUR_LATER}, {}, 3_600_000),
    "Timestamp, past": ({"Timestamp": "2001-01-01T00:00:00Z"}, {}, 0),
    "Timestamp, now": ({"Timestamp": START}, {}, 0),
    "TimestampPath": ({"TimestampPath": "$.t"}, {"t": HOUR_LATER}, 3_600_000),
    "TimestampPath with an offset": (
        {"TimestampPath": "$.t"},
        {"t": format_timestamp(DEFAULT_START_MS + 7_200_000).replace("Z", "+01:00")},
        3_600_000,
    ),
    "TimestampPath, past": ({"TimestampPath": "$.t"}, {"t": "2001-01-01T00:00:00Z"}, 0),
    "InputPath first": ({"InputPath": "$.in", "SecondsPath": "$.s"}, {"in": {"s": 3}}, 3000),
}


@pytest.mark.parametrize("name", DURATIONS)
def test_how_long(name: str) -> None:
    fields, data, expected_ms = DURATIONS[name]
    execution = run_states(("W", {"Type": "Wait", **fields}), data=data)
    assert execution.status.value == "SUCCEEDED"
    assert execution.duration_ms == expected_ms
    assert shape(execution)[1:3] == ["WaitStateEntered(2<-0)", "WaitStateExited(3<-2)"]


def test_many_years_when_the_quota_is_lifted() -> None:
    states = [(f"W{number}", {"Type": "Wait", "Seconds": YEAR_S}) for number in range(50)]
    assert run_states(*states, limits=LIFTED).duration_ms == 50 * YEAR_S * 1000


def test_what_comes_out() -> None:
    execution = run_states(
        ("W", {"Type": "Wait", "Seconds": 1, "OutputPath": "$.a", "Assign": {"x.$": "$.b"}}),
        ("P", {"Type": "Pass", "Parameters": {"in.$": "$", "x.$": "$x"}}),
        data={"a": 1, "b": 2},
    )
    assert execution.output == {"in": 1, "x": 2}


NO_LONG = "The SecondsPath parameter cannot be parsed as a long value: $.v == "
NO_TIME = (
    "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == "
)
WRONG: dict[str, tuple[dict[str, Any], Any, str]] = {
    "no seconds": ({"SecondsPath": "$.v"}, {}, "The SecondsPath parameter does not reference an input value: $.v"),
    "text": ({"SecondsPath": "$.v"}, {"v": "1"}, f'{NO_LONG}"1"'),
    "a fraction": ({"SecondsPath": "$.v"}, {"v": 1.5}, f"{NO_LONG}1.5"),
    "a boolean": ({"SecondsPath": "$.v"}, {"v": True}, f"{NO_LONG}true"),
    "null": ({"SecondsPath": "$.v"}, {"v": None}, f"{NO_LONG}null"),
    "negative": (
        {"SecondsPath": "$.v"},
        {"v": -1},
        "The SecondsPath parameter references a negative value: $.v == -1",
    ),
    "too many seconds": ({"SecondsPath": "$.v"}, {"v": 2**31}, "Wait state delay is too long."),
    "too far away": ({"TimestampPath": "$.v"}, {"v": "9999-01-01T00:00:00Z"}, "Wait state delay is too long."),
    "no time": ({"TimestampPath": "$.v"}, {}, "The TimestampPath parameter does not reference an input value: $.v"),
    "a number for a time": ({"TimestampPath": "$.v"}, {"v": 5}, f"{NO_TIME}5"),
    "a day": ({"TimestampPath": "$.v"}, {"v": "2030-01-01"}, f"{NO_TIME}2030-01-01"),
    "no such day": ({"TimestampPath": "$.v"}, {"v": "2030-02-30T00:00:00Z"}, f"{NO_TIME}2030-02-30T00:00:00Z"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_values(name: str) -> None:
    fields, data, reason = WRONG[name]
    execution = run_states(("W", {"Type": "Wait", **fields}), data=data)
    assert execution.error == "States.Runtime"
    assert execution.cause == f"An error occurred while executing the state 'W' (entered at the event id #2). {reason}"
    assert shape(execution)[1:] == ["WaitStateEntered(2<-0)", "ExecutionFailed(3<-2)"]


def test_the_longest_wait_outlasts_the_longest_execution() -> None:
    longest = 2**31 - 1
    wait = ("W", {"Type": "Wait", "SecondsPath": "$.v"})
    execution = run_states(wait, data={"v": longest})
    assert (execution.status.value, execution.duration_ms) == ("TIMED_OUT", YEAR_S * 1000)
    assert run_states(wait, data={"v": longest}, limits=LIFTED).duration_ms == longest * 1000
