"""A Task that may fail with nothing around it to catch the error.

Source: developer guide, "Handling errors in Step Functions workflows".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Map, Parallel

from ...context import Context
from ...examples import NamedState, flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_CATCH: JsonObject = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Undo"}
_UNDO: NamedState = ("Undo", {"Type": "Fail", "Error": "NotSent"})

RULE = Rule(
    code="ASL414",
    name="task-without-catch",
    summary="a Task whose errors nobody catches",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Neither this Task nor a Parallel or Map around it has a Catch, so an error ends the execution where it is. "
        "What was done before stays half done. Add a Catch that leads to a state which cleans up or reports."
    ),
    bad=flow(("Work", send())),
    good=flow(("Work", send(Catch=[_CATCH])), _UNDO),
)


def check(context: Context) -> Iterator[Finding]:
    """Every Task has a Catch, or is inside a state that has one."""
    guarded = tuple(state.at for _, state in context.states if isinstance(state, (Parallel, Map)) and state.catch)
    places = frozenset(guarded)
    for use in context.tasks:
        at = use.state.at
        if not use.state.catch and not any(at[:length] in places for length in range(len(at))):
            yield Finding(
                "no Catch handles the errors of this Task", at, part="key", help="add a Catch, here or around it"
            )
