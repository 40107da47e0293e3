"""Choice Rules: a small tree of boolean operators over data-test expressions, or one JSONata condition.

Source: States Language specification, "Choice State".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.pointer import Pointer

from .fields import Operator

__all__ = ["And", "BooleanRule", "ChoiceRule", "Comparison", "ConditionRule", "Not", "Or", "UnreadableRule"]


@dataclass(frozen=True, slots=True)
class And:
    """Holds when all of ``rules`` hold."""

    at: Pointer
    rules: tuple[BooleanRule, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Holds when one of ``rules`` holds."""

    at: Pointer
    rules: tuple[BooleanRule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when ``rule`` does not."""

    at: Pointer
    rule: BooleanRule


@dataclass(frozen=True, slots=True)
class Comparison:
    """A data-test expression: the value at ``variable`` against ``operand`` (a literal, or a Path for ``…Path``)."""

    at: Pointer
    variable: str
    operator: Operator
    operand: Json


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A JSONata ``Condition``."""

    at: Pointer
    condition: Json


@dataclass(frozen=True, slots=True)
class UnreadableRule:
    """A rule whose shape says nothing: no operator, two of them, or not an object."""

    at: Pointer
    raw: Json


BooleanRule: TypeAlias = And | Or | Not | Comparison | ConditionRule | UnreadableRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRule:
    """One entry of ``Choices``: the ``test`` and where to go when it holds."""

    at: Pointer
    raw: JsonObject
    test: BooleanRule
    next: str | Missing = MISSING
    assign: JsonObject | Missing = MISSING
    output: Json | Missing = MISSING
    comment: str | Missing = MISSING
