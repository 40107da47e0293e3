"""A call turned into a closure: everything that its text tells is settled before the first evaluation.

Literals are bound, calls of constants are evaluated once (unless they fail or draw), and no name is looked up
while a state runs. A call that can never work (unknown function, wrong number of arguments) becomes a closure
that fails, so that one bad field does not stop the rest of a definition from being looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias, assert_never

from asl.expr.environment import Environment
from asl.expr.failure import EvaluationFailure
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import Path, PathRoot, compile_path
from asl.json_values import Json, compact

from .function import Evaluate
from .reasons import MISSING_ARGUMENT, TOO_DEEP, UNKNOWN_FUNCTION, WRONG_ARITY, Refusal
from .registry import find_function
from .syntax import Argument, Call, Literal, PathArgument

__all__ = ["compile_intrinsic"]

_Read: TypeAlias = Callable[[Environment], Json]


@dataclass(frozen=True, slots=True)
class _Constant:
    """An argument whose value is known before anything runs."""

    value: Json


_Operand: TypeAlias = _Constant | _Read


def compile_intrinsic(call: Call) -> _Read:
    """Return a closure that evaluates a call.

    The closure raises :class:`~asl.expr.failure.EvaluationFailure`: ``States.IntrinsicFailure`` when a
    function refuses its arguments, ``States.Runtime`` when a path finds nothing. The cause quotes the whole
    call as written.
    """
    operand = _compile_call(call)
    if isinstance(operand, _Constant):
        value = operand.value
        return lambda _: value
    evaluate = operand
    text = call.text

    def evaluate_call(environment: Environment) -> Json:
        try:
            return evaluate(environment)
        except Refusal as refusal:
            raise _failure(text, refusal) from None
        except RecursionError:
            raise _failure(text, Refusal(TOO_DEEP)) from None

    return evaluate_call


def _failure(text: str, refusal: Refusal) -> EvaluationFailure:
    cause = f"The function '{text}' had the following error: {refusal.reason}"
    return EvaluationFailure(refusal.error, cause)


def _compile_call(call: Call) -> _Operand:
    function = find_function(call.name)
    if function is None:
        return _refuse_always(UNKNOWN_FUNCTION.format(name=call.name))
    if not function.accepts(len(call.arguments)):
        reason = WRONG_ARITY.format(name=call.name, wanted=function.arity_text, found=len(call.arguments))
        return _refuse_always(reason)
    evaluate = function.evaluate
    arguments = call.arguments
    if function.with_literal is not None and isinstance(arguments[0], Literal):
        evaluate = function.with_literal(arguments[0])
        arguments = arguments[1:]
    operands = tuple(map(_compile_argument, arguments))
    if function.draws:
        return _apply(evaluate, (attrgetter("chance"), *operands))
    if all(isinstance(operand, _Constant) for operand in operands):
        values = tuple(operand.value for operand in operands if isinstance(operand, _Constant))
        try:
            return _Constant(evaluate(*values))
        except (Refusal, RecursionError):
            return lambda _: evaluate(*values)
    return _apply(evaluate, operands)


def _refuse_always(reason: str) -> _Read:
    def refuse(_: Environment) -> Json:
        raise Refusal(reason)

    return refuse


def _compile_argument(argument: Argument) -> _Operand:
    match argument:
        case Literal():
            return _Constant(argument.value)
        case PathArgument():
            return _compile_path_argument(argument.path)
        case Call():
            return _compile_call(argument)
        case _:
            assert_never(argument)


def _apply(evaluate: Evaluate, operands: tuple[_Operand, ...]) -> _Read:
    """Join a function with its operands; one and two, the common numbers, get a closure of their own."""
    match operands:
        case (only,):
            read = _reading(only)
            return lambda environment: evaluate(read(environment))
        case (_Constant(value=constant), right):
            read = _reading(right)
            return lambda environment: evaluate(constant, read(environment))
        case (left, _Constant(value=constant)):
            read = _reading(left)
            return lambda environment: evaluate(read(environment), constant)
        case (left, right):
            read = _reading(left)
            read_right = _reading(right)
            return lambda environment: evaluate(read(environment), read_right(environment))
        case _:
            reads = tuple(map(_reading, operands))
            return lambda environment: evaluate(*[read(environment) for read in reads])


def _reading(operand: _Operand) -> _Read:
    if isinstance(operand, _Constant):
        value = operand.value
        return lambda _: value
    return operand


def _compile_path_argument(path: Path) -> _Read:
    read = compile_path(path)

    def read_argument(environment: Environment) -> Json:
        try:
            return read(environment)
        except JsonPathReadError as error:
            raise Refusal(_miss_reason(path, error, environment), "States.Runtime") from None

    return read_argument


def _miss_reason(path: Path, error: JsonPathReadError, environment: Environment) -> str:
    """Say that an argument's path found nothing, as captured from the service.

    A context path is reported with one ``$`` and still quotes the state's input. An index into something that
    is not an array is the one case known to be reported in the words of the JSONPath library.
    """
    if error.message.startswith("Filter: "):
        return error.message
    text = path.text[1:] if path.root is PathRoot.CONTEXT else path.text
    return MISSING_ARGUMENT.format(path=text, input=compact(environment.data))
