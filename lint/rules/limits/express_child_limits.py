"""The children of a Distributed Map may be Express executions, with the limits of these.

Source: developer guide, "Using Map state in Distributed mode"; "Choosing workflow type".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject, Missing
from asl.model import Flow, Map, Wait, iter_states

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _map(seconds: int) -> JsonObject:
    states: JsonObject = {"Pause": {"Type": "Wait", "Seconds": seconds, "End": True}}
    config: JsonObject = {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}
    processor: JsonObject = {"ProcessorConfig": config, "StartAt": "Pause", "States": states}
    return one_task(
        {
            "Type": "Map",
            "MaxConcurrency": 10,
            "ToleratedFailureCount": 5,
            "ItemProcessor": processor,
            "End": True,
        }
    )


RULE = Rule(
    code="ASL608",
    name="express-child-limits",
    summary="an Express child of a Distributed Map does what Express cannot",
    explanation=(
        "The children of this Map are Express executions. They end after five minutes and can neither wait for jobs "
        "nor for task tokens. Set ExecutionType to STANDARD, or change the state."
    ),
    bad=_map(600),
    good=_map(60),
)
_LIMIT_S = 300


def check(context: Context) -> Iterator[Finding]:
    """The states of an Express child are ones that Express has."""
    for _, state in context.states:
        if not isinstance(state, Map) or isinstance(state.item_processor, Missing):
            continue
        config = state.item_processor.processor_config
        if not isinstance(config, Missing) and config.execution_type == "EXPRESS" and config.mode == "DISTRIBUTED":
            yield from _inside(context, state.item_processor)


def _inside(context: Context, flow: Flow) -> Iterator[Finding]:
    for state in iter_states(flow):
        if isinstance(state, Wait) and isinstance(state.seconds, int) and state.seconds > _LIMIT_S:
            yield Finding(
                f"an Express child ends after {_LIMIT_S} seconds, before this Wait does",
                (*state.at, "Seconds"),
                help='set the Map\'s "ExecutionType" to "STANDARD"',
            )
        use = context.task_by_place.get(state.at)
        if use is not None and use.is_long:
            yield Finding(
                "an Express child cannot wait for a job, a token or an activity",
                (*state.at, "Resource"),
                help='set the Map\'s "ExecutionType" to "STANDARD"',
            )
