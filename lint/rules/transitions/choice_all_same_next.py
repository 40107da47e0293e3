"""A Choice whose every way leads to one state decides nothing.

Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject, Missing
from asl.model import Choice

from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_RULE: JsonObject = {"Variable": "$.ready", "BooleanEquals": True, "Next": "Done"}
_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL215",
    name="choice-all-same-next",
    summary="every rule of a Choice leads to the same state",
    severity=Severity.INFO,
    explanation=(
        "All rules and Default name the same state, so whatever holds, the execution goes on there. Either one of "
        "the targets is wrong, or the Choice can go. Correct the target or remove the state."
    ),
    bad=flow(("Ask", {"Type": "Choice", "Choices": [_RULE], "Default": "Done"}), _DONE),
    good=flow(
        ("Ask", {"Type": "Choice", "Choices": [_RULE], "Default": "Not ready"}),
        ("Not ready", {"Type": "Fail", "Error": "NotReady"}),
        _DONE,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Two ways out of a Choice differ, in their target or in what they assign."""
    for _, state in context.states:
        if not isinstance(state, Choice) or isinstance(state.default, Missing) or not state.choices:
            continue
        if any("Assign" in rule.raw or "Output" in rule.raw for rule in state.choices):
            continue
        if {rule.next for rule in state.choices} == {state.default}:
            yield Finding(
                f'every rule and "Default" lead to "{state.default}"',
                state.at,
                part="key",
                help="correct one of the targets, or remove the Choice",
            )
