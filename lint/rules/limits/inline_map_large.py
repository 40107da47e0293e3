"""An inline Map runs about forty iterations at once, whatever ``MaxConcurrency`` says.

Source: developer guide, "Using Map state in Inline mode": up to 40 concurrent iterations.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject, Missing
from asl.model import Map

from ...context import Context
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _map(concurrency: int) -> JsonObject:
    processor: JsonObject = {"StartAt": "Resize", "States": {"Resize": invoke()}}
    return one_task({"Type": "Map", "MaxConcurrency": concurrency, "ItemProcessor": processor, "End": True})


RULE = Rule(
    code="ASL609",
    name="inline-map-large",
    summary="an inline Map asks for more concurrency than there is",
    severity=Severity.INFO,
    explanation=(
        "An inline Map runs at most 40 iterations at once, all within one execution and its 25,000 history events. "
        "MaxConcurrency asks for more. Use a Distributed Map, or lower the number."
    ),
    bad=_map(200),
    good=_map(20),
)
_LIMIT = 40


def check(context: Context) -> Iterator[Finding]:
    """``MaxConcurrency`` of an inline Map is at most 40."""
    for _, state in context.states:
        if not isinstance(state, Map) or isinstance(state.item_processor, Missing):
            continue
        wanted = state.max_concurrency
        if not state.item_processor.is_distributed and isinstance(wanted, int) and wanted > _LIMIT:
            yield Finding(
                f'"MaxConcurrency" is {wanted}, but an inline Map runs at most {_LIMIT} iterations at once',
                (*state.at, "MaxConcurrency"),
                help='use a Distributed Map ("Mode": "DISTRIBUTED"), or lower the number',
            )
