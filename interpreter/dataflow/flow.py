"""A state's data flow in its own query language: one door to the fields of JSONPath and of JSONata states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from asl.expr.environment import Environment
from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.model import Choice, Map, Parallel, Pass, QueryLanguage, Succeed, Task, Wait

from .jsonata import compile_jsonata
from .jsonata_io import JsonataOutput, compile_jsonata_assign, compile_jsonata_output
from .observe import See, observe, observe_input, observe_output
from .paths import Evaluate, compile_optional_path
from .state_io import OutputFlow, compile_assign, compile_input, compile_output, compile_template_field

__all__ = [
    "StateOutput",
    "compile_payload",
    "compile_state_assign",
    "compile_state_input",
    "compile_state_output",
    "compile_state_selection",
]

StateOutput: TypeAlias = OutputFlow | JsonataOutput


def compile_state_input(state: Pass | Task | Parallel, see: See | None = None) -> Evaluate | None:
    """Compile what makes the input of the state's work; ``None`` when that is the raw input itself."""
    if state.language is QueryLanguage.JSONPATH:
        if see is not None:
            return observe_input(compile_optional_path(state.input_path), compile_template_field(state.parameters), see)
        return compile_input(state.input_path, state.parameters)
    if isinstance(state, Pass):
        return None
    make = None if isinstance(state.arguments, Missing) else compile_jsonata(state.arguments, "Arguments")
    # TestState does not tell the Arguments of a Parallel state (recorded).
    return observe("afterArguments", make, see) if see is not None and isinstance(state, Task) else make


def compile_state_selection(state: Choice | Wait | Succeed | Map, see: See | None = None) -> Evaluate | None:
    """Compile InputPath of a state without Parameters; ``None`` when it selects the raw input itself."""
    select = compile_optional_path(state.input_path)
    if see is None or state.language is QueryLanguage.JSONATA:
        return select
    return observe("afterInputPath", select, see)


def compile_state_output(
    state: Pass | Task | Parallel | Map | Wait | Choice | Succeed, see: See | None = None
) -> StateOutput:
    """Compile what lies between the state's result and its output."""
    has_result = isinstance(state, (Task, Parallel, Map))
    assign = MISSING if isinstance(state, Succeed) else state.assign
    if state.language is QueryLanguage.JSONATA:
        return compile_jsonata_output(assign, state.output, has_result=has_result)
    flow = compile_output(
        result_selector=state.result_selector if isinstance(state, (Task, Parallel, Map)) else MISSING,
        assign=assign,
        result_path=state.result_path if isinstance(state, (Pass, Task, Parallel, Map)) else MISSING,
        output_path=state.output_path,
    )
    if see is None or isinstance(state, (Wait, Choice, Succeed)):
        return flow
    if isinstance(state, Pass) and not isinstance(state.result, Missing):
        flow = replace(flow, select_result=observe("result", None, see))
    return observe_output(flow, see)


def compile_state_assign(
    assign: JsonObject | Missing, language: QueryLanguage
) -> Callable[[Environment], JsonObject] | None:
    """Compile an ``Assign``."""
    return compile_assign(assign) if language is QueryLanguage.JSONPATH else compile_jsonata_assign(assign)


def compile_payload(value: Json | Missing, language: QueryLanguage, location: str) -> Evaluate | None:
    """Compile a field that makes JSON: a payload template or JSON with expressions; ``None`` when not given."""
    if isinstance(value, Missing):
        return None
    return compile_template_field(value) if language is QueryLanguage.JSONPATH else compile_jsonata(value, location)
