"""Retry and Catch around the work of a Task, Parallel or Map.

Nothing in the history marks a retry: the next attempt's first event points back to the event that told the failure. A
caught failure is recorded as the state's exit, with the Error Output put into the raw input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.expr.failure import QUERY_EVALUATION_ERROR, EvaluationFailure
from asl.json_values import MISSING, Json, JsonObject
from asl.model import Catcher, Map, Parallel, QueryLanguage, Task

from ..dataflow.flow import compile_state_output
from ..dataflow.jsonata_io import compile_jsonata_output
from ..dataflow.state_io import compile_assign, compile_result_path
from ..effects import Effects, Sleep
from ..failures import BadStateData, StateFailure, is_catchable, matches
from ..program import CompiledState, Run
from ..retry import RetryCounts, compile_retry
from ..strand import Strand
from .abort import abort_children
from .links import Links
from .trial import Attempt, Handle

__all__ = ["Attempt", "compile_recovering"]


@dataclass(frozen=True, slots=True)
class _CompiledCatcher:
    error_equals: tuple[str, ...]
    target: CompiledState | None
    handle: Handle


def compile_recovering(
    state: Task | Parallel | Map,
    links: Links,
    attempt: Attempt,
    fail_event: str | None = None,
) -> Run:
    """Compile a state that may retry and catch.

    ``fail_event`` is recorded once no retry is left (``MapStateFailed``); a Task has none.
    """
    name = state.name
    entered, exited = f"{type(state).__name__}StateEntered", f"{type(state).__name__}StateExited"
    policies = compile_retry(state.retry)
    catchers = _compile_catchers(state.catch, state.language, links)
    flow = compile_state_output(state, links.see)
    count_retries = RetryCounts if links.trial is None else links.trial.count_retries
    following = links.target(state.next)

    def run(strand: Strand) -> Effects:
        raw = strand.enter(entered, name)
        strand.retry_count = 0
        counts: RetryCounts | None = None
        while True:
            try:
                result = yield from attempt(strand, raw)
                output, assigned = flow.apply(strand.env, raw, result)
                strand.exit(exited, name, output, assigned)
            except (StateFailure, EvaluationFailure, BadStateData) as raised:
                failure = _as_failure(strand, raised)
                # A JSONata expression that fails has an event; other bad data of the state itself has none.
                is_own_data = failure is not raised and failure.error != QUERY_EVALUATION_ERROR
                if strand.children or strand.ended:
                    # The input of a later iteration could not be made while earlier ones are at work.
                    abort_children(strand, None, failure.event_id)
            else:
                strand.retry_count = None
                return following
            # The traceback holds this frame, and this frame the failure: a circle that outlives the state.
            failure.__traceback__ = None
            counts = counts or count_retries(policies)
            delay_ms = counts.next_delay_ms(failure, strand.run.chance)
            strand.last_id = failure.event_id or strand.last_id
            if delay_ms is None:
                break
            if delay_ms:
                yield Sleep(strand.run.clock.now_ms + delay_ms)
            strand.retry_count += 1
            strand.env.data = raw
        if fail_event is not None and not is_own_data:
            strand.last_id = strand.run.history.append(fail_event, strand.last_id)
            failure.event_id = strand.last_id
        try:
            return _catch(strand, raw, failure, catchers, exited, name)
        finally:
            strand.retry_count = None

    return run


def _as_failure(strand: Strand, raised: StateFailure | EvaluationFailure | BadStateData) -> StateFailure:
    if isinstance(raised, StateFailure):
        return raised
    if isinstance(raised, EvaluationFailure):
        return strand.fail_evaluation(raised)
    return strand.fail(raised.error, raised.cause, has_prefix=raised.has_prefix)


def _compile_catchers(
    catchers: Sequence[Catcher], language: QueryLanguage, links: Links
) -> tuple[_CompiledCatcher, ...]:
    compiled = []
    for index, catcher in enumerate(catchers):
        handle = _compile_jsonpath(catcher) if language is QueryLanguage.JSONPATH else _compile_jsonata(catcher, index)
        if links.trial is not None:
            handle = links.trial.watch_catcher(index, handle)
        compiled.append(_CompiledCatcher(catcher.error_equals, links.target(catcher.next), handle))
    return tuple(compiled)


def _compile_jsonpath(catcher: Catcher) -> Handle:
    combine, assign = compile_result_path(catcher.result_path), compile_assign(catcher.assign)

    def handle(env: Environment, raw: Json, error_output: Json) -> tuple[Json, JsonObject | None]:
        env.data = error_output
        assigned = None if assign is None else assign(env)
        return (error_output if combine is None else combine(raw, error_output)), assigned

    return handle


def _compile_jsonata(catcher: Catcher, index: int) -> Handle:
    flow = compile_jsonata_output(catcher.assign, catcher.output, place=f"Catch[{index}]/")

    def handle(env: Environment, raw: Json, error_output: Json) -> tuple[Json, JsonObject | None]:
        env.error_output = error_output
        try:
            return flow.apply(env, raw, error_output)
        finally:
            env.error_output = MISSING

    return handle


def _catch(
    strand: Strand,
    raw: Json,
    failure: StateFailure,
    catchers: tuple[_CompiledCatcher, ...],
    exited: str,
    name: str,
) -> CompiledState | None:
    """Go to the fallback state of the first Catcher that matches, or fail for good."""
    if is_catchable(failure):
        for catcher in catchers:
            if matches(catcher.error_equals, failure):
                error_output: Json = {**failure.error_output()}
                output, assigned = catcher.handle(strand.env, raw, error_output)
                strand.exit(exited, name, output, assigned)
                return catcher.target
    raise failure
