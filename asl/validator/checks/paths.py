"""Paths: fields that select hold a Path, fields that name one place a Reference Path.

Source: States Language specification, "Paths" and "Reference Paths". ``$$`` begins a path into the Context Object and
``$name`` one into a variable. Most paths are plain names after a dollar sign and are told at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from asl.diagnostics import Diagnostic
from asl.expr.failure import ExpressionSyntaxError
from asl.model import OPERATORS, Kind, Owner, QueryLanguage, fields_of
from asl.model.fields import Operand
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text

__all__ = ["PLAIN_PATH", "check"]

PLAIN_PATH = re.compile(r"\$(?:\.[A-Za-z_][A-Za-z0-9_]*)*").fullmatch
"""Matches the paths that are both a Path and a Reference Path beyond doubt."""

_KINDS = frozenset({Kind.PATH, Kind.REFERENCE_PATH, Kind.PATH_OR_INTRINSIC})
_NO_DOLLAR = "Value is not a Reference Path: Reference path didn't start with '$'"


def check(context: Context) -> Iterator[Diagnostic]:
    """Each field of a JSONPath state that holds a path can be read as one of the kind that the field takes."""
    for site in context.sites:
        if site.language is QueryLanguage.JSONPATH:
            kinds = _path_fields(site.owner)
            if kinds:
                for name, value in site.raw.items():
                    if name in kinds and isinstance(value, str) and not PLAIN_PATH(value):
                        yield from _check_text(kinds[name], name, value, (*site.at, name))


@cache
def _path_fields(owner: Owner) -> dict[str, Kind]:
    fields = fields_of(owner, QueryLanguage.JSONPATH).items()
    kinds = {name: field.kind for name, field in fields if field.kind in _KINDS}
    if owner in (Owner.CHOICE_RULE, Owner.NESTED_RULE):
        kinds |= {name: Kind.PATH for name, operator in OPERATORS.items() if operator.operand is Operand.PATH}
    return kinds


def _check_text(kind: Kind, name: str, text: str, at: Pointer) -> Iterator[Diagnostic]:
    if is_unknown_text(text):
        return
    if kind is Kind.PATH_OR_INTRINSIC and not text.startswith("$"):
        yield from _check_call(name, text, at)
    elif name == "ResultPath":
        yield from _check_result_path(text, at)
    elif kind is Kind.REFERENCE_PATH or name == "Variable":
        yield from _check_reference(name, text, at, strict=kind is Kind.REFERENCE_PATH)
    else:
        yield from _check_path(name, text, at)


def _check_path(name: str, text: str, at: Pointer) -> Iterator[Diagnostic]:
    from asl.expr.path import read_path

    if not text.startswith("$"):
        yield report(
            "ASL801",
            f'"{name}" must be a path, but "{text[:40]}" does not begin with $',
            at,
            help=f"write $.{text}" if text.isidentifier() else "begin it with $",
            aws_message="Value must be a valid JSONPath.",
        )
        return
    try:
        read_path(text)
    except ExpressionSyntaxError as error:
        yield report(
            "ASL801",
            f'"{name}" is no path: {error.message}',
            at,
            within=error.span,
            help=error.help,
            aws_message="Value must be a valid JSONPath.",
        )


def _check_reference(name: str, text: str, at: Pointer, *, strict: bool) -> Iterator[Diagnostic]:
    from asl.expr.path import read_path, read_reference_path

    if not text.startswith("$"):
        yield report(
            "ASL802",
            f'"{name}" must be a Reference Path, but "{text[:40]}" does not begin with $',
            at,
            help=f"write $.{text}" if text.isidentifier() else "begin it with $",
            aws_message=_NO_DOLLAR,
        )
        return
    try:
        if strict:
            read_reference_path(text)
        else:
            read_path(text)
    except ExpressionSyntaxError as error:
        yield report(
            "ASL802",
            f'"{name}" is no Reference Path: {error.message}',
            at,
            within=error.span,
            help=error.help or "name one place with dots, names and indexes",
            aws_message="Value is not a Reference Path",
        )


def _check_result_path(text: str, at: Pointer) -> Iterator[Diagnostic]:
    """A result goes into the state's input, so neither the Context Object nor a variable can take it."""
    if text.startswith("$") and text[1:2] not in ("", ".", "["):
        yield report(
            "ASL803",
            '"ResultPath" cannot write into the Context Object or a variable',
            at,
            help="write into the input, $.name, or use Assign for a variable",
        )
    else:
        yield from _check_reference("ResultPath", text, at, strict=True)


def _check_call(name: str, text: str, at: Pointer) -> Iterator[Diagnostic]:
    from asl.expr.intrinsics import check_call, find_function, looks_like_intrinsic, parse_intrinsic

    if not looks_like_intrinsic(text):
        yield from _check_path(name, text, at)
        return
    try:
        call = parse_intrinsic(text)
    except ExpressionSyntaxError as error:
        yield report("ASL810", error.message, at, within=error.span, help=error.help)
        return
    function = find_function(call.name)
    if function is not None and not function.is_allowed_in_fail:
        yield report(
            "ASL310",
            f'"{name}" cannot use {call.name}',
            at,
            within=call.name_span,
            help="use States.Format, States.JsonToString or another function that makes a string",
        )
        return
    from .templates import report_call_problem

    for problem in check_call(call):
        yield report_call_problem(problem, at, at[:-1])
