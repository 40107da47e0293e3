"""The Context Object has a fixed set of fields.

Source: developer guide, "Accessing execution data from the Context object"; :mod:`asl.expr.context` is the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.expr.context import CONTEXT_FIELDS, find_context_field
from asl.json_values import JsonObject
from asl.model import QueryLanguage
from asl.validator.report import closest

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _pass(path: str) -> JsonObject:
    return {"Type": "Pass", "Parameters": {"run.$": path}, "End": True}


RULE = Rule(
    code="ASL816",
    name="context-path-unknown",
    summary="a field that the Context Object does not have",
    severity=Severity.ERROR,
    may_warn=True,
    explanation=(
        "The Context Object has a fixed set of fields, and this is none of them. The service accepts the definition, "
        "and the state fails when it is entered. Correct the spelling."
    ),
    bad=one_task(_pass("$$.Execution.Identifier")),
    good=one_task(_pass("$$.Execution.Id")),
)
_KNOWN = {".".join(field.path): field.path for field in CONTEXT_FIELDS}

_SOFT = {QueryLanguage.JSONATA: Severity.WARNING}
"""An expression may ask whether the field is there, and go on without it."""


def check(context: Context) -> Iterator[Finding]:
    """Every path below the Context Object leads to a field."""
    for _, state in context.states:
        for read in context.reads_of(state):
            if read.root == "context" and read.keys and find_context_field(read.keys) is None:
                text = ".".join(read.keys)
                near = closest(text, _KNOWN)
                yield Finding(
                    f'the Context Object has no field "{text}"',
                    read.at,
                    within=read.span,
                    severity=_SOFT.get(state.language),
                    help=f'did you mean "{near}"?' if near else f"its fields are below {_top()}",
                )


def _top() -> str:
    return ", ".join(field.path[0] for field in CONTEXT_FIELDS if len(field.path) == 1)
