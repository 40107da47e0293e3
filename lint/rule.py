"""What a rule is: one row of the registry of codes, and one function that finds what the row is about.

A rule is one module ``lint/rules/<family>/<name>.py`` with a constant ``RULE`` and a function ``check``. The row has
the shape of the validator's (:class:`asl.validator.CodeEntry`), so that ``asl explain`` and the documentation treat
both alike; what only a rule has is added here. A rule yields :class:`Finding`, which says nothing about codes and
severities: the engine knows the rule, and users may change the severity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from asl.diagnostics import Label, Severity
from asl.pointer import Pointer
from asl.source import Span
from asl.validator import CodeEntry

if TYPE_CHECKING:
    from .context import Context

__all__ = ["Check", "Finding", "OptionValue", "Rule", "RuleModule"]

OptionValue: TypeAlias = "bool | int | float | str | tuple[str, ...] | Mapping[str, int]"
"""What an option of a rule may hold; the type of the default is the type that the configuration must give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(CodeEntry):
    """One row for a rule.

    Attributes:
        summary: one line for the list of rules, lower case without a full stop.
        is_on: whether it is on without having been selected.
        options: name and default of what the configuration may change under ``rules.<name>``.
        substitutions: names that the template of the examples declares; nothing when they have none.
    """

    summary: str
    severity: Severity = Severity.WARNING
    aws_code: str = ""
    since: str = "0.2.0"
    is_on: bool = True
    options: Mapping[str, OptionValue] = field(default_factory=lambda: MappingProxyType({}))
    substitutions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; the fields mean what they mean in :class:`asl.diagnostics.Diagnostic`.

    ``severity`` is for a finding that is milder than its rule; such a rule ``may_warn``.
    """

    message: str
    at: Pointer
    part: Literal["value", "key"] = "value"
    help: str = ""
    within: Span | None = None
    labels: tuple[Label, ...] = ()
    severity: Severity | None = None


Check: TypeAlias = "Callable[[Context], Iterator[Finding]]"


@dataclass(frozen=True, slots=True)
class RuleModule:
    """A rule as it was found: its row, its function, and the folder that it lies in."""

    rule: Rule
    check: Check
    family: str
