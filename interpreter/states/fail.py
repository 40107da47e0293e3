"""Fail: ends the execution with an error, or lets the Parallel or Map around it catch one."""

from __future__ import annotations

from asl.expr.environment import Environment
from asl.expr.intrinsics import compile_intrinsic, looks_like_intrinsic, parse_intrinsic
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_template_path, read_path
from asl.expr.template import path_not_found
from asl.json_values import Json, Missing
from asl.model import Fail, QueryLanguage

from ..dataflow.jsonata import compile_jsonata_text
from ..dataflow.paths import Evaluate
from ..failures import BadStateData, StateFailure
from ..program import CompiledState, Step
from ..strand import Strand

__all__ = ["compile_fail"]


def compile_fail(state: Fail) -> Step:
    """Compile a Fail state."""
    name = state.name
    if state.language is QueryLanguage.JSONATA:
        read_error = _compile_jsonata(state.error, "Error")
        read_cause = _compile_jsonata(state.cause, "Cause")
    else:
        read_error = _compile_text(state.error, state.error_path, "ErrorPath")
        read_cause = _compile_text(state.cause, state.cause_path, "CausePath")

    def step(strand: Strand) -> CompiledState | None:
        strand.enter("FailStateEntered", name)
        error, cause = strand.run.limits.cut(read_error(strand.env), read_cause(strand.env))
        raise StateFailure(error, cause, strand.entered_id)

    return step


def _compile_jsonata(text: str | Missing, field: str) -> _Text:
    return _Text(None) if isinstance(text, Missing) else _Text(compile_jsonata_text(text, field))


def _compile_text(literal: str | Missing, path: str | Missing, field: str) -> _Text:
    """Compile ``Error`` or ``Cause``, given literally or by a path or an intrinsic function."""
    if not isinstance(path, Missing):
        return _Text(_compile_path(path, field))
    return _Text(None, None if isinstance(literal, Missing) else literal)


class _Text:
    __slots__ = ("_evaluate", "_literal")

    def __init__(self, evaluate: Evaluate | None, literal: str | None = None) -> None:
        self._evaluate = evaluate
        self._literal = literal

    def __call__(self, env: Environment) -> str | None:
        if self._evaluate is None:
            return self._literal
        value = self._evaluate(env)
        if not isinstance(value, str):
            raise BadStateData("The value of ErrorPath or CausePath must be a string")
        return value


def _compile_path(text: str, field: str) -> Evaluate:
    """A miss is reported as in payload templates, with the field's own name in place of the key."""
    if looks_like_intrinsic(text):
        return compile_intrinsic(parse_intrinsic(text))
    read = compile_template_path(read_path(text))

    def read_or_fail(env: Environment) -> Json:
        try:
            return read(env)
        except JsonPathReadError:
            raise path_not_found(text, field, env) from None

    return read_or_fail
