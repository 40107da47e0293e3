"""What an expression may ask of ``$states``, and that it has no other input.

Source: developer guide, "Transforming data with JSONata": ``$states`` has ``input``, ``context``, ``result`` (after a
Task, Parallel or Map state has succeeded) and ``errorOutput`` (in a Catcher); the service refuses ``result`` and
``errorOutput`` where they do not exist. There is no implicit input, so ``$``, ``$$`` and bare names at the top of an
expression read nothing; whether the service refuses that is not known, so it is a warning, as is any other member.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from asl.diagnostics import Diagnostic, Severity
from asl.model import Owner

from ..context import Context
from ..expressions import JsonataText
from ..report import did_you_mean, report

if TYPE_CHECKING:
    from ..jsonata_readings import Reading

__all__ = ["check"]

_MEMBERS = ("input", "context", "result", "errorOutput")
_WITH_RESULT = frozenset({Owner.TASK, Owner.PARALLEL, Owner.MAP})
_AFTERWARDS = frozenset({"Output", "Assign"})


def check(context: Context) -> Iterator[Diagnostic]:
    """``$states.result`` and ``$states.errorOutput`` are read where they exist, and data come from nowhere else."""
    for found in context.jsonata:
        if found.facts is None:
            continue
        for reading in found.facts.readings:
            if reading.name == "states" and reading.member:
                yield from _check_member(reading, found)
        # One mistake is enough: who writes one bare name writes more of them.
        for text, span in found.facts.without_context[:1]:
            shown = "this name" if not text.startswith(("$", "*")) else f'"{text}"'
            yield report(
                "ASL920",
                f"{shown} reads nothing: an expression has no input of its own",
                found.at,
                within=found.within(span),
                help=f"write $states.input.{text}" if text.isidentifier() else "begin with $states.input",
            )


def _check_member(reading: Reading, found: JsonataText) -> Iterator[Diagnostic]:
    member, span = reading.member, reading.member_span or reading.span
    owner, is_afterwards = found.site.owner, found.field in _AFTERWARDS
    if member not in _MEMBERS:
        yield report(
            "ASL908",
            f'"$states" has no member "{member}"',
            found.at,
            within=found.within(span),
            help=did_you_mean(member, _MEMBERS, "it has input, context, result and errorOutput"),
            severity=Severity.WARNING,
        )
    elif member == "result" and not (is_afterwards and owner in _WITH_RESULT):
        yield report(
            "ASL908",
            '"$states.result" does not exist here',
            found.at,
            within=found.within(span),
            help="it exists in Output and Assign of Task, Parallel and Map states, once they have succeeded",
            # In a Catcher it is wrong all the same, but definitions with it are about and said to be valid.
            severity=Severity.WARNING if owner is Owner.CATCHER else None,
        )
    elif member == "errorOutput" and not (is_afterwards and owner is Owner.CATCHER):
        yield report(
            "ASL908",
            '"$states.errorOutput" does not exist here',
            found.at,
            within=found.within(span),
            help="it exists in Output and Assign of a Catcher",
        )
