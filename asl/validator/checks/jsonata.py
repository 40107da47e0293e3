"""JSONata: an expression is a whole string.

Source: developer guide, "Transforming data with JSONata": ``{%`` comes first and ``%}`` last, without blanks around,
and a string that opens or closes an expression improperly is refused. A string with blanks on both sides is plain
text, as recorded.
:func:`check_expression` is the door through which the expressions themselves are checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from asl.diagnostics import Diagnostic
from asl.expr.jsonata_text import is_expression
from asl.json_values import Json
from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text

__all__ = ["check", "check_expression"]

_KINDS = frozenset({Kind.ANY, Kind.ARGUMENTS, Kind.ITEMS, Kind.ASSIGN, Kind.CONDITION, Kind.CREDENTIALS})


def check(context: Context) -> Iterator[Diagnostic]:
    """Where a JSONata state takes expressions, a string that starts with ``{%`` ends with ``%}``, and the reverse."""
    for site in context.sites:
        if site.language is QueryLanguage.JSONATA:
            names = _expression_fields(site.owner)
            for name, value in site.raw.items():
                if name in names:
                    yield from _strings(value, (*site.at, name))


@cache
def _expression_fields(owner: Owner) -> frozenset[str]:
    fields = fields_of(owner, QueryLanguage.JSONATA).items()
    return frozenset(name for name, field in fields if field.expression or field.kind in _KINDS)


def _strings(value: Json, at: Pointer) -> Iterator[Diagnostic]:
    if isinstance(value, str):
        if ("{%" in value or "%}" in value) and not is_unknown_text(value):
            if is_expression(value):
                yield from check_expression(value, at)
            elif value.startswith("{%") or value.endswith("%}"):
                yield _delimiters(value, at)
    elif isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, (str, dict, list)):
                yield from _strings(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (str, dict, list)):
                yield from _strings(item, (*at, index))


def _delimiters(text: str, at: Pointer) -> Diagnostic:
    if "{%" not in text:
        message, help_ = "the JSONata expression is not opened", "begin the string with {%"
    elif text.rfind("%}") < text.find("{%") + 2:
        message, help_ = "the JSONata expression is not closed", "end the string with %}"
    elif not text.startswith("{%"):
        message, help_ = "there is text before the JSONata expression", "let the string begin with {%"
    else:
        message, help_ = "there is text after the JSONata expression", "let the string end with %}"
    return report("ASL904", message, at, help=help_)


def check_expression(_text: str, _at: Pointer) -> Iterator[Diagnostic]:
    """Yield the mistakes of one ``{% … %}`` text. The expressions themselves are not read yet."""
    yield from ()
