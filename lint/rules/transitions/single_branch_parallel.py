"""A Parallel with one branch runs nothing side by side.

Source: States Language specification, "Parallel State".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Parallel

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_BRANCH: JsonObject = {"StartAt": "Send", "States": {"Send": send()}}
_OTHER: JsonObject = {"StartAt": "Send too", "States": {"Send too": send()}}

RULE = Rule(
    code="ASL211",
    name="single-branch-parallel",
    summary="a Parallel with one branch and no Retry or Catch",
    severity=Severity.INFO,
    explanation=(
        "There is one branch, so nothing runs side by side, and the result is a list of one. That is useful for one "
        "Retry or Catch around several states, but this Parallel has neither. Put the states in its place."
    ),
    bad=one_task({"Type": "Parallel", "Branches": [_BRANCH], "End": True}),
    good=one_task({"Type": "Parallel", "Branches": [_BRANCH, _OTHER], "End": True}),
)


def check(context: Context) -> Iterator[Finding]:
    """A Parallel has two branches or more, or a Retry or Catch for one."""
    for _, state in context.states:
        if not isinstance(state, Parallel) or state.retry or state.catch:
            continue
        branches = state.raw.get("Branches")
        if isinstance(branches, list) and len(branches) == 1:
            yield Finding(
                "this Parallel has one branch",
                (*state.at, "Branches"),
                part="key",
                help="put the states of the branch in its place",
            )
