"""Parallel: runs its branches side by side; its result is the list of their outputs.

A branch that fails ends the others: what they are doing is recorded as aborted, and the failure becomes the state's
own.
"""

from __future__ import annotations

from asl.json_values import Json
from asl.model import Parallel

from ..dataflow.flow import compile_state_input
from ..effects import AwaitChild, Effects, Fork
from ..program import Run
from ..strand import Strand
from .abort import abort_children
from .links import Links
from .recover import compile_recovering

__all__ = ["compile_parallel"]


def compile_parallel(state: Parallel, links: Links) -> Run:
    """Compile a Parallel state."""
    make_input = compile_state_input(state)
    branches = tuple(links.compile_flow(branch) for branch in state.branches)

    def attempt(strand: Strand, raw: Json) -> Effects:
        env = strand.env
        data = raw if make_input is None else make_input(env)
        history = strand.run.history
        work, is_resumed = strand.begin_work(len(branches))
        if not is_resumed:
            strand.last_id = history.append("ParallelStateStarted", strand.last_id)
        started_id = strand.last_id
        outputs: list[Json] = work.outputs
        forked = 0
        for index, branch in enumerate(branches):
            if not work.is_finished(index):
                forked += 1
                resumed = work.resume(index, strand)
                yield Fork(resumed or Strand(strand.run, branch, data, started_id, strand, index))
        for _ in range(forked):
            child = yield AwaitChild()
            if child.failure is not None:
                strand.last_id = child.failure.event_id
                abort_children(strand, child, child.failure.event_id)
                raise child.failure
            outputs[child.index] = child.data
            strand.last_id = child.last_id
        # The service lets ParallelStateExited point at the event before ParallelStateSucceeded.
        history.append("ParallelStateSucceeded", strand.last_id)
        return outputs

    return compile_recovering(state, links, attempt, "ParallelStateFailed")
