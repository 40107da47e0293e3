"""A comparison on a field that is not there fails the execution; only ``IsPresent`` may ask about it.

Source: States Language specification, "Choice State"; recorded: States.Runtime, "Invalid path". Reported only where the
same Choice asks elsewhere whether the field is present, because then it may be absent.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place
from asl.json_values import JsonObject
from asl.model import Choice

from ...choice_tests import comparisons
from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_PRESENT: JsonObject = {"Variable": "$.count", "IsPresent": True}
_MANY: JsonObject = {"Variable": "$.count", "NumericGreaterThan": 5}
_STATES: tuple[NamedState, ...] = (("Many", {"Type": "Succeed"}), ("Few", {"Type": "Fail", "Error": "TooFew"}))

RULE = Rule(
    code="ASL706",
    name="choice-missing-is-present",
    summary="a comparison comes before the IsPresent that should guard it",
    explanation=(
        "This Choice asks whether the field is present, so it may be absent, but the comparison comes first. On an "
        "absent field it fails the execution instead of not holding. Put the IsPresent before it in the same And, or "
        "into an earlier rule."
    ),
    bad=flow(
        ("Ask", {"Type": "Choice", "Choices": [{"And": [_MANY, _PRESENT], "Next": "Many"}], "Default": "Few"}),
        *_STATES,
    ),
    good=flow(
        ("Ask", {"Type": "Choice", "Choices": [{"And": [_PRESENT, _MANY], "Next": "Many"}], "Default": "Few"}),
        *_STATES,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """No comparison comes before the first ``IsPresent`` of the same variable."""
    for _, state in context.states:
        if not isinstance(state, Choice):
            continue
        asked = {
            test.variable: test
            for rule in reversed(state.choices)
            for test in reversed(tuple(comparisons(rule.test)))
            if test.operator.name == "IsPresent"
        }
        if not asked:
            continue
        known: set[str] = set()
        reported: set[str] = set()
        for rule in state.choices:
            for test in comparisons(rule.test):
                name = test.variable
                if test.operator.name == "IsPresent":
                    known.add(name)
                elif name in asked and name not in known and name not in reported:
                    reported.add(name)
                    yield Finding(
                        f'"{name}" is compared before it is asked whether it is present',
                        (*test.at, "Variable"),
                        help="put the IsPresent first",
                        labels=(Label(Place((*asked[name].at, "IsPresent")), "asked here"),),
                    )
