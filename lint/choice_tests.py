"""The tests of Choice Rules compared with one another: which says the same, which holds whenever another does.

Only what the definition says counts; nothing is evaluated. Everything here is silent where it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from asl.json_values import compact
from asl.model import And, Comparison, ConditionRule, Not, Or, UnreadableRule
from asl.model.choice import BooleanRule

__all__ = ["comparisons", "conjuncts", "contradicts", "implies", "key_of"]


def key_of(test: BooleanRule) -> str:
    """Return a text that is the same for tests that say the same."""
    match test:
        case Comparison(variable=variable, operator=operator, operand=operand):
            return f"{variable} {operator.name} {compact(operand)}"
        case And(rules=rules):
            return "(" + " & ".join(sorted(map(key_of, rules))) + ")"
        case Or(rules=rules):
            return "(" + " | ".join(sorted(map(key_of, rules))) + ")"
        case Not(rule=rule):
            return f"!{key_of(rule)}"
        case ConditionRule(condition=condition):
            return compact(condition)
        case UnreadableRule(at=at):
            return f"? {at}"
        case _:
            assert_never(test)


def conjuncts(test: BooleanRule) -> tuple[BooleanRule, ...]:
    """Return the tests that must all hold for a test to hold."""
    if isinstance(test, And):
        return tuple(inner for rule in test.rules for inner in conjuncts(rule))
    return (test,)


def comparisons(test: BooleanRule) -> Iterator[Comparison]:
    """Yield every data-test expression inside a test."""
    match test:
        case Comparison():
            yield test
        case And(rules=rules) | Or(rules=rules):
            for rule in rules:
                yield from comparisons(rule)
        case Not(rule=rule):
            yield from comparisons(rule)
        case _:
            pass


def implies(one: BooleanRule, other: BooleanRule) -> bool:
    """Tell whether ``other`` certainly holds whenever ``one`` does.

    A comparison on a missing field fails the execution instead of deciding; that does not matter here.
    """
    wanted = {key_of(test) for test in conjuncts(other)}
    given = conjuncts(one)
    have = {key_of(test) for test in given}
    if wanted <= have:
        return True
    if isinstance(other, Or):
        return any(implies(one, rule) for rule in other.rules)
    if isinstance(other, Comparison):
        return any(isinstance(test, Comparison) and _bound_implies(test, other) for test in given)
    return False


_UP = {"GreaterThan": True, "GreaterThanEquals": False}
_DOWN = {"LessThan": True, "LessThanEquals": False}


def _bound_implies(one: Comparison, other: Comparison) -> bool:
    """Tell whether a bound of a number includes another one: more than 5 is more than 1."""
    if one.variable != other.variable or one.operator.family != other.operator.family:
        return False
    a, b = one.operand, other.operand
    if one.operator.family != "Numeric" or isinstance(a, (bool, str)) or isinstance(b, (bool, str)):
        return False
    if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return False
    if one.operator.name.endswith("Path") or other.operator.name.endswith("Path"):
        return False
    first, second = one.operator.comparison, other.operator.comparison
    for table, sign in ((_UP, 1), (_DOWN, -1)):
        if second in table:
            if first == "Equals" or first in table:
                is_strict = first in table and table[first]
                return a * sign > b * sign or (a == b and (not table[second] or is_strict))
            return False
    return False


def contradicts(one: BooleanRule, other: BooleanRule) -> bool:
    """Tell whether two tests can never hold together."""
    if isinstance(one, Not):
        return key_of(one.rule) == key_of(other)
    if isinstance(other, Not):
        return key_of(other.rule) == key_of(one)
    if not isinstance(one, Comparison) or not isinstance(other, Comparison) or one.variable != other.variable:
        return False
    a, b = one.operator, other.operator
    if a.name.endswith("Path") or b.name.endswith("Path") or "Matches" in (a.comparison, b.comparison):
        return False
    if a.name == b.name and a.comparison in ("Equals", "Null", "Present", "Numeric", "String", "Boolean"):
        return compact(one.operand) != compact(other.operand)
    for first, second in ((one, other), (other, one)):
        if first.operator.name == "IsPresent" and first.operand is False and second.operator.name != "IsPresent":
            return True
    if a.family == b.family == "Numeric":
        return _bounds_exclude(one, other)
    return False


def _bounds_exclude(one: Comparison, other: Comparison) -> bool:
    low, low_strict, high, high_strict = float("-inf"), False, float("inf"), False
    for test in (one, other):
        value = test.operand
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        comparison = test.operator.comparison
        if (comparison in _UP or comparison == "Equals") and value >= low:
            low_strict = (low_strict and value == low) or _UP.get(comparison, False)
            low = value
        if (comparison in _DOWN or comparison == "Equals") and value <= high:
            high_strict = (high_strict and value == high) or _DOWN.get(comparison, False)
            high = value
    return low > high or (low == high and (low_strict or high_strict))
