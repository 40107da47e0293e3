"""What goes into a state and what comes out of it, in JSONata states.

Arguments make the state's input to its work; Assign and Output are evaluated side by side on the raw input and the
result. Without Output the result is the output, or the input where there is none. Source: developer guide,
"Transforming data with JSONata".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asl.expr.environment import Environment
from asl.json_values import MISSING, Json, JsonObject, Missing

from .jsonata import compile_jsonata
from .paths import Evaluate

__all__ = ["JsonataOutput", "compile_jsonata_assign", "compile_jsonata_output"]


def compile_jsonata_assign(assign: JsonObject | Missing, place: str = "") -> Callable[[Environment], JsonObject] | None:
    """Compile ``Assign``; ``place`` stands before the field's name in causes, ``Choices[0]/``."""
    if isinstance(assign, Missing):
        return None
    evaluate = compile_jsonata(assign, f"{place}Assign")

    def assigned(env: Environment) -> JsonObject:
        values = evaluate(env)
        assert isinstance(values, dict)
        return values

    return assigned


@dataclass(frozen=True, slots=True)
class JsonataOutput:
    """What happens between a state's result and its output; ``has_result`` when expressions may see the result."""

    assign: Callable[[Environment], JsonObject] | None
    output: Evaluate | None
    has_result: bool

    def apply(self, env: Environment, raw: Json, result: Json) -> tuple[Json, JsonObject | None]:
        """Return the state's output and the variables to set."""
        env.data = raw
        if self.has_result:
            env.result = result
        try:
            assigned = None if self.assign is None else self.assign(env)
            return (result if self.output is None else self.output(env)), assigned
        finally:
            env.result = MISSING


def compile_jsonata_output(
    assign: JsonObject | Missing, output: Json | Missing, *, has_result: bool = False, place: str = ""
) -> JsonataOutput:
    """Compile ``Assign`` and ``Output`` of a state, a rule or a Catcher."""
    return JsonataOutput(
        compile_jsonata_assign(assign, place),
        None if isinstance(output, Missing) else compile_jsonata(output, f"{place}Output"),
        has_result,
    )
