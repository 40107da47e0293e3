"""The first Retrier or Catcher that names an error decides; a later one with the same name is never asked.

Source: States Language specification, "Fallback states" and "Retrying after error": entries are scanned in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place
from asl.json_values import JsonObject
from asl.pointer import Pointer

from ...context import Context
from ...examples import NamedState, flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_FIRST: JsonObject = {"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Later"}
_DONE: NamedState = ("Done", {"Type": "Succeed"})
_LATER: NamedState = ("Later", {"Type": "Fail", "Error": "Late"})

RULE = Rule(
    code="ASL404",
    name="shadowed-catcher",
    summary="an Error Name that an earlier entry handles already",
    explanation=(
        "Retriers and Catchers are tried in their order and the first that names the error decides. An earlier entry "
        "has this name, so here it never applies. Remove it here, or there."
    ),
    bad=flow(
        (
            "Work",
            send(
                Catch=[_FIRST, {"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Done"}],
                Next="Done",
            ),
        ),
        _DONE,
        _LATER,
    ),
    good=flow(("Work", send(Catch=[_FIRST], Next="Done")), _DONE, _LATER),
)


def check(context: Context) -> Iterator[Finding]:
    """No Error Name occurs twice among the entries of one Retry or Catch."""
    for state in context.failing:
        for entries in (state.retry, state.catch):
            if len(entries) < 2 and not any(len(entry.error_equals) > 1 for entry in entries):
                continue
            seen: dict[str, Pointer] = {}
            for entry in entries:
                for index, name in enumerate(entry.error_equals):
                    at = (*entry.at, "ErrorEquals", index)
                    if name in seen:
                        yield Finding(
                            f'"{name}" is handled by an earlier entry, so it never applies here',
                            at,
                            help="remove it from one of the two",
                            labels=(Label(Place(seen[name]), "handled here"),),
                        )
                    seen.setdefault(name, at)
