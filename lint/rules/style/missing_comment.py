"""What a machine is for is not in its states.

Source: States Language specification, "Top-level fields": Comment is for people.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL956",
    name="missing-comment",
    summary="a machine, or with an option a state, without Comment",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Nothing says in words what this is for. A Comment costs nothing and is shown in the console. Add one; with "
        "the option states = true every state needs one."
    ),
    bad=one_task(send()),
    good=one_task(send(), Comment="Sends an order to the queue of jobs"),
    options={"states": False},
)


def check(context: Context) -> Iterator[Finding]:
    """The machine has a Comment, and each state where that is asked for."""
    if "Comment" not in context.machine.raw:
        yield Finding("the machine has no Comment", (), help='add "Comment"')
    if context.option(RULE, "states"):
        for _, state in context.states:
            if isinstance(state.raw, dict) and "Comment" not in state.raw:
                yield Finding(f'"{state.name}" has no Comment', state.at, part="key", help='add "Comment"')
