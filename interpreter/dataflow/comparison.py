"""Data-test expressions of Choice Rules, compiled to closures.

Source: States Language, "Choice State". A comparison whose two sides are not of the operator's family does not hold; it
is not an error. A ``Variable`` that finds nothing is an error, except under ``IsPresent``.
"""

from __future__ import annotations

import operator as order
import re
from collections.abc import Callable
from typing import Any, TypeAlias, assert_never

from asl.expr.environment import Environment
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_path, read_path
from asl.expr.timestamps import is_timestamp, parse_timestamp_ns
from asl.json_values import Json
from asl.model import And, BooleanRule, Comparison, ConditionRule, Not, Or, UnreadableRule
from asl.model.fields import Operand, Operator

from ..failures import BadStateData

__all__ = ["Test", "compile_rule"]

Test: TypeAlias = Callable[[Environment], bool]

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "Equals": order.eq,
    "LessThan": order.lt,
    "GreaterThan": order.gt,
    "LessThanEquals": order.le,
    "GreaterThanEquals": order.ge,
}


def compile_rule(rule: BooleanRule) -> Test:
    """Compile a tree of boolean operators and data-test expressions."""
    match rule:
        case And(rules=rules):
            tests = [compile_rule(inner) for inner in rules]
            return lambda env: all(test(env) for test in tests)
        case Or(rules=rules):
            tests = [compile_rule(inner) for inner in rules]
            return lambda env: any(test(env) for test in tests)
        case Not(rule=inner):
            negated = compile_rule(inner)
            return lambda env: not negated(env)
        case Comparison():
            return _compile_comparison(rule)
        case ConditionRule() | UnreadableRule():
            raise AssertionError(f"the rule at {rule.at} is not a JSONPath rule; the validator lets none through")
        case _:
            assert_never(rule)


def _compile_comparison(rule: Comparison) -> Test:
    operator = rule.operator
    read = compile_path(read_path(rule.variable))
    if operator.comparison == "Present":
        return _compile_is_present(read, rule.operand)

    def variable(env: Environment) -> Json:
        try:
            return read(env)
        except JsonPathReadError:
            raise BadStateData(
                f"Invalid path '{rule.variable}': The choice state's condition path references an invalid value."
            ) from None

    if operator.family == "Is":
        is_kind = _KINDS[operator.comparison]
        wanted = rule.operand
        return lambda env: is_kind(variable(env)) is wanted
    if operator.operand is Operand.PATH:
        return _compile_path_comparison(variable, operator, str(rule.operand))
    return _compile_literal_comparison(variable, operator, rule.operand)


def _compile_is_present(read: Callable[[Environment], Json], wanted: Json) -> Test:
    def is_present(env: Environment) -> bool:
        try:
            read(env)
        except JsonPathReadError:
            return wanted is False
        return wanted is True

    return is_present


def _compile_literal_comparison(variable: Callable[[Environment], Json], operator: Operator, operand: Json) -> Test:
    if operator.comparison == "Matches":
        pattern = compile_string_pattern(str(operand))

        def matches(env: Environment) -> bool:
            value = variable(env)
            return isinstance(value, str) and pattern.fullmatch(value) is not None

        return matches
    holds = _ORDER[operator.comparison]
    convert = _FAMILIES[operator.family]
    right = convert(operand)
    if right is None:
        return lambda env: variable(env) is _NEVER

    if operator.family == "Numeric":

        def compare_number(env: Environment) -> bool:
            value = variable(env)
            kind = type(value)
            return (kind is int or kind is float) and holds(value, right)

        return compare_number

    def compare(env: Environment) -> bool:
        left = convert(variable(env))
        return left is not None and holds(left, right)

    return compare


def _compile_path_comparison(variable: Callable[[Environment], Json], operator: Operator, path: str) -> Test:
    read = compile_path(read_path(path))
    holds = _ORDER[operator.comparison]
    convert = _FAMILIES[operator.family]

    def compare(env: Environment) -> bool:
        left = convert(variable(env))
        try:
            right = convert(read(env))
        except JsonPathReadError:
            raise BadStateData(
                f"Invalid path '{path}': The choice state's condition path references an invalid value."
            ) from None
        return left is not None and right is not None and holds(left, right)

    return compare


_NEVER = object()


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Json) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _boolean(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None


def _time(value: Json) -> int | None:
    if not isinstance(value, str) or not is_timestamp(value):
        return None
    return parse_timestamp_ns(value)


_FAMILIES: dict[str, Callable[[Json], Any]] = {
    "String": _text,
    "Numeric": _number,
    "Boolean": _boolean,
    "Timestamp": _time,
}

_KINDS: dict[str, Callable[[Json], bool]] = {
    "Null": lambda value: value is None,
    "Numeric": lambda value: _number(value) is not None,
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "Timestamp": lambda value: isinstance(value, str) and is_timestamp(value),
}


def compile_string_pattern(pattern: str) -> re.Pattern[str]:
    r"""Compile the pattern of ``StringMatches``: ``*`` stands for any characters, ``\*`` and ``\\`` for themselves.

    >>> bool(compile_string_pattern("log-*.txt").fullmatch("log-1.txt"))
    True
    >>> bool(compile_string_pattern("a\\*").fullmatch("ab"))
    False
    """
    pieces = []
    characters = iter(pattern)
    for character in characters:
        if character == "\\":
            pieces.append(re.escape(next(characters, "\\")))
        elif character == "*":
            if not pieces or pieces[-1] != ".*":
                pieces.append(".*")
        else:
            pieces.append(re.escape(character))
    return re.compile("".join(pieces), re.DOTALL)
