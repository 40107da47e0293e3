"""An Express execution ends after five minutes.

Source: developer guide, "Choosing workflow type in Step Functions".
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
    code="ASL952",
    name="express-duration",
    summary="an Express workflow waits longer than it may run",
    explanation=(
        "An Express execution is stopped after 300 seconds. A longer Wait or timeout cannot be reached: the execution "
        "fails before. Shorten it, or make the workflow a Standard one."
    ),
    bad=flow(("Pause", {"Type": "Wait", "Seconds": 600, "Next": "Done"}), _DONE),
    good=flow(("Pause", {"Type": "Wait", "Seconds": 60, "Next": "Done"}), _DONE),
    type="EXPRESS",
)
_LIMIT_S = 300


def check(context: Context) -> Iterator[Finding]:
    """Nothing in an Express workflow waits for more than five minutes."""
    if context.type != "EXPRESS":
        return
    timeout = context.machine.timeout_seconds
    if isinstance(timeout, int) and timeout > _LIMIT_S:
        yield _late(timeout, "TimeoutSeconds", ("TimeoutSeconds",))
    for _, state in context.states:
        if isinstance(state, Wait) and isinstance(state.seconds, int) and state.seconds > _LIMIT_S:
            yield _late(state.seconds, "Seconds", (*state.at, "Seconds"))
    for use in context.tasks:
        seconds = use.state.timeout_seconds
        if isinstance(seconds, int) and seconds > _LIMIT_S:
            yield _late(seconds, "TimeoutSeconds", (*use.state.at, "TimeoutSeconds"))


def _late(seconds: int, name: str, at: tuple[str | int, ...]) -> Finding:
    return Finding(
        f'"{name}" is {seconds}, but an Express execution ends after {_LIMIT_S} seconds',
        at,
        help="shorten it, or make the workflow a Standard one",
    )
