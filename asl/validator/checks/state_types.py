"""States that are no states: not an object, without a ``Type``, or of a type that does not exist.

Source: States Language specification, "States": every state must have a ``Type``, one of eight.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.json_values import Json, kind_of
from asl.model import Owner, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import did_you_mean, report
from ..sites import OWNER_OF_TYPE
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]

_TYPES = tuple(OWNER_OF_TYPE)


def check(context: Context) -> Iterator[Diagnostic]:
    """A state is an object whose ``Type`` names one of the eight state types."""
    top_level = fields_of(Owner.STATE_MACHINE)
    for states, at in context.raw_flows:
        for name, state in states.items():
            here = (*at, name)
            if isinstance(state, dict):
                given = state.get("Type")
                if not isinstance(given, str) or given not in OWNER_OF_TYPE:
                    yield from _check_type(state, here)
            elif is_unknown(state) or is_unknown_text(name):
                continue
            elif name in top_level:
                yield report(
                    "ASL016",
                    f'"{name}" stands among the states, but it is a field of the state machine',
                    here,
                    part="key",
                    help='move it out of "States"',
                )
            else:
                kind = kind_of(state)
                yield report(
                    "ASL010",
                    f'the state "{name}" must be an object, but it is {_article(kind)}',
                    here,
                    help='write an object with a "Type"',
                )


def _check_type(state: dict[str, Json], at: Pointer) -> Iterator[Diagnostic]:
    if is_unknown(state):
        return
    given = state.get("Type")
    name = at[-1]
    if "Type" not in state:
        misspelt = next((key for key in state if key.lower() == "type"), None)
        if misspelt is not None:
            yield report(
                "ASL008",
                f'the field "Type" is written "{misspelt}"',
                (*at, misspelt),
                part="key",
                help='write it "Type"',
                aws_message=f"Field '{misspelt}' is not supported",
            )
            return
        yield report(
            "ASL006",
            f'the state "{name}" has no "Type"',
            at,
            part="key",
            help=f"give it one of the types {', '.join(_TYPES)}",
            aws_message="These fields are required: [Type]",
        )
    elif not isinstance(given, str):
        if not is_unknown(given):
            yield report("ASL010", f'"Type" must be a string, but it is {_article(kind_of(given))}', (*at, "Type"))
    elif not is_unknown_text(given):
        yield report(
            "ASL009",
            f'there is no state type "{given}"',
            (*at, "Type"),
            help=did_you_mean(given, _TYPES, f"use one of {', '.join(_TYPES)}"),
            aws_message=f"The field 'Type' should have one of these values: [{', '.join(_TYPES)}]",
        )


def _article(kind: str) -> str:
    return kind if kind == "null" else f"{'an' if kind[0] in 'ao' else 'a'} {kind}"
