"""Codes for Retry and Catch."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"


def _retry(*retriers: Json) -> JsonObject:
    state: JsonObject = {"Type": "Task", "Resource": _FUNCTION, "Retry": list(retriers), "End": True}
    return machine(states={"Work": state})


def _catch(catcher: JsonObject) -> JsonObject:
    state: JsonObject = {"Type": "Task", "Resource": _FUNCTION, "Catch": [catcher], "Next": "Done"}
    return machine(states={"Work": state, "Done": {"Type": "Succeed"}})


ENTRIES = (
    CodeEntry(
        code="ASL401",
        name="error-equals-missing",
        explanation=(
            "A Retrier or Catcher lists in ErrorEquals the Error Names that it applies to. Without any it would "
            "never apply, and the service refuses it. Name the errors, or use States.ALL."
        ),
        bad=_retry({"ErrorEquals": []}),
        good=_retry({"ErrorEquals": ["States.Timeout"]}),
    ),
    CodeEntry(
        code="ASL402",
        name="states-all-position",
        explanation=(
            "States.ALL matches every error, so names beside it add nothing and entries after it never apply. The "
            "service wants it alone in its list and in the last entry. Move it there."
        ),
        bad=_retry({"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["Throttled"]}),
        good=_retry({"ErrorEquals": ["Throttled"]}, {"ErrorEquals": ["States.ALL"]}),
    ),
    CodeEntry(
        code="ASL406",
        name="retry-range",
        explanation=(
            "A number of a Retrier is outside its range: MaxAttempts and IntervalSeconds from 0 to 99999999, "
            "BackoffRate from 1, MaxDelaySeconds from 1 to 31622400. The service refuses it. Correct the number."
        ),
        bad=_retry({"ErrorEquals": ["Throttled"], "BackoffRate": 0.5}),
        good=_retry({"ErrorEquals": ["Throttled"], "BackoffRate": 1.5}),
    ),
    CodeEntry(
        code="ASL407",
        name="max-delay-not-greater-than-interval",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The specification asks for a MaxDelaySeconds greater than IntervalSeconds. As it stands every delay is "
            "cut to the same length, so the backoff does nothing. Raise the limit, or remove it."
        ),
        bad=_retry({"ErrorEquals": ["Throttled"], "IntervalSeconds": 10, "MaxDelaySeconds": 10}),
        good=_retry({"ErrorEquals": ["Throttled"], "IntervalSeconds": 10, "MaxDelaySeconds": 60}),
    ),
    CodeEntry(
        code="ASL408",
        name="jitter-value",
        explanation=(
            "JitterStrategy is FULL, which draws each delay at random, or NONE. The service refuses other words. Use "
            "one of the two."
        ),
        bad=_retry({"ErrorEquals": ["Throttled"], "JitterStrategy": "SOME"}),
        good=_retry({"ErrorEquals": ["Throttled"], "JitterStrategy": "FULL"}),
    ),
    CodeEntry(
        code="ASL409",
        name="catch-next-missing",
        explanation=(
            "A Catcher says in Next where the flow goes on after the error. Without it the service refuses the "
            "definition. Name the fallback state."
        ),
        bad=_catch({"ErrorEquals": ["States.ALL"]}),
        good=_catch({"ErrorEquals": ["States.ALL"], "Next": "Done"}),
    ),
)
