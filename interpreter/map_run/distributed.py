"""The child executions of a Map Run.

Children have their own execution, history and Context Object and see none of the parent's variables. The parent's
history shows only the Map Run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from asl.json_values import Json

from ..effects import AwaitChild, Effects, Fork
from ..failures import StateFailure
from ..strand import Strand
from .tolerance import Allowance

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["MAX_CHILDREN", "run_children"]

MAX_CHILDREN = 10_000
"""Children that run at once when MaxConcurrency is 0 or absent."""


def run_children(
    strand: Strand, map_run_arn: str, children: Iterator[Strand], total: int, asked: int, allowed: Allowance
) -> Effects:
    """Run the children and return their outputs in the order of the items; failed ones are left out."""
    width = asked or MAX_CHILDREN
    outputs: dict[int, Json] = {}
    ended = strand.run.map_runs[map_run_arn]
    running = failed = 0
    try:
        for child in children:
            if running >= width:
                failed += _finish((yield AwaitChild()), outputs, ended)
                running -= 1
                _check(failed, total, allowed)
            child.run = strand.run.child_run(child, map_run_arn)
            child.env.variables = {}
            running += 1
            yield Fork(child)
        for _ in range(running):
            failed += _finish((yield AwaitChild()), outputs, ended)
            _check(failed, total, allowed)
    finally:
        # An item that cannot be made ends the run as well as too many failures do: no child outlives its Map Run.
        strand.abandon_children()
    return [outputs[index] for index in sorted(outputs)]


def _finish(child: Strand, outputs: dict[int, Json], ended: list[Execution]) -> int:
    ended.append(child.run.finish(child))
    if child.failure is not None:
        return 1
    outputs[child.index] = child.data
    return 0


def _check(failed: int, total: int, allowed: Allowance) -> None:
    if allowed.is_exceeded(failed, total):
        raise StateFailure(
            "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded"
        )
