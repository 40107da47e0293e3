"""Literals that look like expressions: ``NO_DOLLAR``, ``NO_PATH`` and ``PASS_RESULT_IS_STATIC``, warnings of AWS.

Source: API reference, *ValidateStateMachineDefinitionDiagnostic*. All three are accepted by the service and nearly
always a mistake. Only JSONPath has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from asl.diagnostics import Diagnostic
from asl.json_values import Json
from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text
from .templates import template_fields

__all__ = ["check"]

_EXPRESSION = re.compile(r"\$\Z|\$\$?[.\[]|States\.[A-Z][A-Za-z0-9]*\(")


def check(context: Context) -> Iterator[Diagnostic]:
    """A text that looks like a path or a call stands where one is evaluated."""
    for site in context.sites:
        if site.language is not QueryLanguage.JSONPATH:
            continue
        names = template_fields(site.owner)
        twins = _fields_with_path_twin(site.owner)
        for name, value in site.raw.items():
            if name in names:
                yield from _no_dollar(value, (*site.at, name))
            elif name in twins and isinstance(value, str) and _looks_like_expression(value):
                yield report(
                    "ASL807",
                    f'"{name}" holds the text "{value[:40]}", which is not evaluated',
                    (*site.at, name),
                    help=f'name the field "{name}Path" to evaluate it',
                )
    for site in context.sites_of(Owner.PASS):
        if site.language is QueryLanguage.JSONPATH and "Result" in site.raw:
            yield from _static_result(site.raw["Result"], (*site.at, "Result"))


@cache
def _fields_with_path_twin(owner: Owner) -> frozenset[str]:
    fields = fields_of(owner, QueryLanguage.JSONPATH)
    return frozenset(n for n, f in fields.items() if f"{n}Path" in fields and f.kind is Kind.STRING)


def _looks_like_expression(text: str) -> bool:
    return _EXPRESSION.match(text) is not None and not is_unknown_text(text)


def _no_dollar(value: Json, at: Pointer) -> Iterator[Diagnostic]:
    if isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, str):
                if member[:1] in "$S" and not key.endswith(".$") and _looks_like_expression(member):
                    yield report(
                        "ASL806",
                        f'"{key}" holds the text "{member[:40]}", which is not evaluated',
                        (*at, key),
                        part="key",
                        help=f'name the key "{key}.$" to evaluate it',
                    )
            elif isinstance(member, (dict, list)):
                yield from _no_dollar(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _no_dollar(item, (*at, index))


def _static_result(value: Json, at: Pointer) -> Iterator[Diagnostic]:
    """One warning for one Result, at the first place that shows the misunderstanding."""
    found = next(_expressions(value, at), None)
    if found is not None:
        yield report(
            "ASL808",
            "the Result of a Pass state is handed on as it is written, and this is not evaluated",
            found,
            help="use Parameters instead of Result to make a value from the input",
        )


def _expressions(value: Json, at: Pointer) -> Iterator[Pointer]:
    if isinstance(value, str):
        if _looks_like_expression(value):
            yield at
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _expressions(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _expressions(item, (*at, index))
