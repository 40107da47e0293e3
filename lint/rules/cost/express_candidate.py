"""A short machine of single calls may be cheaper as an Express workflow.

Source: developer guide, "Choosing workflow type in Step Functions"; pricing is by transition for Standard, by requests
and duration for Express.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import Missing
from asl.model import Map, Wait

from ...context import Context
from ...examples import NamedState, flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_STEPS: tuple[NamedState, ...] = tuple(
    (f"Send {n}", send(ResultPath=f"$.sent{n}", Next=f"Send {n + 1}") if n < 3 else send()) for n in range(1, 4)
)

RULE = Rule(
    code="ASL953",
    name="express-candidate",
    summary="a machine of single calls that could be an Express workflow",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Nothing here waits for long, so the machine could run as an Express workflow, which is paid for by duration "
        "and not by transition. Express executions may be repeated, so this holds where every call may happen twice. "
        "Compare the two for your number of executions."
    ),
    bad=flow(*_STEPS),
    good=flow(("Pause", {"Type": "Wait", "Seconds": 3600, "Next": "Send 1"}), *_STEPS),
)
_FEWEST = 3


def check(context: Context) -> Iterator[Finding]:
    """A Standard machine has something that only a Standard one can do."""
    if context.type != "STANDARD" or len(context.tasks) < _FEWEST:
        return
    if any(use.is_long or use.resource is None for use in context.tasks):
        return
    for _, state in context.states:
        if isinstance(state, Wait):
            return
        processor = state.item_processor if isinstance(state, Map) else Missing.MISSING
        if not isinstance(processor, Missing) and processor.is_distributed:
            return
    yield Finding("nothing here needs a Standard workflow", ("StartAt",), part="key", help="consider an Express one")
