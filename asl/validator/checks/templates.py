"""Payload templates: a key that ends in ``.$`` has a path or an intrinsic function call for its value.

Source: States Language specification, "Payload Template" and "Intrinsic functions". Templates whose expressions are all
plain paths are told at a glance; the others are read by :mod:`asl.expr.template`, which knows every way to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from asl.diagnostics import Diagnostic, Severity
from asl.json_values import Json
from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text

if TYPE_CHECKING:
    from asl.expr.intrinsics import CallProblem
    from asl.expr.template import TemplateProblem

__all__ = ["check", "report_call_problem", "template_fields"]

_PLAIN_PATH = re.compile(
    r"\$(?:\$|[A-Za-z_][A-Za-z0-9_]*)?(?:\.[A-Za-z_][A-Za-z0-9_]*|\[(?:0|[1-9][0-9]*)\])*", re.ASCII
).fullmatch
"""Matches the paths (of the input, the Context Object, a variable) that are right beyond doubt."""

_KINDS = frozenset({Kind.ARGUMENTS, Kind.TEMPLATE, Kind.ASSIGN, Kind.CREDENTIALS})

_CODES = {
    "value-not-string": "ASL804",
    "value-not-expression": "ASL804",
    "path-syntax": "ASL804",
    "intrinsic-syntax": "ASL810",
    "duplicate-key": "ASL805",
    "too-deep": "ASL013",
    "unknown-function": "ASL809",
    "arity": "ASL811",
    "argument-type": "ASL812",
    "format-placeholders": "ASL813",
    "format-braces": "ASL813",
    "hash-algorithm": "ASL814",
    "certain-failure": "ASL815",
}


def check(context: Context) -> Iterator[Diagnostic]:
    """Every ``.$`` member of a template can be evaluated, as far as the text tells."""
    for site in context.sites:
        if site.language is QueryLanguage.JSONPATH:
            names = template_fields(site.owner)
            if names:
                for name, value in site.raw.items():
                    if name in names and not _is_plain(value):
                        yield from _check_template(value, (*site.at, name))


@cache
def template_fields(owner: Owner) -> frozenset[str]:
    """Return the fields of an owner that hold a payload template in a JSONPath state."""
    fields = fields_of(owner, QueryLanguage.JSONPATH).items()
    return frozenset(name for name, field in fields if field.kind in _KINDS)


def _is_plain(value: Json) -> bool:
    """Tell whether a template has nothing but plain paths under its ``.$`` keys."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key.endswith(".$"):
                if not isinstance(member, str) or not _PLAIN_PATH(member) or key[:-2] in value:
                    return False
            elif isinstance(member, (dict, list)) and not _is_plain(member):
                return False
    elif isinstance(value, list):
        return all(_is_plain(item) for item in value if isinstance(item, (dict, list)))
    return True


def _check_template(value: Json, at: Pointer) -> Iterator[Diagnostic]:
    from asl.expr.template import read_template

    _, problems = read_template(value, at)
    for problem in problems:
        text = _value_at(value, problem.pointer[len(at) :])
        if not (isinstance(text, str) and is_unknown_text(text)) and not is_unknown_text(problem.key):
            yield _report(problem, at)


def _value_at(value: Json, steps: Pointer) -> Json:
    for step in steps:
        value = value[step]  # type: ignore[index]  # the problem's place exists
    return value


def _report(problem: TemplateProblem, at: Pointer) -> Diagnostic:
    is_duplicate = problem.kind == "duplicate-key"
    aws = f"The value for the field '{problem.key}' must be a valid JSONPath or a valid intrinsic function call"
    return report(
        _CODES[problem.kind],
        problem.message,
        problem.pointer,
        part="key" if is_duplicate else "value",
        within=problem.span,
        help=problem.help,
        severity=None if problem.is_refused else Severity.WARNING,
        aws_message=aws if problem.is_refused and not is_duplicate else "",
        aws_at=at,
    )


def report_call_problem(problem: CallProblem, at: Pointer, aws_at: Pointer) -> Diagnostic:
    """Return the diagnostic for a problem of an intrinsic call that stands alone in a field."""
    return report(
        _CODES[problem.kind],
        problem.message,
        at,
        within=problem.span,
        help=problem.help,
        severity=None if problem.is_refused else Severity.WARNING,
        aws_at=aws_at,
    )
