"""An ``And`` of tests that exclude one another never holds.

Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place
from asl.json_values import JsonObject
from asl.model import And, Choice, Not, Or
from asl.model.choice import BooleanRule

from ...choice_tests import conjuncts, contradicts
from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_NEW: JsonObject = {"Variable": "$.status", "StringEquals": "new"}
_OPEN: JsonObject = {"Variable": "$.status", "StringEquals": "open"}
_STATES: tuple[NamedState, ...] = (("Wait for it", {"Type": "Succeed"}), ("Done", {"Type": "Fail", "Error": "Closed"}))

RULE = Rule(
    code="ASL705",
    name="choice-contradiction",
    summary="an And of tests that cannot hold together",
    explanation=(
        "Two tests of this And exclude each other, as one variable that equals two values, so the rule never holds. "
        "Where one of them is meant to suffice, write Or. Otherwise correct the value."
    ),
    bad=flow(
        ("Ask", {"Type": "Choice", "Choices": [{"And": [_NEW, _OPEN], "Next": "Wait for it"}], "Default": "Done"}),
        *_STATES,
    ),
    good=flow(
        ("Ask", {"Type": "Choice", "Choices": [{"Or": [_NEW, _OPEN], "Next": "Wait for it"}], "Default": "Done"}),
        *_STATES,
    ),
)
_MOST_COMPARED = 30


def check(context: Context) -> Iterator[Finding]:
    """The tests of an And can hold together."""
    for _, state in context.states:
        if isinstance(state, Choice):
            for rule in state.choices:
                yield from _search(rule.test)


def _search(test: BooleanRule) -> Iterator[Finding]:
    match test:
        case And(rules=rules):
            found = _pair(conjuncts(test)[:_MOST_COMPARED])
            if found is not None:
                yield Finding(
                    "these tests exclude each other, so the rule never holds",
                    found[1].at,
                    help="write Or where one of them is to suffice, or correct a value",
                    labels=(Label(Place(found[0].at), "excluded by this"),),
                )
                return
            for rule in rules:
                yield from _search(rule)
        case Or(rules=rules):
            for rule in rules:
                yield from _search(rule)
        case Not(rule=rule):
            yield from _search(rule)
        case _:
            pass


def _pair(tests: tuple[BooleanRule, ...]) -> tuple[BooleanRule, BooleanRule] | None:
    for index, later in enumerate(tests):
        for earlier in tests[:index]:
            if contradicts(earlier, later):
                return earlier, later
    return None
