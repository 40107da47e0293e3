"""A Distributed Map starts up to ten thousand children at once; what they call does not follow.

Source: developer guide, "Using Map state in Distributed mode", "Best practices".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject, Missing
from asl.model import Map, Task, iter_states

from ...context import Context
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _map(**fields: Json) -> JsonObject:
    config: JsonObject = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    processor: JsonObject = {"ProcessorConfig": config, "StartAt": "Resize", "States": {"Resize": invoke()}}
    return one_task({"Type": "Map", "ToleratedFailureCount": 5, "ItemProcessor": processor, **fields, "End": True})


RULE = Rule(
    code="ASL611",
    name="max-concurrency-unset",
    summary="a Distributed Map calls services without a limit",
    severity=Severity.INFO,
    explanation=(
        "Without MaxConcurrency a Distributed Map runs up to 10,000 children at once. The functions and APIs that "
        "they call throttle long before, and the items fail. Set MaxConcurrency to what these can take."
    ),
    bad=_map(),
    good=_map(MaxConcurrency=100),
)


def check(context: Context) -> Iterator[Finding]:
    """A Distributed Map that calls something limits its concurrency."""
    for _, state in context.states:
        if not isinstance(state, Map) or isinstance(state.item_processor, Missing):
            continue
        if not state.item_processor.is_distributed or state.max_concurrency not in (0, Missing.MISSING):
            continue
        if "MaxConcurrencyPath" in state.raw:
            continue
        if any(isinstance(inner, Task) for inner in iter_states(state.item_processor)):
            yield Finding(
                "up to 10,000 children call their services at once",
                state.at,
                part="key",
                help='add "MaxConcurrency"',
            )
