"""What is recorded when a branch or iteration fails while others are still at work.

Recorded histories show ``TaskStateAborted`` for each Task that was running and ``MapIterationAborted`` for each
iteration, all pointing back to the event that failed; other states leave nothing behind.
"""

from __future__ import annotations

from ..strand import Strand

__all__ = ["abort_children"]


def abort_children(strand: Strand, failed_id: int) -> None:
    """Record the aborted states below a strand, then close them; children that had ended are forgotten."""
    for child in sorted(strand.children, key=lambda child: child.index):
        _record(child, failed_id)
    strand.abandon_children()


def _record(strand: Strand, failed_id: int) -> None:
    for child in sorted(strand.children, key=lambda child: child.index):
        _record(child, failed_id)
    history = strand.run.history
    state = strand.state
    if state is not None and state.type == "Task" and strand.failure is None:
        history.append("TaskStateAborted", failed_id)
    if strand.iteration_of is not None:
        history.append("MapIterationAborted", failed_id, strand.iteration_of, strand.index)
