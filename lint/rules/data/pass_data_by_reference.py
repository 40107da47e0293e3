"""The whole input given to a task grows with every state before it.

Source: developer guide, "Using Amazon S3 ARNs instead of passing large payloads".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity

from ...context import Context
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL951",
    name="pass-data-by-reference",
    summary="a Task gets the whole input of its state",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "The Task is given everything that the state was given, and that grows as results are added. At 262,144 "
        "bytes the execution fails. Name what the task needs, and keep large data in S3."
    ),
    bad=one_task(invoke("$")),
    good=one_task(invoke("$.order")),
)


def check(context: Context) -> Iterator[Finding]:
    """A Task names the parts of the input that it needs."""
    for use in context.tasks:
        depth = len(use.state.at)
        for read in context.reads_of(use.state):
            is_outermost = read.at[depth] in ("Parameters", "Arguments") and len(read.at) <= depth + 2
            if read.root == "data" and not read.keys and is_outermost:
                yield Finding(
                    "the whole input of the state is handed on",
                    read.at,
                    help="name the parts that are needed, and keep large data in S3",
                )
