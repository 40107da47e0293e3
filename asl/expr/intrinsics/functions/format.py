"""``States.Format``: a template whose ``{}`` are filled in order.

Recorded: a string goes in as it is, an object as Java prints a map. The number of ``{}`` has to equal the
number of further arguments. In a template that is written as a literal ``\\{`` and ``\\}`` are plain braces;
a template that comes from data has no escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Json

from ...java_text import java_text
from ..argument_values import as_string
from ..function import CallProblem, Evaluate, IntrinsicFunction, Parameter
from ..reasons import WRONG_PLACEHOLDERS, Refusal
from ..string_literal import has_lone_brace, split_placeholders
from ..syntax import Call, Literal

__all__ = ["FUNCTION"]


def _evaluate(template: Json, *values: Json) -> Json:
    return _fill(tuple(as_string(template, "template").split("{}")), values)


def _with_literal(template: Literal) -> Evaluate:
    if not isinstance(template.value, str):
        return lambda *values: _evaluate(template.value, *values)
    pieces = split_placeholders(template.written)
    if len(pieces) == 2:
        before, after = pieces

        def fill_one(*values: Json) -> Json:
            if len(values) == 1:
                return before + java_text(values[0]) + after
            return _fill(pieces, values)

        return fill_one
    return lambda *values: _fill(pieces, values)


def _fill(pieces: tuple[str, ...], values: tuple[Json, ...]) -> str:
    if len(pieces) - 1 != len(values):
        raise Refusal(WRONG_PLACEHOLDERS.format(placeholders=len(pieces) - 1, arguments=len(values)))
    text = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        text.append(java_text(value))
        text.append(piece)
    return "".join(text)


def _check(call: Call) -> Iterator[CallProblem]:
    template, *values = call.arguments
    if not isinstance(template, Literal) or not isinstance(template.value, str):
        return
    placeholders = len(split_placeholders(template.written)) - 1
    if placeholders != len(values):
        yield CallProblem(
            "format-placeholders",
            f"the template has {placeholders} placeholder{'' if placeholders == 1 else 's'} {{}}, "
            f"but {len(values)} {'value follows' if len(values) == 1 else 'values follow'}",
            call.span,
            help="give one value for each {}; write \\{ and \\} for braces of the text",
        )
    if has_lone_brace(template.written):
        yield CallProblem(
            "format-braces",
            "the template has a brace that is not part of a placeholder {}",
            template.span,
            help="write \\{ and \\} for braces of the text",
            is_certain=False,
        )


FUNCTION = IntrinsicFunction(
    name="States.Format",
    parameters=(
        Parameter("template", "string", "the text, with {} for each value"),
        Parameter("value", "scalar", "what takes the place of the next {}"),
    ),
    minimum=1,
    maximum=None,
    returns="string",
    since="0.1.0",
    doc="Returns a template with its placeholders replaced by values.",
    source="Developer Guide, Intrinsic functions, States.Format",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
    with_literal=_with_literal,
    check=_check,
)
