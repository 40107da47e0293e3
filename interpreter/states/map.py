"""Map: runs its processor for each item, inline or as child executions.

Concurrency of an inline Map is bounded by ``MaxConcurrency`` and by the service's own limit. The first wave of
iterations points back to ``MapStateStarted``; each later one points at the event before the iteration that made room
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.json_values import Json, Missing
from asl.model import Map

from ..dataflow.flow import compile_payload
from ..dataflow.paths import Evaluate, compile_optional_path
from ..effects import AwaitChild, Effects, Fork
from ..failures import BadStateData
from ..item_reader.section import STATE_DATA, Section
from ..map_run.items import ReadItems, compile_items, iter_selected
from ..map_run.numbers import compile_limit
from ..program import CompiledFlow, Run
from ..strand import Strand
from .abort import abort_children
from .distributed_map import compile_distributed
from .links import Links
from .recover import compile_recovering

__all__ = ["compile_concurrency", "compile_map"]


@dataclass(frozen=True, slots=True)
class _Inline:
    name: str
    flow: CompiledFlow
    select_input: Evaluate | None
    read_items: ReadItems
    select_item: Evaluate | None
    max_concurrency: Callable[[Environment], int]


def compile_map(state: Map, links: Links) -> Run:
    """Compile a Map state."""
    processor = state.item_processor
    assert not isinstance(processor, Missing), "the validator asks for an ItemProcessor"
    selector = state.item_selector if not isinstance(state.item_selector, Missing) else state.parameters
    flow = links.compile_flow(processor)
    select_input = compile_optional_path(state.input_path)
    select_item = compile_payload(selector, state.language, "ItemSelector")
    max_concurrency = compile_concurrency(state)
    if processor.is_distributed:
        attempt = compile_distributed(
            state,
            processor,
            flow,
            select_input=select_input,
            select_item=select_item,
            max_concurrency=max_concurrency,
        )
    else:
        attempt = _inline_attempt(
            _Inline(state.name, flow, select_input, compile_items(state), select_item, max_concurrency)
        )
    return compile_recovering(state, links, attempt, "MapStateFailed")


def compile_concurrency(state: Map) -> Callable[[Environment], int]:
    """Compile how many iterations may run at once; 0 is no limit of the state's own."""
    found = compile_limit(state.max_concurrency, state.max_concurrency_path, "MaxConcurrency", check=_check_concurrency)
    return (lambda _env: 0) if found is None else found


def _check_concurrency(number: int) -> None:
    if number < 0:
        raise BadStateData(f"Expected non-negative integer for MaxConcurrency, got '{number}' instead.")


def _inline_attempt(compiled: _Inline) -> Callable[[Strand, Json], Effects]:
    name = compiled.name

    def attempt(strand: Strand, raw: Json) -> Effects:
        run, env = strand.run, strand.env
        if compiled.select_input is not None:
            env.data = compiled.select_input(env)
        data = env.data
        items = compiled.read_items(env)
        assert isinstance(items, list), "an inline Map takes arrays alone"
        history = run.history
        work, is_resumed = strand.begin_work(len(items))
        if not is_resumed:
            strand.last_id = history.append("MapStateStarted", strand.last_id, None, len(items))
        started_id = strand.last_id
        asked = compiled.max_concurrency(env)
        limit = run.limits.inline_map_concurrency
        width = min(width for width in (asked, limit, max(1, len(items))) if width)
        outputs: list[Json] = work.outputs
        running = 0
        previous_id = started_id
        iterations = _iterations(compiled, strand, data, iter(items))
        for index, fresh in enumerate(iterations):
            if work.is_finished(index):
                continue
            if running >= width:
                finished = yield AwaitChild()
                running -= 1
                previous_id = finished.last_id
                _finish_iteration(strand, name, finished, outputs)
            child = work.resume(index, strand)
            if child is None:
                child = fresh
                child.last_id = history.append(
                    "MapIterationStarted", started_id if index < width else previous_id, name, index
                )
            running += 1
            yield Fork(child)
            while strand.ended:
                finished = strand.ended.popleft()
                running -= 1
                previous_id = finished.last_id
                _finish_iteration(strand, name, finished, outputs)
        for _ in range(running):
            finished = yield AwaitChild()
            _finish_iteration(strand, name, finished, outputs)
        # The service lets MapStateExited point at the event before MapStateSucceeded.
        history.append("MapStateSucceeded", strand.last_id)
        return outputs

    return attempt


def _iterations(compiled: _Inline, strand: Strand, data: Json, items: Iterator[Json]) -> Iterator[Strand]:
    """Yield a strand for each item, its input made when its turn comes."""
    sections = iter((Section(STATE_DATA, items),))
    selected = iter_selected(strand, data, sections, compiled.select_item, has_source=False)
    for index, (made, item) in enumerate(selected):
        child = Strand(strand.run, compiled.flow, made, 0, strand, index, item)
        child.iteration_of = compiled.name
        yield child


def _finish_iteration(strand: Strand, name: str, child: Strand, outputs: list[Json]) -> None:
    history = strand.run.history
    failure = child.failure
    if failure is not None:
        failed_id = failure.event_id
        strand.last_id = failed_id
        history.append("MapIterationFailed", failed_id, name, child.index)
        abort_children(strand, child, failed_id)
        raise failure
    outputs[child.index] = child.data
    child.let_go()
    strand.last_id = history.append("MapIterationSucceeded", child.last_id, name, child.index)
