"""What is recorded when a branch or iteration fails while others are still at work.

Recorded histories show ``TaskStateAborted`` for each Task that was running and ``MapIterationAborted`` for each
iteration, all pointing back to the event that failed; other states leave nothing behind.
"""

from __future__ import annotations

from ..strand import Strand

__all__ = ["abort_children"]


def abort_children(strand: Strand, failed: Strand | None, failed_id: int) -> None:
    """Record what a failure aborts among a strand's children, then close them; ``failed`` is the child that failed.

    A task that a timeout or a token ended is recorded as aborted although it has failed, and its iteration with it.
    """
    history = strand.run.history
    if failed is not None and _leaves_task_open(failed):
        history.append("TaskStateAborted", failed_id)
    also_failed = [child for child in strand.ended if _leaves_task_open(child)]
    for child in sorted((*strand.children, *also_failed), key=lambda child: child.index):
        _record(child, failed_id)
    if strand.work is not None:
        strand.work.note_left(strand, failed)
    strand.abandon_children()


def _leaves_task_open(strand: Strand) -> bool:
    return strand.failure is not None and strand.failure.leaves_task_open


def _record(strand: Strand, failed_id: int) -> None:
    for child in sorted(strand.children, key=lambda child: child.index):
        _record(child, failed_id)
    history = strand.run.history
    state = strand.state
    is_open = strand.failure is None or strand.failure.leaves_task_open
    if state is not None and state.type == "Task" and is_open:
        history.append("TaskStateAborted", failed_id)
    if strand.iteration_of is not None:
        history.append("MapIterationAborted", failed_id, strand.iteration_of, strand.index)
