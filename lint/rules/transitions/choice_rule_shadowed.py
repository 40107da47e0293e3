"""The first rule that holds decides; one that holds only when an earlier one does is never asked.

Source: States Language specification, "Choice State": rules are tried in the order of the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place
from asl.json_values import JsonObject
from asl.model import Choice, ConditionRule, UnreadableRule

from ...choice_tests import implies
from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_SOME: JsonObject = {"Variable": "$.count", "NumericGreaterThan": 1, "Next": "Few"}
_MANY: JsonObject = {"Variable": "$.count", "NumericGreaterThan": 5, "Next": "Many"}
_STATES: tuple[NamedState, ...] = (("Few", {"Type": "Succeed"}), ("Many", {"Type": "Fail", "Error": "TooMany"}))

RULE = Rule(
    code="ASL704",
    name="choice-rule-shadowed",
    summary="a Choice Rule that an earlier one always precedes",
    explanation=(
        "Rules are tried in their order. Whenever this one would hold, an earlier one holds too, so it never decides. "
        "Put the more specific rule first, or correct its condition."
    ),
    bad=flow(("Ask", {"Type": "Choice", "Choices": [_SOME, _MANY], "Default": "Few"}), *_STATES),
    good=flow(("Ask", {"Type": "Choice", "Choices": [_MANY, _SOME], "Default": "Few"}), *_STATES),
)
_MOST_COMPARED = 60
"""Rules of one Choice that are compared with all before them; the work grows with the square."""


def check(context: Context) -> Iterator[Finding]:
    """No rule of a Choice implies an earlier one."""
    for _, state in context.states:
        if not isinstance(state, Choice):
            continue
        rules = state.choices[:_MOST_COMPARED]
        for index, rule in enumerate(rules):
            if isinstance(rule.test, UnreadableRule):
                continue
            earlier = next((one for one in rules[:index] if _decides(one.test, rule.test)), None)
            if earlier is not None:
                yield Finding(
                    "an earlier rule holds whenever this one does, so this one never decides",
                    rule.at,
                    help="put this rule first, or correct its condition",
                    labels=(Label(Place(earlier.at), "holds first"),),
                )


def _decides(earlier: object, later: object) -> bool:
    if isinstance(earlier, ConditionRule):
        condition = earlier.condition
        if condition is True or (isinstance(condition, str) and condition.strip("{}% ") == "true"):
            return True
    return not isinstance(earlier, UnreadableRule) and implies(later, earlier)  # type: ignore[arg-type]  # both are tests
