"""What the text of a call already tells to be wrong, before anything runs.

The service refuses a definition for a name that does not exist, for wrong syntax and for a wrong number of
arguments. Anything else that is certain here (a literal of the wrong type, a placeholder too many, constants
that the function refuses) it accepts, and fails when the state runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from asl.json_values import Json, kind_of

from .function import CallProblem, IntrinsicFunction, ParameterKind
from .reasons import Refusal
from .registry import find_function, intrinsic_functions
from .syntax import Argument, Call, Literal

__all__ = ["CallProblem", "check_call"]

_PREFIX: Final = "States."
_WANTED: dict[ParameterKind, str] = {
    "string": "a string",
    "number": "a number",
    "boolean": "a boolean",
    "array": "an array",
    "object": "an object",
    "scalar": "a string, a number, a boolean or null",
}


def check_call(call: Call) -> Iterator[CallProblem]:
    """Yield the problems of a call and of the calls inside it, in the order they are written.

    One mistake gives one problem: what merely follows from a mistake that is reported already is left out.
    """
    function = find_function(call.name)
    if function is None:
        yield _unknown(call)
    elif not function.accepts(len(call.arguments)):
        yield CallProblem(
            "arity",
            f"{call.name} takes {function.arity_text}, but {len(call.arguments)} "
            f"{'is' if len(call.arguments) == 1 else 'are'} given",
            call.span,
            help=f"write it as {function.signature}",
            is_refused=True,
        )
    else:
        problems = list(_check_types(call, function))
        if function.check is not None and not any(problem.is_certain for problem in problems):
            problems += function.check(call)
        yield from problems or _check_constants(call, function)
    for argument in call.arguments:
        if isinstance(argument, Call):
            yield from check_call(argument)


def _unknown(call: Call) -> CallProblem:
    by_lower_case = {name.removeprefix(_PREFIX).lower(): name for name in intrinsic_functions()}
    close = get_close_matches(call.name.lower().removeprefix(_PREFIX.lower()), by_lower_case, n=1, cutoff=0.7)
    return CallProblem(
        "unknown-function",
        f"unknown intrinsic function {call.name}",
        call.name_span,
        help=f"did you mean {by_lower_case[close[0]]}?" if close else "",
        is_refused=True,
    )


def _check_types(call: Call, function: IntrinsicFunction) -> Iterator[CallProblem]:
    for index, argument in enumerate(call.arguments):
        parameter = function.parameter(index)
        found = _known_type(argument)
        if found is None or parameter.kind in ("any", found):
            continue
        is_advice = parameter.kind == "scalar"
        if is_advice and found not in {"array", "object"}:
            continue
        yield CallProblem(
            "argument-type",
            f"the argument {parameter.name} of {call.name} must be {_WANTED[parameter.kind]}, "
            f"but it is {_article(found)}",
            argument.span,
            help="its text will be Java's, not JSON; use States.JsonToString for JSON text" if is_advice else "",
            is_certain=not is_advice,
        )


def _article(kind: str) -> str:
    return kind if kind == "null" else f"an {kind}" if kind in {"array", "object"} else f"a {kind}"


def _known_type(argument: Argument) -> str | None:
    """Return JSON's word for the type of an argument where the text tells it."""
    if isinstance(argument, Literal):
        return kind_of(argument.value)
    if isinstance(argument, Call):
        function = find_function(argument.name)
        return function.returns if function is not None and function.returns != "any" else None
    return None


def _check_constants(call: Call, function: IntrinsicFunction) -> Iterator[CallProblem]:
    """Try the call if all it needs is written down: what fails now fails always."""
    if function.draws or not call.arguments:
        return
    values: list[Json] = []
    for argument in call.arguments:
        if not isinstance(argument, Literal):
            return
        values.append(argument.value)
    if function.with_literal is not None:
        return
    try:
        function.evaluate(*values)
    except Refusal as refusal:
        reason = refusal.reason[0].lower() + refusal.reason[1:]
        yield CallProblem("certain-failure", f"the call always fails: {reason}", call.span)
