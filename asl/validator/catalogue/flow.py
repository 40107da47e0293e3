"""Codes for the flow of control."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_CHAIN: JsonObject = {"First": {"Type": "Pass", "Next": "Last"}, "Last": {"Type": "Succeed"}}


def _parallel(target: str) -> JsonObject:
    inner: JsonObject = {"Type": "Pass", "Next": target} if target else {"Type": "Pass", "End": True}
    return machine(
        states={
            "Both": {
                "Type": "Parallel",
                "Branches": [{"StartAt": "Inner", "States": {"Inner": inner}}],
                "Next": "Last",
            },
            "Last": {"Type": "Succeed"},
        }
    )


def _asking(start: JsonObject, **more: JsonObject) -> JsonObject:
    return machine(states={"Ask": {"Type": "Choice", **start}, **more})


_RULE: JsonObject = {"Variable": "$.ready", "IsPresent": True, "Next": "Done"}

ENTRIES = (
    CodeEntry(
        code="ASL201",
        name="missing-target",
        aws_code="MISSING_TRANSITION_TARGET",
        explanation=(
            "StartAt, Next or Default names a state that does not exist. An execution could not go on there, so the "
            "service refuses the definition. Correct the name; letter case counts."
        ),
        bad=machine(states={"First": {"Type": "Pass", "Next": "Lost"}, "Last": {"Type": "Succeed"}}),
        good=machine(states=_CHAIN),
    ),
    CodeEntry(
        code="ASL202",
        name="target-outside-scope",
        aws_code="MISSING_TRANSITION_TARGET",
        explanation=(
            "The state exists, but in another flow. Transitions stay among the states of one States object: a branch "
            "or an item processor ends by itself, and the Parallel or Map state around it says what follows. End the "
            "inner flow and move the transition out."
        ),
        bad=_parallel("Last"),
        good=_parallel(""),
    ),
    CodeEntry(
        code="ASL203",
        name="unreachable-state",
        aws_code="MISSING_TRANSITION_TARGET",
        explanation=(
            "Neither StartAt nor any other state names this state, so it can never run. The service refuses such a "
            "definition. Name it in a transition, or remove it."
        ),
        bad=machine(
            states={"First": {"Type": "Pass", "Next": "Last"}, "Stray": _CHAIN["First"], "Last": _CHAIN["Last"]}
        ),
        good=machine(states=_CHAIN),
    ),
    CodeEntry(
        code="ASL204",
        name="orphan-cycle",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "These states lead to one another, but no path leads to them from StartAt, so they never run. The "
            "service looks at incoming transitions only and accepts them. Connect one of them, or remove all."
        ),
        bad=machine(
            states={
                "Done": {"Type": "Succeed"},
                "Ping": {"Type": "Pass", "Next": "Pong"},
                "Pong": {"Type": "Pass", "Next": "Ping"},
            }
        ),
        good=machine(states={"Ping": {"Type": "Pass", "Next": "Pong"}, "Pong": {"Type": "Pass", "End": True}}),
    ),
    CodeEntry(
        code="ASL205",
        name="no-terminal-state",
        aws_code="MISSING_END_STATE",
        explanation=(
            'No state of this flow ends it: there is no Succeed, no Fail and no "End": true. The service refuses a '
            "flow that could only run forever. Mark the last state."
        ),
        bad=machine(states={"Ping": {"Type": "Pass", "Next": "Pong"}, "Pong": {"Type": "Pass", "Next": "Ping"}}),
        good=machine(states={"Ping": {"Type": "Pass", "Next": "Pong"}, "Pong": {"Type": "Pass", "End": True}}),
    ),
    CodeEntry(
        code="ASL206",
        name="cannot-terminate",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "Once an execution is in this loop, no transition leads to a state that ends the flow. The service "
            "accepts it, and the execution runs until a timeout or until its history is full. Give the loop a way "
            "out."
        ),
        bad=_asking(
            {"Choices": [_RULE], "Default": "Ping"},
            Done={"Type": "Succeed"},
            Ping={"Type": "Pass", "Next": "Pong"},
            Pong={"Type": "Pass", "Next": "Ping"},
        ),
        good=_asking(
            {"Choices": [_RULE], "Default": "Ping"},
            Done={"Type": "Succeed"},
            Ping={"Type": "Pass", "Next": "Ask"},
        ),
    ),
    CodeEntry(
        code="ASL207",
        name="next-and-end",
        explanation=(
            "A state either names the next one or ends the flow; this one does both. The service refuses to guess. "
            "Keep one of the two."
        ),
        bad=machine(states={"First": {"Type": "Pass", "Next": "Last", "End": True}, "Last": {"Type": "Succeed"}}),
        good=machine(states=_CHAIN),
    ),
    CodeEntry(
        code="ASL208",
        name="neither-next-nor-end",
        explanation=(
            "Nothing says what happens after this state. Pass, Task, Wait, Parallel and Map states need Next or "
            '"End": true; "End": false says nothing. Add one of the two.'
        ),
        bad=machine(states={"Greet": {"Type": "Pass"}}),
        good=machine(states={"Greet": {"Type": "Pass", "End": True}}),
    ),
    CodeEntry(
        code="ASL209",
        name="flow-on-terminal",
        explanation=(
            "Succeed and Fail always end the flow, and a Choice goes where its rules say, so none of them takes Next "
            "or End. The service refuses the field. Remove it."
        ),
        bad=machine(states={"Give up": {"Type": "Fail", "End": True}}),
        good=machine(states={"Give up": {"Type": "Fail"}}),
    ),
    CodeEntry(
        code="ASL210",
        name="empty-branches",
        explanation=(
            "A Parallel without branches does nothing, and a Choice without rules decides nothing. The service "
            "refuses empty Branches and Choices. Add an entry, or replace the state by a Pass."
        ),
        bad=machine(states={"Both": {"Type": "Parallel", "Branches": [], "End": True}}),
        good=_parallel(""),
    ),
)
