"""Fields of JSONata states, compiled: any JSON with expressions in it, and the fields that take one type only.

``env.data`` is what ``$states.input`` gives, ``env.result`` and ``env.error_output`` what ``$states.result`` and
``$states.errorOutput`` give. Failures are ``States.QueryEvaluationError`` with the field's name as location.
"""

from __future__ import annotations

from collections.abc import Callable

from asl.expr.environment import Environment
from asl.expr.failure import QUERY_EVALUATION_ERROR, EvaluationFailure
from asl.expr.jsonata_text import strip_delimiters
from asl.json_values import Json, compact

from .paths import Evaluate

__all__ = ["compile_jsonata", "compile_jsonata_number", "compile_jsonata_text", "evaluation_failure"]


def compile_jsonata(value: Json, location: str, *, expects: tuple[str, ...] = ()) -> Evaluate:
    """Compile a field of any shape; ``expects`` names the types that the value may have."""
    # The engine is a good part of what there is to load, and most machines do without it.
    from asl.expr.jsonata_template import compile_jsonata_template

    return compile_jsonata_template(value, location, expects=expects)


def evaluation_failure(cause: str, location: str | None = None) -> EvaluationFailure:
    """Return the failure of a value that its field cannot take."""
    return EvaluationFailure(QUERY_EVALUATION_ERROR, cause, location)


def compile_jsonata_text(value: str, location: str) -> Callable[[Environment], str]:
    """Compile a field that takes a string."""
    evaluate = compile_jsonata(value, location, expects=("string",))

    def text(env: Environment) -> str:
        made = evaluate(env)
        assert isinstance(made, str)
        return made

    return text


def compile_jsonata_number(
    value: str | float, location: str, *, minimum: float = 0, maximum: float | None = None, is_whole: bool = True
) -> Callable[[Environment], int | float]:
    """Compile a field that takes a number between two bounds, whole unless ``is_whole`` is unset."""
    evaluate = compile_jsonata(value, location, expects=("number",))
    wanted = f"at least {minimum}" if maximum is None else f"between {minimum} and {maximum}"

    def number(env: Environment) -> int | float:
        made = evaluate(env)
        assert isinstance(made, (int, float))
        if is_whole and isinstance(made, float) and made.is_integer():
            made = int(made)
        is_bad = is_whole and not isinstance(made, int)
        if is_bad or made < minimum or (maximum is not None and made > maximum):
            kind = "an integer" if is_whole else "a number"
            said = f"The JSONata expression '{strip_delimiters(value)}' " if isinstance(value, str) else "The value "
            raise evaluation_failure(
                f"{said}specified for the field '{location}' returned a value out of range. "
                f"Expected {kind} {wanted}, but was: {compact(made)}",
                location,
            )
        return made

    return number
