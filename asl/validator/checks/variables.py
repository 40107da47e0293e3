"""Workflow variables: what ``Assign`` may name them.

Source: developer guide, "Passing data between states with variables": letters, digits and underscores, not starting
with a digit, at most 80 characters; ``states`` is reserved. Letters are Unicode's, as the specification has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.model import QueryLanguage, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check", "is_variable_name"]

_NAME = re.compile(r"[^\W\d]\w*")
_MAX_LENGTH = 80


def is_variable_name(name: str) -> bool:
    """Tell whether a variable may have this name.

    >>> is_variable_name("orderId"), is_variable_name("order-id"), is_variable_name("states")
    (True, False, False)
    """
    return _NAME.fullmatch(name) is not None and name != "states" and len(name) <= _MAX_LENGTH


def check(context: Context) -> Iterator[Diagnostic]:
    """The keys of ``Assign`` are names of variables, and ``states`` is not one of them."""
    for site in context.sites:
        assign = site.raw.get("Assign")
        if not isinstance(assign, dict) or is_unknown(assign) or "Assign" not in fields_of(site.owner):
            continue
        for key in assign:
            name = key.removesuffix(".$") if site.language is QueryLanguage.JSONPATH else key
            if not is_unknown_text(name):
                yield from _check_name(name, (*site.at, "Assign", key))


def _check_name(name: str, at: Pointer) -> Iterator[Diagnostic]:
    if name == "states":
        yield report(
            "ASL107",
            'the variable name "states" is reserved',
            at,
            part="key",
            help="choose another name",
            aws_at=at[:-1],
            aws_message="Cannot assign to reserved variable '$states'.",
        )
    elif not _NAME.fullmatch(name):
        yield report(
            "ASL106",
            f'"{name}" is no name for a variable',
            at,
            part="key",
            help=(
                "leave out the dollar sign"
                if name.startswith("$")
                else "use letters, digits and underscores, and no digit first"
            ),
            aws_at=at[:-1],
            aws_message=f"Invalid variable name '{name}': the variable name contains invalid characters.",
        )
    elif len(name) > _MAX_LENGTH:
        yield report(
            "ASL106",
            f"the variable name has {len(name)} characters, more than {_MAX_LENGTH}",
            at,
            part="key",
            help="shorten the name",
        )
