"""One bad item of many fails a Distributed Map that tolerates none.

Source: developer guide, "Setting failure thresholds for Distributed Map states".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject, Missing
from asl.model import Map

from ...context import Context
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _map(**fields: Json) -> JsonObject:
    config: JsonObject = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    processor: JsonObject = {"ProcessorConfig": config, "StartAt": "Resize", "States": {"Resize": invoke()}}
    return one_task({"Type": "Map", "MaxConcurrency": 100, "ItemProcessor": processor, **fields, "End": True})


RULE = Rule(
    code="ASL610",
    name="map-without-tolerance",
    summary="a Distributed Map fails with its first bad item",
    severity=Severity.INFO,
    explanation=(
        "The Map names no tolerated failures and has no Catch, so the first item that fails ends the Map Run, and "
        "with it the execution. Among many items one bad one is likely. Set ToleratedFailurePercentage or "
        "ToleratedFailureCount, or add a Catch."
    ),
    bad=_map(),
    good=_map(ToleratedFailurePercentage=5),
)


def check(context: Context) -> Iterator[Finding]:
    """A Distributed Map tolerates some failures, or catches them."""
    for _, state in context.states:
        if not isinstance(state, Map) or isinstance(state.item_processor, Missing):
            continue
        if not state.item_processor.is_distributed or state.catch:
            continue
        if not any(name.startswith("Tolerated") for name in state.raw):
            yield Finding(
                "one failed item fails the whole Map",
                state.at,
                part="key",
                help='add "ToleratedFailurePercentage", or a Catch',
            )
