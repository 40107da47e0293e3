"""A Wait until a day that is over ends at once.

Source: States Language specification, "Wait State". A check may not read the clock, so a day counts as over when it
was before the option ``before``, which is older than this version of the toolkit.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.model import Wait

from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_DONE: NamedState = ("Done", {"Type": "Succeed"})

RULE = Rule(
    code="ASL306",
    name="timestamp-in-past",
    summary="a Wait until a time that has passed",
    explanation=(
        "The Timestamp is over, so the Wait ends as soon as it begins. A literal time works once; read it from the "
        "input with TimestampPath, or wait for a number of Seconds."
    ),
    bad=flow(("Pause", {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00Z", "Next": "Done"}), _DONE),
    good=flow(("Pause", {"Type": "Wait", "TimestampPath": "$.due", "Next": "Done"}), _DONE),
    options={"before": "2026-01-01T00:00:00Z"},
)


def check(context: Context) -> Iterator[Finding]:
    """No literal Timestamp is in the past."""
    before = str(context.option(RULE, "before"))
    for _, state in context.states:
        if not isinstance(state, Wait) or not isinstance(state.timestamp, str):
            continue
        # Timestamps in the Z form sort like texts.
        if state.timestamp[:1].isdigit() and state.timestamp.endswith("Z") and state.timestamp < before:
            yield Finding(
                f'"Timestamp" is {state.timestamp}, which is over',
                (*state.at, "Timestamp"),
                help="read the time from the input with TimestampPath",
            )
