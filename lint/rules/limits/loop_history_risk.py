"""A loop that waits for something fills the history sooner than one thinks.

Source: developer guide, "Avoid reaching the history quota": 25,000 events, then the execution fails. A Task writes
about five events for each visit, a Map or Parallel more, any other state two.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Map, Parallel, Task, Wait

from ...context import Context, Loop
from ...examples import FUNCTION, LAMBDA_RETRY, NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_ASK: JsonObject = {
    "Type": "Task",
    "Resource": FUNCTION,
    "Retry": [LAMBDA_RETRY],
    "ResultPath": "$.answer",
    "Next": "Ready?",
}
_READY: JsonObject = {
    "Type": "Choice",
    "Choices": [{"Variable": "$.answer.ready", "BooleanEquals": True, "Next": "Done"}],
    "Default": "Pause",
}
_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL213",
    name="loop-history-risk",
    summary="a polling loop that can fill the history within hours",
    severity=Severity.INFO,
    explanation=(
        "Every round of this loop writes events, and an execution has 25,000 of them. With so short a Wait they are "
        "used up within the hours that rules.loop-history-risk.hours gives, and the execution fails. Wait longer, "
        "count the rounds, or go on in a new execution."
    ),
    bad=flow(("Ask", _ASK), ("Ready?", _READY), ("Pause", {"Type": "Wait", "Seconds": 2, "Next": "Ask"}), _DONE),
    good=flow(("Ask", _ASK), ("Ready?", _READY), ("Pause", {"Type": "Wait", "Seconds": 60, "Next": "Ask"}), _DONE),
    options={"hours": 4},
)
_EVENTS = 25_000
_TASK_EVENTS, _OTHER_EVENTS = 5, 2


def check(context: Context) -> Iterator[Finding]:
    """The rounds of a polling loop that fit into the history last long enough."""
    if context.type == "EXPRESS":
        return
    hours = context.number(RULE, "hours")
    for loop in context.loops:
        waits = [state for state in loop.states if isinstance(state, Wait)]
        if len(waits) != 1 or not isinstance(waits[0].seconds, int) or not _is_plain(loop, context):
            continue
        events = sum(_TASK_EVENTS if isinstance(state, Task) else _OTHER_EVENTS for state in loop.states)
        lasts_s = _EVENTS // events * waits[0].seconds
        if lasts_s < hours * 3600:
            yield Finding(
                f"this loop fills the execution's history in about {_words(lasts_s)}",
                (*waits[0].at, "Seconds"),
                help="wait longer, count the rounds, or go on in a new execution",
            )


def _is_plain(loop: Loop, context: Context) -> bool:
    """Tell whether a round takes about as long as its Wait."""
    if any(isinstance(state, (Map, Parallel)) for state in loop.states):
        return False
    uses = [context.task_by_place.get(state.at) for state in loop.states if isinstance(state, Task)]
    return not any(use is None or use.is_long for use in uses)


def _words(seconds: int) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 3600 else f"{seconds // 60} minutes"
