"""What goes into a state and what comes out of it, in JSONPath states.

Order, from the developer guide ("Input and output processing"): raw input → InputPath → Parameters → the state's work →
ResultSelector → Assign → ResultPath (into the *raw* input) → OutputPath.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from asl.expr.environment import Environment
from asl.expr.path import read_path
from asl.expr.reference_write import ReferenceWriteError, write_reference_path
from asl.expr.template import compile_template
from asl.json_values import MISSING, Json, JsonObject, Missing, compact

from ..failures import BadStateData
from .paths import Evaluate, compile_optional_path

__all__ = [
    "OutputFlow",
    "compile_assign",
    "compile_input",
    "compile_output",
    "compile_result_path",
    "compile_template_field",
]

Combine: TypeAlias = Callable[[Json, Json], Json]


def compile_template_field(value: Json | Missing) -> Evaluate | None:
    """Compile a payload template; ``None`` when the field was not given."""
    return None if isinstance(value, Missing) else compile_template(value).evaluate


def compile_input(input_path: str | None | Missing, parameters: Json | Missing) -> Evaluate | None:
    """Compile what makes the effective input; ``None`` when that is the raw input itself.

    The closure leaves ``env.data`` at what InputPath selected, which is what the state's other fields see.
    """
    select = compile_optional_path(input_path)
    template = compile_template_field(parameters)
    if select is None:
        return template
    if template is None:

        def select_only(env: Environment) -> Json:
            env.data = selected = select(env)
            return selected

        return select_only

    def select_and_make(env: Environment) -> Json:
        env.data = select(env)
        return template(env)

    return select_and_make


def compile_result_path(result_path: str | None | Missing) -> Combine | None:
    """Compile ``ResultPath`` to ``(raw input, result) -> output``; ``None`` when the result replaces the input."""
    if result_path is MISSING or result_path == "$":
        return None
    if result_path is None:
        return lambda raw, _result: raw
    assert isinstance(result_path, str)
    keys = read_path(result_path).keys
    assert keys is not None, f"{result_path} is not a Reference Path; the validator lets none through"
    if len(keys) == 1 and isinstance(keys[0], str):
        name = keys[0]

        def write_member(raw: Json, result: Json) -> Json:
            if type(raw) is dict:
                return {**raw, name: result}
            return write(raw, result)

        combine = write_member
    else:

        def combine(raw: Json, result: Json) -> Json:
            return write(raw, result)

    def write(raw: Json, result: Json) -> Json:
        try:
            return write_reference_path(raw, keys, result)
        except ReferenceWriteError:
            raise BadStateData(
                f"Unable to apply ReferencePath {result_path} to input {compact(raw)}",
                "States.ResultPathMatchFailure",
                has_prefix=False,
            ) from None

    return combine


def compile_assign(assign: JsonObject | Missing) -> Callable[[Environment], JsonObject] | None:
    """Compile ``Assign``; all right-hand sides see the variables as they were on entry."""
    if isinstance(assign, Missing):
        return None
    evaluate = compile_template(assign).evaluate

    def assigned(env: Environment) -> JsonObject:
        values = evaluate(env)
        assert isinstance(values, dict)
        return values

    return assigned


@dataclass(frozen=True, slots=True)
class OutputFlow:
    """What happens between a state's raw result and its output."""

    select_result: Evaluate | None
    assign: Callable[[Environment], JsonObject] | None
    combine: Combine | None
    select_output: Evaluate | None

    def apply(self, env: Environment, raw: Json, result: Json) -> tuple[Json, JsonObject | None]:
        """Return the state's output and the variables to set; ``env.data`` is overwritten on the way."""
        env.data = result
        if self.select_result is not None:
            env.data = result = self.select_result(env)
        assigned = None if self.assign is None else self.assign(env)
        output = result if self.combine is None else self.combine(raw, result)
        if self.select_output is not None:
            env.data = output
            output = self.select_output(env)
        return output, assigned


def compile_output(
    *,
    result_selector: Json | Missing = MISSING,
    assign: JsonObject | Missing = MISSING,
    result_path: str | None | Missing = MISSING,
    output_path: str | None | Missing = MISSING,
) -> OutputFlow:
    """Compile the fields that shape a state's output."""
    return OutputFlow(
        compile_template_field(result_selector),
        compile_assign(assign),
        compile_result_path(result_path),
        compile_optional_path(output_path),
    )
