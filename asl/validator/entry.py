"""What one code of the validator means, with an example that draws it and one that does not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject
from asl.source import Format

__all__ = ["CodeEntry", "Example", "WorkflowType", "machine"]

WorkflowType: TypeAlias = Literal["STANDARD", "EXPRESS"]

Example: TypeAlias = "str | JsonObject"
"""A definition: its text, or the JSON value that the text is printed from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One row of the registry.

    Attributes:
        code: stable, ``ASL201``; a retired code is never given to something else.
        name: readable, ``missing-target``.
        severity: of its diagnostics, unless ``may_warn``.
        aws_code: what Step Functions answers with; empty when it accepts the definition.
        since: version of the toolkit that had it first.
        explanation: what it means, why the service refuses it, how to mend it.
        bad: a definition that draws this code and no other error.
        good: the same idea, mended.
        type: workflow type that both examples are checked for.
        format: notation of the examples.
        may_warn: some of its diagnostics are warnings.
        excerpt: what people are shown of a refused example that is too long to read.
    """

    code: str
    name: str
    explanation: str
    bad: Example
    good: Example
    severity: Severity = Severity.ERROR
    aws_code: str = "SCHEMA_VALIDATION_FAILED"
    since: str = "0.1.0"
    type: WorkflowType = "STANDARD"
    format: Format = "json"
    may_warn: bool = False
    excerpt: str = ""

    @property
    def bad_source(self) -> str:
        """The refused example as text, whatever its length."""
        return _text(self.bad)

    @property
    def bad_text(self) -> str:
        """The refused example as people are shown it: an excerpt where the whole is too long to read."""
        return self.excerpt or self.bad_source

    @property
    def good_text(self) -> str:
        """The accepted example as text."""
        return _text(self.good)


def machine(start: str = "", /, *, states: JsonObject | None = None, **top_level: Json) -> JsonObject:
    """Return a small definition; the first state is where it starts unless ``start`` names another.

    >>> machine(states={"A": {"Type": "Succeed"}})
    {'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}
    """
    states = states or {"Done": {"Type": "Succeed"}}
    return {**top_level, "StartAt": start or next(iter(states)), "States": states}


def _text(example: Example) -> str:
    return example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
