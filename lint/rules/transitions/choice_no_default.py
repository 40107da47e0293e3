"""When no rule holds and there is no ``Default``, the execution fails with ``States.NoChoiceMatched``.

Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Json, JsonObject
from asl.model import Choice, Comparison, ConditionRule, Not
from asl.model.choice import BooleanRule

from ...choice_tests import key_of
from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_RULE: JsonObject = {"Variable": "$.status", "StringEquals": "ready", "Next": "Done"}
_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL703",
    name="choice-no-default",
    summary="a Choice without Default whose rules leave a case open",
    explanation=(
        "When no rule holds and there is no Default, the execution fails with States.NoChoiceMatched, which nothing "
        "but a surrounding Parallel or Map can catch. Values that nobody thought of do come. Add Default, be it one "
        "that leads to a Fail state with a clear Error."
    ),
    bad=flow(("Ask", {"Type": "Choice", "Choices": [_RULE]}), _DONE),
    good=flow(
        ("Ask", {"Type": "Choice", "Choices": [_RULE], "Default": "Unexpected"}),
        ("Unexpected", {"Type": "Fail", "Error": "UnexpectedStatus"}),
        _DONE,
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """A Choice has a Default, or rules one of which certainly holds."""
    for _, state in context.states:
        if not isinstance(state, Choice) or "Default" in state.raw or not state.choices:
            continue
        if not _is_exhaustive([rule.test for rule in state.choices]):
            yield Finding(
                'no "Default": when no rule holds, the execution fails with States.NoChoiceMatched',
                state.at,
                part="key",
                help='add "Default"',
            )


def _is_exhaustive(tests: list[BooleanRule]) -> bool:
    """Tell whether one of the tests holds in any case: both values of a boolean, a test and its negation."""
    booleans: dict[tuple[str, str], set[Json]] = {}
    plain, negated = set(), set()
    for test in tests:
        match test:
            case Comparison(variable=variable, operator=operator, operand=bool() as operand):
                booleans.setdefault((variable, operator.name), set()).add(operand)
            case ConditionRule(condition=condition) if condition is True or _is_true(condition):
                return True
            case _:
                pass
        if isinstance(test, Not):
            negated.add(key_of(test.rule))
        else:
            plain.add(key_of(test))
    return any(len(values) == 2 for values in booleans.values()) or bool(plain & negated)


def _is_true(condition: Json) -> bool:
    return isinstance(condition, str) and condition.strip("{}% \t\n") == "true"
