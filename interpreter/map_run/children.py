"""The child executions of a Map Run.

Children have their own execution, history and Context Object and see none of the parent's variables. The parent's
history shows only the Map Run. Inputs are made when their turn comes, and a child that can go on at the same instant
does so before the next one begins: a Map Run over any number of items holds no more of them than run at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asl.expr.context import MapItem
from asl.expr.failure import EvaluationFailure
from asl.json_values import Json

from ..effects import AwaitChild, Effects, Fork, Sleep
from ..failures import BadStateData, StateFailure
from ..item_reader import ItemReaderFailed
from ..program import CompiledFlow
from ..result_writer import Results
from ..standing import resume_strand
from ..strand import Strand
from .record import MapRun
from .tolerance import Allowance

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["ChildInput", "Children"]


@dataclass(slots=True)
class ChildInput:
    """What one child execution gets: its input, the number of items in it, and the item where it is just one."""

    data: Json
    items: int
    item: MapItem | None


class Children:
    """Runs children for a Map Run and judges after each whether too many have failed.

    ``total`` is the number of items, ``None`` while a reader has not come to its end. ``earlier`` is the Map Run as it
    stood before a redrive: what succeeded then is taken over, the other Standard children go on where they stood.
    """

    def __init__(
        self,
        strand: Strand,
        flow: CompiledFlow,
        map_run: MapRun,
        results: Results,
        allowed: Allowance,
        *,
        is_express: bool,
        total: int | None,
        earlier: MapRun | None = None,
    ) -> None:
        self._strand = strand
        self._flow = flow
        self._map_run = map_run
        self._results = results
        self._allowed = allowed
        self._is_express = is_express
        self._total = total
        self._running: dict[int, Strand] = {}
        self._earlier = {} if earlier is None else {earlier.indexes[old.name]: old for old in earlier}

    def run(self, inputs: Iterator[ChildInput], width: int) -> Effects:
        """Run a child for each input, at most ``width`` at once."""
        strand = self._strand
        running, index = self._running, 0
        try:
            while True:
                # Room is waited for before the next input is made: what is still pending stays in the iterator.
                while len(running) >= width:
                    self._finish((yield AwaitChild()))
                child_input = next(inputs, None)
                if child_input is None:
                    break
                old = self._earlier.pop(index, None)
                if old is not None and old.has_succeeded:
                    self._take_over(old, child_input, index)
                    index += 1
                    continue
                child = self._make(child_input, index, old)
                running[index] = child
                index += 1
                yield Fork(child)
                if not child.is_closed:
                    yield Sleep(strand.run.clock.now_ms)
                while strand.ended:
                    self._finish(strand.ended.popleft())
            self._total = self._map_run.item_counts.total
            self._check()
            while running:
                self._finish((yield AwaitChild()))
        except StateFailure:
            self._leave_pending(inputs)
            raise
        finally:
            # An item that cannot be made ends the run as well as too many failures do: no child outlives its Map Run.
            self._close_ended()
            strand.abandon_children()

    def _leave_pending(self, inputs: Iterator[ChildInput]) -> None:
        """Count the children that never begin. What a reader has yet to read is read only for those who write it."""
        if self._total is None and not self._results.takes_pending:
            return
        # That an item cannot be read or made any more does not hide why the Map Run has failed.
        with suppress(StateFailure, EvaluationFailure, BadStateData, ItemReaderFailed):
            for child_input in inputs:
                self._map_run.count_pending(child_input.items)
                self._results.add_pending(child_input.data)

    def _make(self, child_input: ChildInput, index: int, old: Execution | None) -> Strand:
        strand = self._strand
        if old is not None and old.root is not None and not self._is_express:
            run = strand.run.redriven_child_run(old, self._map_run, child_input.items)
            return resume_strand(old.root, run, strand)
        child = Strand(strand.run, self._flow, child_input.data, 0, strand, index, child_input.item)
        # A batch has no item, and none of an outer Map either.
        child.item = child_input.item
        child.run = strand.run.child_run(child, self._map_run, child_input.items, is_express=self._is_express)
        child.env.variables = {}
        return child

    def _take_over(self, old: Execution, child_input: ChildInput, index: int) -> None:
        """Count a child execution that succeeded before the redrive; it is not run again."""
        self._map_run.start(old.name, child_input.items)
        self._map_run.append(old, index)
        self._map_run.count_written(child_input.items)
        self._results.add(index, old)

    def _finish(self, child: Strand) -> None:
        del self._running[child.index]
        self._close(child)
        self._check()

    def _close_ended(self) -> None:
        """Take the results of children that ended at the instant at which the Map Run does."""
        for child in self._running.values():
            if child.is_closed and self._map_run.is_running(child.run.facts.name):
                self._close(child)

    def _close(self, child: Strand) -> None:
        map_run, execution = self._map_run, child.run.finish(child)
        items = map_run.items_of(execution.name)
        map_run.append(execution, child.index)
        map_run.count_written(items)
        if child.failure is None:
            child.let_go()
        self._results.add(child.index, execution)

    def _check(self) -> None:
        if self._allowed.is_exceeded(self._map_run.failed_items, self._total):
            raise StateFailure(
                "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded"
            )
