"""What a Choice Rule says about the data when it holds, and when it does not.

A comparison whose path finds nothing is an error in the service, so once a comparison was made the place is there,
whether it held or not; only ``IsPresent`` asks. Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import Final, assert_never

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.path import Path, PathRoot, read_path
from asl.json_values import Json
from asl.model import And, BooleanRule, Comparison, ConditionRule, Not, Or, UnreadableRule
from asl.model.fields import Operand
from asl.types import (
    NEVER,
    Equals,
    Field,
    IsKind,
    Kind,
    Matches,
    Order,
    Ordered,
    Test,
    Type,
    absent,
    narrow,
    narrow_at,
    present,
)

from .facts import Facts, join_facts

__all__ = ["narrow_rule"]

_KINDS: Final = {
    "Null": Kind.NULL,
    "Boolean": Kind.BOOLEAN,
    "Numeric": Kind.NUMERIC,
    "String": Kind.STRING,
    "Timestamp": Kind.TIMESTAMP,
}
_ORDERS: Final = {
    "LessThan": Order.LESS,
    "LessThanEquals": Order.LESS_OR_EQUAL,
    "GreaterThan": Order.GREATER,
    "GreaterThanEquals": Order.GREATER_OR_EQUAL,
}


def narrow_rule(rule: BooleanRule, facts: Facts, *, holds: bool) -> Facts:
    """Return the facts where a rule holds, or does not; facts whose data is ``never`` say that it cannot be so."""
    match rule:
        case And(rules=rules):
            return _all(rules, facts) if holds else _first_breach(rules, facts, breach=False)
        case Or(rules=rules):
            return _first_breach(rules, facts, breach=True) if holds else _all(rules, facts, holds=False)
        case Not(rule=inner):
            return narrow_rule(inner, facts, holds=not holds)
        case Comparison():
            return _narrow_comparison(rule, facts, holds)
        case ConditionRule() | UnreadableRule():
            return facts
        case _:
            assert_never(rule)


def _all(rules: tuple[BooleanRule, ...], facts: Facts, *, holds: bool = True) -> Facts:
    return reduce(lambda known, rule: narrow_rule(rule, known, holds=holds), rules, facts)


def _first_breach(rules: tuple[BooleanRule, ...], facts: Facts, *, breach: bool) -> Facts:
    """Return what holds when one of the rules is ``breach`` and those before it are not."""
    found: Facts | None = None
    known = facts
    for rule in rules:
        here = narrow_rule(rule, known, holds=breach)
        if not here.is_impossible:
            found = here if found is None else join_facts(found, here)
        known = narrow_rule(rule, known, holds=not breach)
    return replace(facts, data=NEVER) if found is None else found


def _narrow_comparison(rule: Comparison, facts: Facts, holds: bool) -> Facts:
    try:
        path = read_path(rule.variable)
    except ExpressionSyntaxError:
        return facts
    keys = path.keys
    if keys is None:
        return facts
    comparison, operand = rule.operator.comparison, rule.operand
    if comparison == "Present":
        is_there = (operand is True) == holds
        return _change(path, facts, lambda whole: present(whole, keys) if is_there else absent(whole, keys), is_there)
    test = _test(rule)
    if test is None:
        return _change(path, facts, lambda whole: present(whole, keys))
    if rule.operator.family == "Is" and operand is False:
        holds = not holds
    return _change(path, facts, lambda whole: narrow_at(whole, keys, lambda inner: narrow(inner, test, holds=holds)))


def _test(rule: Comparison) -> Test | None:
    """Return what a comparison asks of the value, as far as the lattice can say it."""
    operator, operand = rule.operator, rule.operand
    kind = _KINDS.get(operator.comparison if operator.family == "Is" else operator.family)
    if operator.family == "Is":
        return None if kind is None else IsKind(kind)
    if operator.comparison == "Matches":
        return Matches(operand) if isinstance(operand, str) else None
    order = _ORDERS.get(operator.comparison)
    if operator.operand is Operand.PATH or kind in (None, Kind.TIMESTAMP):
        # Only the kind is known of the other side; an equality that fails says nothing then.
        return None if kind is None or order is None else Ordered(kind, order)
    if order is not None:
        return Ordered(kind, order, _bound(operand)) if kind is not None else None
    return Equals(operand) if isinstance(operand, (str, int, float, bool)) else None


def _bound(operand: Json) -> str | float | None:
    return operand if isinstance(operand, (str, int, float)) and not isinstance(operand, bool) else None


def _change(path: Path, facts: Facts, change: Callable[[Type], Type], is_there: bool = True) -> Facts:
    match path.root:
        case PathRoot.DATA:
            changed = change(facts.data)
            return facts if changed is facts.data else Facts(changed, facts.variables)
        case PathRoot.VARIABLE:
            return _change_variable(path.variable or "", facts, change, is_there)
        case PathRoot.CONTEXT:
            return facts
        case _:
            assert_never(path.root)


def _change_variable(name: str, facts: Facts, change: Callable[[Type], Type], is_there: bool) -> Facts:
    known = facts.variables.get(name)
    if known is None:
        return facts
    changed = change(known.type)
    if changed == NEVER:
        return replace(facts, data=NEVER) if is_there and known.is_required else facts
    return replace(facts, variables={**facts.variables, name: Field(changed, known.is_required or is_there)})
