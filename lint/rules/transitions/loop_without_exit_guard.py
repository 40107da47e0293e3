"""A loop that nothing slows down and nothing counts can fill the history in seconds.

Source: developer guide, "Avoid reaching the history quota": an execution has 25,000 events, then it fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import JsonObject, compact
from asl.model import Choice, ConditionRule, Map, Parallel, Task, Wait

from ...choice_tests import comparisons
from ...context import Context, Loop
from ...examples import FUNCTION, LAMBDA_RETRY, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_TRY: JsonObject = {"Type": "Task", "Resource": FUNCTION, "Retry": [LAMBDA_RETRY], "End": True}

RULE = Rule(
    code="ASL212",
    name="loop-without-exit-guard",
    summary="a loop that nothing slows down or counts",
    explanation=(
        "These states run again and again without a Wait, a counter or a Retry limit between two rounds. When the "
        "condition to leave stays away, the execution's 25,000 history events are used up in minutes, and are paid "
        "for. Add a Wait or a counter, or use Retry, which has a limit."
    ),
    bad=flow(("Work", {**_TRY, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Work"}]})),
    good=flow(
        ("Work", {**_TRY, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Pause"}]}),
        ("Pause", {"Type": "Wait", "Seconds": 30, "Next": "Work"}),
    ),
)
_COUNTS = re.compile(
    r"more|next|marker|token|count|index|iter|loop|left|remain|page|empty|length|offset|attempt|retr|exists|\[1\.\.",
    re.IGNORECASE,
)
"""Words in the tests of a Choice that work through something which comes to an end: pages, a list, a number."""

_ADDS = re.compile(r"States\.MathAdd|\{%[^}]*[+-] ?1\b")


def check(context: Context) -> Iterator[Finding]:
    """A loop has a Wait, something that takes long, or something that counts."""
    for loop in context.loops:
        if not _is_guarded(loop, context):
            names = ", ".join(f'"{state.name}"' for state in loop.states[:4])
            more = ", …" if len(loop.states) > 4 else ""
            yield Finding(
                f"nothing slows down or counts the loop of {names}{more}",
                loop.at,
                part="key",
                help="add a Wait, a counter, or use Retry",
            )


def _is_guarded(loop: Loop, context: Context) -> bool:
    for state in loop.states:
        match state:
            case Wait():
                return True
            case Task():
                if (use := context.task_by_place.get(state.at)) is None or use.is_long or use.resource is None:
                    return True
            case Parallel() | Map():
                # What is inside takes its time, and is judged by itself.
                return True
            case _:
                pass
        text = compact(state.raw)
        if _ADDS.search(text) or (isinstance(state, Choice) and _is_progress(state)):
            return True
    return False


def _is_progress(state: Choice) -> bool:
    tested = [test for rule in state.choices for test in comparisons(rule.test)]
    if any(test.operator.family == "Numeric" or test.operator.comparison in ("Present", "Null") for test in tested):
        return True
    conditions = [rule.test.condition for rule in state.choices if isinstance(rule.test, ConditionRule)]
    words = " ".join((state.name, *(test.variable for test in tested), *map(str, conditions)))
    return _COUNTS.search(words) is not None or any(mark in words for mark in "<>")
