"""Where workflow variables are set and read, in both query languages.

JSONPath reads a variable with a path that begins with ``$name``, in any field that takes a path, under keys that end in
``.$`` and among the arguments of an intrinsic function. JSONata reads it anywhere in an expression. Source: developer
guide, "Passing data between states with variables".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from asl.json_values import Json
from asl.model import OPERATORS, Kind, Owner, QueryLanguage, fields_of
from asl.model.fields import Operand
from asl.pointer import Pointer
from asl.source import Span

from .sites import Site
from .unknown import is_unknown, is_unknown_text

if TYPE_CHECKING:
    from .context import Context

__all__ = ["Assignment", "VariableRead", "assignments", "variable_reads"]

_RESERVED = frozenset({"states"})
_PATHS = frozenset({Kind.PATH, Kind.REFERENCE_PATH, Kind.PATH_OR_INTRINSIC})
_TEMPLATES = frozenset({Kind.ARGUMENTS, Kind.TEMPLATE, Kind.ASSIGN, Kind.CREDENTIALS})
_VARIABLE = re.compile(r"(?<![\w.$)\]])\$([^\W\d]\w*)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\[\?.*?\)\]")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One key of one ``Assign``: the variable, its value, the place, the object that has the Assign."""

    name: str
    value: Json
    at: Pointer
    site: Site


@dataclass(frozen=True, slots=True)
class VariableRead:
    """One read of a variable.

    ``within`` are the characters of ``$name`` in the string at ``at``; ``site`` and ``field`` say what reads it.
    ``is_guarded`` when the expression only asks whether the variable is there.
    """

    name: str
    at: Pointer
    within: Span
    site: Site
    field: str
    is_guarded: bool = False


def assignments(context: Context) -> Iterator[Assignment]:
    """Yield what every readable ``Assign`` sets, in the order of the document."""
    for site in context.sites:
        assign = site.raw.get("Assign")
        if isinstance(assign, dict) and not is_unknown(assign) and "Assign" in fields_of(site.owner):
            for key, value in assign.items():
                name = key.removesuffix(".$") if site.language is QueryLanguage.JSONPATH else key
                yield Assignment(name, value, (*site.at, "Assign", key), site)


def variable_reads(context: Context) -> Iterator[VariableRead]:
    """Yield every read of a workflow variable, JSONPath states first."""
    for site in context.sites:
        if site.language is QueryLanguage.JSONPATH:
            kinds = _readable_fields(site.owner)
            for name, value in site.raw.items():
                is_template = kinds.get(name)
                if is_template is not None:
                    for text, at in _texts(value, (*site.at, name), is_template=is_template):
                        for match in _VARIABLE.finditer(_QUOTED.sub(_blank, text)):
                            yield VariableRead(match[1], at, Span(*match.span()), site, name)
    for found in context.jsonata:
        if found.facts is not None:
            for reading in found.facts.readings:
                if reading.name not in _RESERVED and not _is_builtin(reading.name):
                    span = found.within(reading.span)
                    yield VariableRead(reading.name, found.at, span, found.site, found.field, reading.is_guarded)


def _is_builtin(name: str) -> bool:
    from asl.expr.jsonata.registry import declared_functions

    return name in declared_functions()


@cache
def _readable_fields(owner: Owner) -> dict[str, bool]:
    """Return the fields of an owner that may read a variable, and whether it does so under ``.$`` keys only."""
    fields = fields_of(owner, QueryLanguage.JSONPATH).items()
    found = {name: field.kind in _TEMPLATES for name, field in fields if field.kind in _PATHS | _TEMPLATES}
    if owner in (Owner.CHOICE_RULE, Owner.NESTED_RULE):
        found |= {name: False for name, operator in OPERATORS.items() if operator.operand is Operand.PATH}
    return found


def _texts(value: Json, at: Pointer, *, is_template: bool) -> Iterator[tuple[str, Pointer]]:
    if isinstance(value, str):
        if not is_template and "$" in value and not is_unknown_text(value):
            yield value, at
    elif isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, str):
                if key.endswith(".$") and "$" in member and not is_unknown_text(member):
                    yield member, (*at, key)
            elif isinstance(member, (dict, list)):
                yield from _texts(member, (*at, key), is_template=True)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _texts(item, (*at, index), is_template=True)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
