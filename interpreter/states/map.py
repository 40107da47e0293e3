"""Map: runs its processor for each item, inline or as child executions.

Concurrency of an inline Map is bounded by ``MaxConcurrency`` and by the service's own limit. The first wave of
iterations points back to ``MapStateStarted``; each later one points at the event before the iteration that made room
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asl.expr.context import MapItem
from asl.expr.environment import Environment
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_path, read_path
from asl.json_values import Json, Missing, compact
from asl.model import Map, QueryLanguage

from ..dataflow.flow import compile_payload
from ..dataflow.jsonata import compile_jsonata, compile_jsonata_number, evaluation_failure
from ..dataflow.paths import Evaluate, compile_field_path, compile_optional_path
from ..effects import AwaitChild, Effects, Fork
from ..failures import BadStateData, StateFailure
from ..map_run.distributed import run_children
from ..map_run.tolerance import Tolerance, compile_tolerance
from ..program import CompiledFlow, Run
from ..strand import Strand
from .abort import abort_children
from .links import Links
from .recover import compile_recovering

__all__ = ["compile_map"]


@dataclass(frozen=True, slots=True)
class _CompiledMap:
    name: str
    flow: CompiledFlow
    select_input: Evaluate | None
    read_items: Callable[[Environment], list[Json]]
    select_item: Evaluate | None
    max_concurrency: Callable[[Environment], int]
    label: str | None


def compile_map(state: Map, links: Links) -> Run:
    """Compile a Map state."""
    processor = state.item_processor
    assert not isinstance(processor, Missing), "the validator asks for an ItemProcessor"
    selector = state.item_selector if not isinstance(state.item_selector, Missing) else state.parameters
    compiled = _CompiledMap(
        name=state.name,
        flow=links.compile_flow(processor),
        select_input=compile_optional_path(state.input_path),
        read_items=_compile_items(state),
        select_item=compile_payload(selector, state.language, "ItemSelector"),
        max_concurrency=_compile_concurrency(state),
        label=None if isinstance(state.label, Missing) else state.label,
    )
    if processor.is_distributed:
        tolerance = compile_tolerance(state)
        return compile_recovering(state, links, _distributed_attempt(compiled, tolerance), "MapStateFailed")
    return compile_recovering(state, links, _inline_attempt(compiled), "MapStateFailed")


def _compile_items(state: Map) -> Callable[[Environment], list[Json]]:
    if state.language is QueryLanguage.JSONATA:
        return _compile_jsonata_items(state.items)
    path = "$" if isinstance(state.items_path, Missing) else state.items_path
    read = compile_path(read_path(path))

    def items(env: Environment) -> list[Json]:
        try:
            value = read(env)
        except JsonPathReadError:
            raise BadStateData(f'Reference path "{path}" must point to array.') from None
        if not isinstance(value, list):
            raise BadStateData(f'Reference path "{path}" must point to array.')
        return value

    return items


def _compile_jsonata_items(items: Json | Missing) -> Callable[[Environment], list[Json]]:
    evaluate = None if isinstance(items, Missing) else compile_jsonata(items, "Items", expects=("array",))

    def read(env: Environment) -> list[Json]:
        value = env.data if evaluate is None else evaluate(env)
        if not isinstance(value, list):
            raise evaluation_failure(f"Map state input must be an array but was: {compact(value)}")
        return value

    return read


def _compile_concurrency(state: Map) -> Callable[[Environment], int]:
    if not isinstance(state.max_concurrency_path, Missing):
        path = state.max_concurrency_path
        read = compile_field_path(path)

        def concurrency(env: Environment) -> int:
            value = read(env)
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise BadStateData(f"Expected non-negative integer for MaxConcurrency, got '{compact(value)}' instead.")
            return value

        return concurrency
    literal = 0 if isinstance(state.max_concurrency, Missing) else state.max_concurrency
    if isinstance(literal, str):
        number = compile_jsonata_number(literal, "MaxConcurrency")
        return lambda env: int(number(env))
    return lambda _env: literal


def _inline_attempt(compiled: _CompiledMap) -> Callable[[Strand, Json], Effects]:
    name = compiled.name

    def attempt(strand: Strand, raw: Json) -> Effects:
        run, env = strand.run, strand.env
        if compiled.select_input is not None:
            env.data = compiled.select_input(env)
        data = env.data
        items = compiled.read_items(env)
        asked = compiled.max_concurrency(env)
        history = run.history
        started_id = strand.last_id = history.append("MapStateStarted", strand.last_id, None, len(items))
        limit = run.limits.inline_map_concurrency
        width = min(asked, limit) if asked else limit
        outputs: list[Json] = [None] * len(items)
        running = 0
        previous_id = started_id
        iterations = _iterations(compiled, strand, data, items)
        for index, child in enumerate(iterations):
            if running >= width:
                finished = yield AwaitChild()
                running -= 1
                previous_id = finished.last_id
                _finish_iteration(strand, name, finished, outputs)
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


def _iterations(compiled: _CompiledMap, strand: Strand, data: Json, items: list[Json]) -> Iterator[Strand]:
    """Yield a strand for each item, its input made when its turn comes."""
    select = compiled.select_item
    env = strand.env
    for index, item in enumerate(items):
        map_item = MapItem(index, item)
        if select is None:
            made = item
        else:
            outer, strand.item = strand.item, map_item
            env.data = data
            try:
                made = select(env)
            finally:
                strand.item = outer
        child = Strand(strand.run, compiled.flow, made, 0, strand, index, map_item)
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
    strand.last_id = history.append("MapIterationSucceeded", child.last_id, name, child.index)


def _distributed_attempt(compiled: _CompiledMap, tolerance: Tolerance) -> Callable[[Strand, Json], Effects]:
    def attempt(strand: Strand, raw: Json) -> Effects:
        env = strand.env
        if compiled.select_input is not None:
            env.data = compiled.select_input(env)
        data = env.data
        items = compiled.read_items(env)
        asked = compiled.max_concurrency(env)
        history = strand.run.history
        strand.last_id = history.append("MapStateStarted", strand.last_id, None, len(items))
        allowed = tolerance.read(env)
        map_run_arn = strand.run.start_map_run(compiled.label)
        started_id = strand.last_id = history.append("MapRunStarted", strand.last_id, None, map_run_arn)
        children = _iterations(compiled, strand, data, items)
        try:
            outputs = yield from run_children(strand, map_run_arn, children, len(items), asked, allowed)
        except StateFailure as failure:
            strand.last_id = history.append("MapRunFailed", strand.last_id, None, (failure.error, failure.cause))
            failure.event_id = strand.last_id
            raise
        strand.last_id = history.append("MapRunSucceeded", started_id)
        history.append("MapStateSucceeded", strand.last_id)
        if strand.run.behaviour.map_exit_follows_run_start:
            strand.last_id = started_id
        return outputs

    return attempt
