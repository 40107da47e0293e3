"""``StringMatches`` takes wildcards, ``StringEquals`` does not.

Source: States Language specification, "Choice State": ``*`` matches any characters in StringMatches only.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Choice

from ...choice_tests import comparisons
from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_STATES: tuple[NamedState, ...] = (("Image", {"Type": "Succeed"}), ("Other", {"Type": "Fail", "Error": "NoImage"}))


def _ask(operator: str) -> JsonObject:
    return {"Variable": "$.type", operator: "image/*", "Next": "Image"}


RULE = Rule(
    code="ASL708",
    name="string-matches-wildcard",
    summary="a wildcard where none works, or a pattern without one",
    severity=Severity.INFO,
    explanation=(
        "In StringEquals an asterisk is a plain character, so the comparison holds only for a text with an asterisk. "
        "StringMatches takes it as a wildcard, and without one it is StringEquals. Use the operator that says what is "
        "meant."
    ),
    bad=flow(
        ("Ask", {"Type": "Choice", "Choices": [_ask("StringEquals")], "Default": "Other"}),
        *_STATES,
    ),
    good=flow(
        ("Ask", {"Type": "Choice", "Choices": [_ask("StringMatches")], "Default": "Other"}),
        *_STATES,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """StringMatches has a wildcard, and StringEquals has none."""
    for _, state in context.states:
        if not isinstance(state, Choice):
            continue
        for rule in state.choices:
            for test in comparisons(rule.test):
                text = test.operand
                if not isinstance(text, str) or "${" in text:
                    continue
                at = (*test.at, test.operator.name)
                if test.operator.name == "StringEquals" and "*" in text and text.strip("*"):
                    yield Finding('"*" is no wildcard in StringEquals', at, help="use StringMatches")
                elif test.operator.name == "StringMatches" and "*" not in text:
                    yield Finding("this pattern has no wildcard", at, help="use StringEquals")
