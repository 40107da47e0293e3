"""How a call is compiled: ``f(a, b)``, ``f(a, ?)`` and ``a ~> f``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from .closures import Code, Composition, LambdaValue, Partial, PendingCall
from .frames import Frame
from .messages import build_error
from .syntax import Apply, Call, Expression, Name, Path, Placeholder, Variable
from .truth import is_function
from .values import UNDEFINED, JsonataError, NativeFunction, UnnamedFunctionError

__all__ = ["CallMixin"]


class CallMixin(ABC):
    """The part of the compiler that knows calls."""

    @abstractmethod
    def compile(self, expression: Expression, *, is_tail: bool = False) -> Code:
        """Return the code of an expression."""

    def call(self, expression: Call, *, is_tail: bool, piped: Code | None = None) -> Code:
        """Return the code of a call, whose first argument is ``piped`` when there is one."""
        procedure = self.compile(expression.procedure)
        position = expression.span.start
        name = _name_of(expression.procedure)
        arguments = [None if isinstance(one, Placeholder) else self.compile(one) for one in expression.arguments]
        if expression.is_partial:
            return _partial(expression, procedure, arguments)
        codes = [one for one in arguments if one is not None]

        def run(value: Any, frame: Frame) -> Any:
            function = procedure(value, frame)
            # In a pipe the left side comes before the function, as it is written.
            given = [code(value, frame) for code in codes]
            if not is_function(function):
                raise _refuse(expression, function, frame)
            if is_tail and type(function) is LambdaValue:
                return PendingCall(function, given, value)
            try:
                result = function.call(given, value)
            except JsonataError as error:
                raise _explain(error, function, name, position) from None
            if isinstance(result, (list, str)):
                frame.limits.build(len(result) if isinstance(result, list) else len(result) >> 3)
            return result

        if piped is None:
            return run
        before = piped

        def run_piped(value: Any, frame: Frame) -> Any:
            first = before(value, frame)
            function = procedure(value, frame)
            given = [first, *(code(value, frame) for code in codes)]
            if not is_function(function):
                raise _refuse(expression, function, frame)
            try:
                return function.call(given, value)
            except JsonataError as error:
                raise _explain(error, function, name, position) from None

        return run_piped

    def apply(self, expression: Apply) -> Code:
        """Return the code of ``argument ~> function``."""
        argument, target = self.compile(expression.argument), expression.function
        if isinstance(target, Call) and not target.is_partial and not target.predicates and target.group is None:
            return self.call(target, is_tail=False, piped=argument)
        code, position = self.compile(target), expression.span.start

        def run(value: Any, frame: Frame) -> Any:
            given = argument(value, frame)
            function = code(value, frame)
            if not is_function(function):
                raise build_error("T2006", position, value=function)
            if is_function(given):
                return Composition(given, function)
            try:
                return function.call([given], None)
            except JsonataError as error:
                raise error.at(position) from None

        return run


def _partial(expression: Call, procedure: Code, arguments: list[Code | None]) -> Code:
    def run(value: Any, frame: Frame) -> Any:
        given = tuple(None if one is None else (one(value, frame),) for one in arguments)
        function = procedure(value, frame)
        if not is_function(function):
            raise _refuse(expression, function, frame)
        return Partial(function, given)

    return run


def _refuse(expression: Call, function: Any, frame: Frame) -> JsonataError:
    """Return the error for a call of what is no function; perhaps only the dollar sign was left out."""
    name = ""
    if isinstance(expression.procedure, Path) and isinstance(expression.procedure.steps[0], Name):
        name = expression.procedure.steps[0].name
    is_known = bool(name) and function is UNDEFINED and frame.look_up(name) is not UNDEFINED
    codes = {(False, False): "T1006", (False, True): "T1005", (True, False): "T1008", (True, True): "T1007"}
    code = codes[expression.is_partial, is_known]
    return build_error(code, expression.span.start, token=name, value=function)


def _name_of(procedure: Expression) -> str | None:
    """Return the name that messages call the function by."""
    if isinstance(procedure, Path) and isinstance(procedure.steps[0], (Name, Variable)):
        return procedure.steps[0].name
    return procedure.name if isinstance(procedure, Variable) else None


def _explain(error: JsonataError, function: Any, name: str | None, position: int) -> JsonataError:
    """Return an error with the name that the function was called by, which may be another than its own."""
    if isinstance(error, UnnamedFunctionError):
        is_own = type(function) is NativeFunction and error.token == function.name
        if name is not None and (not error.is_named or is_own):
            error.name_function(name)
    return error.at(position)
