"""A result that is shaped and then dropped.

Source: States Language specification, "Input and Output Processing": a ``ResultPath`` of null drops the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_SELECTOR: JsonObject = {"id.$": "$.MessageId"}

RULE = Rule(
    code="ASL818",
    name="dead-result",
    summary="ResultSelector shapes a result that ResultPath drops",
    severity=Severity.INFO,
    explanation=(
        '"ResultPath": null drops the result, so what ResultSelector made of it is seen by nobody. Remove '
        "ResultSelector, or name a place for the result."
    ),
    bad=one_task(send(ResultSelector=_SELECTOR, ResultPath=None)),
    good=one_task(send(ResultSelector=_SELECTOR, ResultPath="$.sent")),
)


def check(context: Context) -> Iterator[Finding]:
    """A state with ResultSelector keeps its result."""
    for state in context.failing:
        if "ResultSelector" in state.raw and state.result_path is None and "Assign" not in state.raw:
            yield Finding(
                'nobody sees what "ResultSelector" makes, because "ResultPath" is null',
                (*state.at, "ResultSelector"),
                part="key",
                help="remove it, or name a place for the result in ResultPath",
            )
