"""Wait: lets time pass, on the clock of the run."""

from __future__ import annotations

from collections.abc import Callable

from asl.expr.environment import Environment
from asl.expr.jsonata_text import is_expression, strip_delimiters
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_path, read_path
from asl.expr.timestamps import is_timestamp, parse_timestamp
from asl.json_values import Json, Missing, compact
from asl.model import QueryLanguage, Wait
from asl.model.fields import MAX_SECONDS

from ..dataflow.flow import compile_state_output, compile_state_selection
from ..dataflow.jsonata import compile_jsonata_number, compile_jsonata_text, evaluation_failure
from ..effects import Effects, Sleep
from ..failures import BadStateData
from ..program import Run
from ..strand import Strand
from .links import Links

__all__ = ["compile_wait"]

_LONGEST_MS = (2**31 - 1) * 1000
"""The service refuses to wait for more seconds than a signed 32-bit integer holds (recorded: 24,855 days pass)."""

_Due = Callable[[Environment, int], int]


def compile_wait(state: Wait, links: Links) -> Run:
    """Compile a Wait state."""
    name = state.name
    select_input = compile_state_selection(state, links.see)
    flow = compile_state_output(state)
    due_ms = _compile_due(state)
    following = links.target(state.next)

    def run(strand: Strand) -> Effects:
        data = strand.enter("WaitStateEntered", name)
        env = strand.env
        if select_input is not None:
            env.data = data = select_input(env)
        until_ms = due_ms(env, strand.entered_ms)
        if until_ms - strand.entered_ms > _LONGEST_MS:
            raise BadStateData("Wait state delay is too long.")
        if until_ms > strand.entered_ms:
            yield Sleep(until_ms)
        output, assigned = flow.apply(env, data, data)
        strand.exit("WaitStateExited", name, output, assigned)
        return following

    return run


def _compile_due(state: Wait) -> _Due:
    """Compile whichever of the four fields is given to ``(env, now_ms) -> due_ms``."""
    if not isinstance(state.seconds, Missing):
        seconds = state.seconds
        if isinstance(seconds, str):
            read_seconds = compile_jsonata_number(seconds, "Seconds", maximum=MAX_SECONDS)
            return lambda env, now_ms: now_ms + int(read_seconds(env)) * 1000
        return lambda _env, now_ms: now_ms + seconds * 1000
    if not isinstance(state.timestamp, Missing):
        if is_expression(state.timestamp) and state.language is QueryLanguage.JSONATA:
            return _compile_timestamp(state.timestamp)
        due_ms = parse_timestamp(state.timestamp)
        return lambda _env, _now_ms: due_ms
    if not isinstance(state.seconds_path, Missing):
        return _compile_seconds_path(state.seconds_path)
    assert isinstance(state.timestamp_path, str), "the validator asks for one of the four"
    return _compile_timestamp_path(state.timestamp_path)


def _compile_timestamp(text: str) -> _Due:
    read = compile_jsonata_text(text, "Timestamp")

    def due_ms(env: Environment, _now_ms: int) -> int:
        value = read(env)
        if not is_timestamp(value):
            raise evaluation_failure(
                f"The JSONata expression '{strip_delimiters(text)}' specified for the field 'Timestamp' "
                f"does not reference a valid ISO-8601 extended offset date-time format string: {value}",
                "Timestamp",
            )
        return parse_timestamp(value)

    return due_ms


def _compile_read(path: str, field: str) -> Callable[[Environment], Json]:
    evaluate = compile_path(read_path(path))

    def read(env: Environment) -> Json:
        try:
            return evaluate(env)
        except JsonPathReadError:
            raise BadStateData(f"The {field} parameter does not reference an input value: {path}") from None

    return read


def _compile_seconds_path(path: str) -> _Due:
    read = _compile_read(path, "SecondsPath")

    def due_ms(env: Environment, now_ms: int) -> int:
        value = read(env)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadStateData(
                f"The SecondsPath parameter cannot be parsed as a long value: {path} == {compact(value)}"
            )
        if value < 0:
            raise BadStateData(f"The SecondsPath parameter references a negative value: {path} == {compact(value)}")
        return now_ms + value * 1000

    return due_ms


def _compile_timestamp_path(path: str) -> _Due:
    read = _compile_read(path, "TimestampPath")

    def due_ms(env: Environment, _now_ms: int) -> int:
        value = read(env)
        if not isinstance(value, str) or not is_timestamp(value):
            shown = value if isinstance(value, str) else compact(value)
            raise BadStateData(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time "
                f"format string: {path} == {shown}"
            )
        return parse_timestamp(value)

    return due_ms
