"""Where a strand stood when its execution ended badly, and how a redriven one goes on from there.

A strand keeps the state it was in, that state's raw input and the variables. What a Parallel or inline Map state has to
add is which of its children had finished, with what output, and which were cut off: those are resumed, each in the
state where it stood, and the finished ones are not run again.

Source: developer guide, "Redriving executions", the behaviour of each state type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asl.json_values import MISSING

from .program import CompiledState

if TYPE_CHECKING:
    from .execution import ExecutionRun
    from .map_run.record import MapRun
    from .strand import Strand

__all__ = ["ChildWork", "Resumption", "resume_strand"]


@dataclass(slots=True)
class ChildWork:
    """The children of one attempt of a Parallel or inline Map state.

    Attributes:
        outputs: by index; ``MISSING`` where a child has not finished.
        unfinished: the strands, of an earlier run, of children that were cut off.
        is_resumed: whether the attempt goes on from where an earlier run stopped.
    """

    outputs: list[Any]
    unfinished: dict[int, Strand] = field(default_factory=dict)
    is_resumed: bool = False

    def is_finished(self, index: int) -> bool:
        """Tell whether a child had finished before."""
        return self.outputs[index] is not MISSING

    def resume(self, index: int, parent: Strand) -> Strand | None:
        """Return the strand that goes on for a child that was cut off; ``None`` when it never began."""
        old = self.unfinished.pop(index, None)
        return None if old is None else resume_strand(old, parent.run, parent)

    def note_left(self, parent: Strand, failed: Strand | None = None) -> None:
        """Keep what the parent's children leave behind, before they are given up."""
        for child in (*parent.children, *parent.ended, *(() if failed is None else (failed,))):
            if child.is_closed and child.failure is None and child.state is None:
                self.outputs[child.index] = child.data
            else:
                self.unfinished[child.index] = child


@dataclass(frozen=True, slots=True)
class Resumption:
    """The state that a redriven strand begins in; it was entered before, and is not entered again.

    ``work`` and ``map_run`` are what is left of its children; all of them are run again after a payload was too large.
    """

    state: CompiledState
    entered_id: int
    work: ChildWork | None
    map_run: MapRun | None


def resume_strand(old: Strand, run: ExecutionRun, parent: Strand | None = None) -> Strand:
    """Return a strand that goes on where another one stood; its next event points back to the other's last."""
    strand = type(old)(run, old.flow, old.data, old.last_id, parent, old.index, old.item)
    strand.iteration_of = old.iteration_of
    strand.env.variables = old.env.variables
    if old.state is not None:
        is_anew = old.failure is not None and old.failure.error == "States.DataLimitExceeded"
        work, map_run = (None, None) if is_anew else (_work_left(old), old.map_run)
        strand.resumption = Resumption(old.state, old.entered_id, work, map_run)
    return strand


def _work_left(old: Strand) -> ChildWork | None:
    """Return the work of the state in which a strand stood, with what has become of its children since."""
    work = old.work
    if work is None:
        return None
    left = ChildWork(list(work.outputs), dict(work.unfinished), is_resumed=True)
    left.note_left(old)
    return left
