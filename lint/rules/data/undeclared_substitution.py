"""A ``${Name}`` that the template does not declare stays in the definition as it is.

Source: SAM and CloudFormation guides, ``DefinitionSubstitutions``: only the names in this list are replaced.
Only definitions in files of their own are looked at, because a template has other means besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.document import Document
from asl.json_values import Json
from asl.pointer import Pointer
from asl.source import Span
from asl.validator.report import closest

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL020",
    name="undeclared-substitution",
    summary="a ${Name} that the template does not declare",
    explanation=(
        "The template lists in DefinitionSubstitutions what it fills in, and this name is not among them. "
        "CloudFormation refuses the template, or the text stays as it is. Correct the name, or declare it. The "
        "examples are meant with a template that declares FunctionArn."
    ),
    bad=one_task({"Type": "Task", "Resource": "${FunctonArn}", "End": True}),
    good=one_task({"Type": "Task", "Resource": "${FunctionArn}", "End": True}),
    substitutions=frozenset({"FunctionArn"}),
)
_NAME = re.compile(r"\$\{([A-Za-z][A-Za-z0-9_]*)\}")


def check(context: Context) -> Iterator[Finding]:
    """Every ``${Name}`` is one that the template declares."""
    declared = context.substitutions
    if declared is None or "${" not in context.document.source.text or not _is_whole_file(context.document):
        return
    value = context.document.value
    if isinstance(value, dict):
        yield from _search(value, (), declared)


def _is_whole_file(document: Document) -> bool:
    """Tell whether the definition is a file of its own; inside a template Ref and Fn::Sub become ``${Name}`` too."""
    span, text = document.tree.span(()), document.source.text
    return span is not None and not text[: span.start].strip() and not text[span.end :].strip()


def _search(value: Json, at: Pointer, declared: frozenset[str]) -> Iterator[Finding]:
    if isinstance(value, str):
        for match in _NAME.finditer(value):
            if match[1] not in declared:
                near = closest(match[1], declared)
                yield Finding(
                    f'the template does not declare "{match[1]}"',
                    at,
                    within=Span(*match.span()),
                    help=f'did you mean "{near}"?' if near else "add it to DefinitionSubstitutions",
                )
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _search(member, (*at, key), declared)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index), declared)
