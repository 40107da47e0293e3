"""``Map.Item`` of the Context Object is there for the iterations of a Map only.

Source: developer guide, "Context object data for Map states".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Map, QueryLanguage

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_ITEM: JsonObject = {"Type": "Pass", "Parameters": {"item.$": "$$.Map.Item.Value"}, "End": True}

RULE = Rule(
    code="ASL613",
    name="map-item-outside-map",
    summary="the item of a Map is read outside a Map",
    severity=Severity.ERROR,
    may_warn=True,
    explanation=(
        "Map.Item is in the Context Object only while a Map makes the input of an iteration and while the iteration "
        "runs. Here it is absent, and reading it fails the execution. Move it into the Map's ItemSelector or into its "
        "ItemProcessor."
    ),
    bad=one_task(_ITEM),
    good=one_task(
        {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "Use", "States": {"Use": _ITEM}},
            "End": True,
        }
    ),
)
_MAKES_ITEMS = frozenset({"ItemSelector", "Parameters", "ItemBatcher"})

_SOFT = {QueryLanguage.JSONATA: Severity.WARNING}
"""An expression may ask whether the field is there, and go on without it."""


def check(context: Context) -> Iterator[Finding]:
    """``Map.Item`` is read in an ItemSelector or inside an iteration."""
    maps = frozenset(state.at for _, state in context.states if isinstance(state, Map))
    for _, state in context.states:
        reads = [r for r in context.reads_of(state) if r.root == "context" and r.keys[:1] == ("Map",)]
        if not reads or any(state.at[:length] in maps for length in range(len(state.at))):
            continue
        for read in reads:
            if not (isinstance(state, Map) and read.at[len(state.at)] in _MAKES_ITEMS):
                yield Finding(
                    "there is no Map.Item here: the state is not inside a Map",
                    read.at,
                    within=read.span,
                    severity=_SOFT.get(state.language),
                    help="read it in the Map's ItemSelector or ItemProcessor",
                )
