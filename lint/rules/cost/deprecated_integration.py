"""Older forms that still work but have a successor.

Source: developer guide, "Map workflow state": Iterator became ItemProcessor, and Parameters of a Map ItemSelector.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import Map

from ...context import Context
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _map(processor: str) -> JsonObject:
    states: JsonObject = {"Resize": invoke()}
    return one_task({"Type": "Map", processor: {"StartAt": "Resize", "States": states}, "End": True})


RULE = Rule(
    code="ASL525",
    name="deprecated-integration",
    summary="an older name of a field that has a new one",
    severity=Severity.INFO,
    explanation=(
        "Iterator and, in a Map, Parameters are older names. They work as before, but what is new, such as the "
        "distributed mode, exists for ItemProcessor and ItemSelector only. Rename them; a fix does it."
    ),
    bad=_map("Iterator"),
    good=_map("ItemProcessor"),
)
RENAMED = {"Iterator": "ItemProcessor", "Parameters": "ItemSelector"}


def check(context: Context) -> Iterator[Finding]:
    """A Map uses ItemProcessor and ItemSelector."""
    for _, state in context.states:
        if isinstance(state, Map):
            for old, new in RENAMED.items():
                if old in state.raw and new not in state.raw:
                    yield Finding(
                        f'"{old}" is the older name of "{new}"', (*state.at, old), part="key", help=f'write "{new}"'
                    )
