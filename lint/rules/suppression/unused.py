"""A suppression that is not needed any more hides the next mistake.

Source: :mod:`lint.suppressions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.source import Span

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL992",
    name="suppression-unused",
    summary="asl-ignore suppresses nothing",
    explanation=(
        "A Comment asks to ignore a code that is not found here. What it was written for has been mended, and it "
        "would hide the next mistake of its kind. Remove it; a fix does it."
    ),
    bad=one_task(send(Comment="asl-ignore: ASL512 answered by hand")),
    good=one_task(send(Comment="answered by hand")),
)


def check(context: Context) -> Iterator[Finding]:
    """Every code of an ``asl-ignore`` suppresses something."""
    for unused in context.unused_suppressions:
        yield Finding(
            f'"{unused.word}" is not found here',
            (*unused.at, "Comment"),
            within=Span(*unused.within),
            help="remove it from the comment",
        )
