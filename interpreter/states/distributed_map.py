"""A Map in distributed mode: one attempt is one Map Run.

Order of events as recorded: MapStateStarted with the number of items, 0 where a reader fetches them; then the fields
that bound the run are read; then MapRunStarted, and whatever goes wrong from there on is told by MapRunFailed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.expr.failure import EvaluationFailure
from asl.json_values import Json, Missing, size_bytes
from asl.model import ItemProcessor, Map

from ..dataflow.paths import Evaluate
from ..effects import Effects
from ..failures import BadStateData, StateFailure
from ..item_reader import CompiledReader, ItemReaderFailed, Section, compile_reader, open_items
from ..item_reader.section import STATE_DATA, member_items
from ..map_run.batches import Batching, CompiledBatcher, compile_batcher, iter_batches
from ..map_run.children import ChildInput, Children
from ..map_run.items import ReadItems, compile_items, iter_selected
from ..map_run.record import MapRun
from ..map_run.tolerance import Allowance, Tolerance, compile_tolerance
from ..program import CompiledFlow
from ..result_writer import (
    CompiledWriter,
    GatheredResults,
    Results,
    ResultWriterFailed,
    WriterTarget,
    WrittenResults,
    compile_writer,
)
from ..strand import Strand

__all__ = ["compile_distributed"]


@dataclass(frozen=True, slots=True)
class _Distributed:
    name: str
    flow: CompiledFlow
    is_express: bool
    label: str | None
    select_input: Evaluate | None
    read_items: ReadItems
    read_array: ReadItems
    select_item: Evaluate | None
    reader: CompiledReader | None
    batcher: CompiledBatcher | None
    writer: CompiledWriter
    tolerance: Tolerance
    max_concurrency: Callable[[Environment], int]


def compile_distributed(
    state: Map,
    processor: ItemProcessor,
    flow: CompiledFlow,
    *,
    select_input: Evaluate | None,
    select_item: Evaluate | None,
    max_concurrency: Callable[[Environment], int],
) -> Callable[[Strand, Json], Effects]:
    """Compile one attempt of a Distributed Map; the arguments are what both modes share."""
    reader, batcher, config = state.item_reader, state.item_batcher, processor.processor_config
    compiled = _Distributed(
        name=state.name,
        flow=flow,
        is_express=not isinstance(config, Missing) and config.execution_type == "EXPRESS",
        label=None if isinstance(state.label, Missing) else state.label,
        select_input=select_input,
        read_items=compile_items(state, takes_objects=True),
        read_array=compile_items(state),
        select_item=select_item,
        reader=None if isinstance(reader, Missing) else compile_reader(reader, state.language),
        batcher=None if isinstance(batcher, Missing) else compile_batcher(batcher, state.language),
        writer=compile_writer(state.result_writer, state.language),
        tolerance=compile_tolerance(state),
        max_concurrency=max_concurrency,
    )
    return lambda strand, _raw: _attempt(compiled, strand)


def _attempt(compiled: _Distributed, strand: Strand) -> Effects:
    env, run, reader = strand.env, strand.run, compiled.reader
    if compiled.select_input is not None:
        env.data = compiled.select_input(env)
    data, history, maps_objects = env.data, run.history, run.behaviour.maps_objects
    read_items = compiled.read_items if maps_objects else compiled.read_array
    found = read_items(env) if reader is None else []
    earlier, strand.earlier_map_run = strand.earlier_map_run, None
    if earlier is None:
        strand.last_id = history.append("MapStateStarted", strand.last_id, None, len(found))
    elif not earlier.is_whole:
        earlier = None
    width = compiled.max_concurrency(env)
    allowed = compiled.tolerance.read(env)
    batching = None if compiled.batcher is None else compiled.batcher.read(env)
    target = compiled.writer.target(env)
    request = None if reader is None else reader.request(env, reads_objects=maps_objects)
    map_run = run.start_map_run(compiled.label) if earlier is None else run.redrive_map_run(earlier)
    strand.map_run = map_run
    _describe(map_run, width, allowed)
    event_type, redrive_count = (
        ("MapRunStarted", None) if earlier is None else ("MapRunRedriven", map_run.redrive_count)
    )
    started_id = strand.last_id = history.append(event_type, strand.last_id, None, map_run.arn, redrive_count)
    sections = _in_data(found) if request is None else open_items(run.objects, request)
    results: Results | None = None
    try:
        results = _open_results(compiled, strand, map_run, target)
        children = Children(
            strand,
            compiled.flow,
            map_run,
            results,
            allowed,
            is_express=compiled.is_express,
            total=len(found) if reader is None else None,
            earlier=earlier,
        )
        inputs = _inputs(compiled, strand, data, sections, batching)
        yield from children.run(inputs, _width(width, run.limits.map_run_concurrency))
        output = results.finish()
    except GeneratorExit:
        map_run.end("ABORTED", run.clock.now_ms)
        raise
    except (StateFailure, EvaluationFailure, BadStateData, ItemReaderFailed, ResultWriterFailed) as raised:
        failure = _as_failure(strand, raised)
        _write_what_there_is(results, raised)
        map_run.end("FAILED", run.clock.now_ms, (failure.error, failure.cause))
        strand.last_id = history.append("MapRunFailed", strand.last_id, None, (failure.error, failure.cause))
        failure.event_id = strand.last_id
        raise failure from None
    map_run.end("SUCCEEDED", run.clock.now_ms)
    strand.last_id = history.append("MapRunSucceeded", started_id)
    history.append("MapStateSucceeded", strand.last_id)
    if run.behaviour.map_exit_follows_run_start:
        strand.last_id = started_id
    return output


def _width(asked: int, limit: int | None) -> int:
    """Return how many children run at once; a MaxConcurrency of 0 or none leaves it to the quota."""
    return min((width for width in (asked, limit) if width), default=sys.maxsize)


def _describe(map_run: MapRun, width: int, allowed: Allowance) -> None:
    map_run.max_concurrency = width
    map_run.tolerated_failure_count = allowed.count or 0
    map_run.tolerated_failure_percentage = allowed.percentage or 0.0


def _in_data(found: list[Json] | dict[str, Json]) -> Iterator[Section]:
    if isinstance(found, dict):
        yield Section(STATE_DATA, member_items(found), has_keys=True)
    else:
        yield Section(STATE_DATA, iter(found))


def _open_results(compiled: _Distributed, strand: Strand, map_run: MapRun, target: WriterTarget | None) -> Results:
    if target is None:
        return GatheredResults(compiled.name, compiled.writer.transformation, strand.run.payload_limit)
    return WrittenResults(strand.run.objects, target, map_run.arn)


def _inputs(
    compiled: _Distributed, strand: Strand, data: Json, sections: Iterator[Section], batching: Batching | None
) -> Iterator[ChildInput]:
    """Yield the input of each child execution when its turn comes."""
    limit = strand.run.payload_limit
    if batching is None:
        has_source = strand.run.behaviour.has_item_source
        for made, item in iter_selected(strand, data, sections, compiled.select_item, has_source=has_source):
            _check_input(compiled, made, limit)
            yield ChildInput(made, 1, item)
        return
    for batch, number in iter_batches(_items(compiled, strand, data, sections), batching, limit):
        if number == 1:
            # More than one item would have been parted.
            _check_input(compiled, batch, limit)
        yield ChildInput(batch, number, None)


def _items(compiled: _Distributed, strand: Strand, data: Json, sections: Iterator[Section]) -> Iterator[Json]:
    if compiled.select_item is None:
        for section in sections:
            yield from section.items
        return
    has_source = strand.run.behaviour.has_item_source
    for made, _ in iter_selected(strand, data, sections, compiled.select_item, has_source=has_source):
        yield made


def _check_input(compiled: _Distributed, made: Json, limit: int | None) -> None:
    if limit is not None and size_bytes(made) > limit:
        raise StateFailure(
            "States.DataLimitExceeded",
            f"The state '{compiled.name}' made the input of a child execution with a size exceeding "
            "the maximum number of bytes service limit.",
        )


def _as_failure(
    strand: Strand, raised: StateFailure | EvaluationFailure | BadStateData | ItemReaderFailed | ResultWriterFailed
) -> StateFailure:
    match raised:
        case StateFailure():
            return raised
        case EvaluationFailure():
            return strand.fail_evaluation(raised)
        case BadStateData():
            return strand.fail(raised.error, raised.cause, has_prefix=raised.has_prefix)
        case ItemReaderFailed():
            return StateFailure("States.ItemReaderFailed", str(raised))
        case ResultWriterFailed():
            return StateFailure("States.ResultWriterFailed", str(raised))


def _write_what_there_is(results: Results | None, raised: Exception) -> None:
    """A failed Map Run has results as well; that they cannot be written does not hide why it failed."""
    if results is None or isinstance(raised, ResultWriterFailed):
        return
    try:
        results.finish()
    except (ResultWriterFailed, StateFailure):
        return
