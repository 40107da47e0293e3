"""Names that begin with ``States.`` are reserved, and only some of them exist.

Source: States Language specification, "Errors": "The specification reserves Error Names beginning with States."
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.model import Fail
from asl.validator.report import closest

from ...context import Context
from ...error_names import STATES_ERRORS, entries_of
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL405",
    name="unknown-states-error",
    summary="a reserved Error Name that does not exist",
    explanation=(
        "Error Names that begin with States. are reserved, and this is none of them. The service accepts it, but no "
        "error ever has this name, so the entry never applies. Correct the spelling."
    ),
    bad=one_task(send(Retry=[{"ErrorEquals": ["States.Timout"]}])),
    good=one_task(send(Retry=[{"ErrorEquals": ["States.Timeout"]}])),
)


def check(context: Context) -> Iterator[Finding]:
    """Every ``States.`` name of a Retrier or Catcher is a defined one, or one that a Fail state here raises."""
    known = STATES_ERRORS | {state.error for _, state in context.states if isinstance(state, Fail)}
    for state in context.failing:
        for entry in entries_of(state):
            for index, name in enumerate(entry.error_equals):
                if name.startswith("States.") and name not in known and not _is_open(name):
                    near = closest(name, STATES_ERRORS)
                    yield Finding(
                        f'there is no Error Name "{name}"',
                        (*entry.at, "ErrorEquals", index),
                        help=f'did you mean "{near}"?' if near else "names of your own do not begin with States.",
                    )


def _is_open(name: str) -> bool:
    return name.startswith("States.Http.StatusCode.") or "${" in name
