"""Choice Rules: one boolean operator or one comparison each, with an operand of the operator's type.

Source: States Language specification, "Choice State", "Boolean expression" and "Data-test expression".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from asl.diagnostics import Diagnostic
from asl.expr.timestamps import is_timestamp
from asl.json_values import Json, kind_of
from asl.model import OPERATORS, Owner, QueryLanguage, fields_of
from asl.model.fields import Operand, Operator
from asl.pointer import Pointer

from ..context import Context
from ..report import quoted, report
from ..sites import Site
from ..unknown import is_unknown

__all__ = ["check"]

_KINDS = ("And", "Or", "Not", "Variable", "Condition")
_AWS_ONE_KIND = "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]"
_AWS_ONE_OPERATOR = "There should only be one of the following fields"


def check(context: Context) -> Iterator[Diagnostic]:
    """A rule has exactly one of And, Or, Not, Variable and Condition; a comparison exactly one operator."""
    for site in context.sites_of(Owner.CHOICE_RULE, Owner.NESTED_RULE):
        if site.language is QueryLanguage.JSONATA:
            yield from _jsonata_rule(site)
        elif "Condition" not in site.raw or site.owner is Owner.NESTED_RULE:
            yield from _jsonpath_rule(site)


def _jsonata_rule(site: Site) -> Iterator[Diagnostic]:
    """A rule of a JSONata state needs a Condition; other tests have been reported as fields of the wrong language."""
    operators = [name for name in site.raw if name in OPERATORS]
    if operators and not any(name in site.raw for name in _KINDS if name != "Condition"):
        yield report(
            "ASL903",
            f'"{operators[0]}" belongs to JSONPath, but this state\'s query language is JSONata',
            (*site.at, operators[0]),
            part="key",
            help="write the comparison into Condition",
            aws_message=f"Field '{operators[0]}' is not supported",
        )
    elif not any(name in site.raw for name in _KINDS) and not _has_strange_field(site):
        yield report(
            "ASL701",
            'this Choice Rule has no "Condition"',
            site.at,
            help="write the test as Condition, a {% … %} expression",
            aws_message="These fields are required: [Condition]",
        )


def _jsonpath_rule(site: Site) -> Iterator[Diagnostic]:
    raw = site.raw
    kinds = [name for name in _KINDS if name in raw]
    operators = [OPERATORS[name] for name in raw if name in OPERATORS]
    if len(kinds) > 1:
        yield report(
            "ASL701",
            f"this rule has {quoted(kinds)}, but a rule is only one of them",
            (*site.at, kinds[1]),
            part="key",
            help="put the tests into one And or Or",
            aws_message=_AWS_ONE_KIND,
            aws_at=site.at,
        )
    elif not kinds:
        yield from _no_test(site, operators)
    elif kinds != ["Variable"]:
        if operators:
            yield report(
                "ASL701",
                f'"{operators[0].name}" stands beside "{kinds[0]}" and has no "Variable"',
                (*site.at, operators[0].name),
                part="key",
                help=f"move it into {kinds[0]}, with its Variable",
                aws_message=_AWS_ONE_KIND,
                aws_at=site.at,
            )
    elif len(operators) > 1:
        yield report(
            "ASL701",
            f"this comparison has {len(operators)} operators, {quoted([o.name for o in operators])}",
            (*site.at, operators[-1].name),
            part="key",
            help="write each in a rule of its own, inside And",
            aws_message=_AWS_ONE_OPERATOR,
            aws_at=site.at,
        )
    elif not operators:
        if not _has_strange_field(site):
            yield report(
                "ASL701",
                'this comparison has a "Variable", but no operator',
                site.at,
                help="add an operator such as StringEquals, NumericGreaterThan or IsPresent",
                aws_message=_AWS_ONE_OPERATOR,
            )
    else:
        yield from _operand(site, operators[0])


def _no_test(site: Site, operators: list[Operator]) -> Iterator[Diagnostic]:
    if operators:
        yield report(
            "ASL701",
            f'"{operators[0].name}" has no "Variable" to compare',
            site.at,
            help="add Variable, the path of the value to compare",
            aws_message=_AWS_ONE_KIND,
            aws_at=site.at,
        )
    elif not _has_strange_field(site):
        yield report(
            "ASL701",
            "this Choice Rule tests nothing",
            site.at,
            help="add And, Or or Not, or Variable with an operator",
            aws_message=_AWS_ONE_KIND,
        )


def _has_strange_field(site: Site) -> bool:
    """Whether a field that is unknown here, and has been reported, probably is the missing operator."""
    known = fields_of(site.owner)
    return any(name not in known and name not in OPERATORS and name != "Next" for name in site.raw)


def _operand(site: Site, operator: Operator) -> Iterator[Diagnostic]:
    value = site.raw[operator.name]
    at: Pointer = (*site.at, operator.name)
    if is_unknown(value) or _fits(operator.operand, value):
        return
    if operator.operand is Operand.TIMESTAMP and isinstance(value, str):
        yield report(
            "ASL709",
            f'"{operator.name}" compares with "{value[:40]}", which is no timestamp',
            at,
            help="write it like 2030-01-31T12:00:00Z",
            aws_message="String does not match RFC3339 timestamp",
        )
        return
    kind = kind_of(value)
    shown = kind if kind == "null" else f"{'an' if kind[0] in 'ao' else 'a'} {kind}"
    yield report(
        "ASL707",
        f'"{operator.name}" compares with {operator.operand.value}, but this is {shown}',
        at,
        help=_help(operator, value),
    )


def _help(operator: Operator, value: Json) -> str:
    if operator.operand is Operand.NUMBER and isinstance(value, str):
        return f"use {operator.name}Path for a path" if value.startswith("$") else "write it without quotes"
    if operator.operand is Operand.STRING:
        return "write it in quotes"
    return f"give {operator.operand.value}"


def _fits(operand: Operand, value: Json) -> bool:
    match operand:
        case Operand.STRING:
            return isinstance(value, str)
        case Operand.NUMBER:
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case Operand.BOOLEAN:
            return isinstance(value, bool)
        case Operand.TIMESTAMP:
            return is_timestamp(value)
        case Operand.PATH:
            return isinstance(value, str)
        case _:
            assert_never(operand)
