"""What a built-in function is: its name, signature and the Python function that evaluates it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from .signature import compile_signature, count_parameters
from .values import UNDEFINED, NativeFunction, Surroundings, UnnamedFunctionError

__all__ = ["Evaluate", "JsonataFunction", "call_with_arity"]

Evaluate: TypeAlias = Callable[..., Any]
"""Takes the arguments that have passed the signature, one Python parameter each; left out ones are undefined."""


@dataclass(frozen=True, slots=True)
class JsonataFunction:
    """A built-in function as its module declares it.

    ``source`` names the documentation the behaviour is from, ``since`` the JSONata version or ``AWS``. ``arity`` is how
    many arguments a higher-order function may pass, by default the number of parameters. When ``passes_undefined``, an
    undefined first argument gives undefined and ``evaluate`` is not asked. When ``needs_surroundings``, ``evaluate``
    gets the :class:`~asl.expr.jsonata.values.Surroundings` before the arguments.
    """

    name: str
    signature: str
    since: str
    doc: str
    source: str
    evaluate: Evaluate
    arity: int | None = None
    passes_undefined: bool = True
    needs_surroundings: bool = False

    def bind(self, surroundings: Surroundings) -> NativeFunction:
        """Return the function as a value that knows its surroundings."""
        validate = compile_signature(self.signature)
        evaluate, passes_undefined = self.evaluate, self.passes_undefined
        if self.needs_surroundings:
            evaluate = partial(evaluate, surroundings)

        name = self.name

        def call(arguments: list[Any], focus: Any) -> Any:
            try:
                validated = validate(arguments, focus)
            except UnnamedFunctionError as error:
                error.name_function(name)
                raise
            if passes_undefined and validated and validated[0] is UNDEFINED:
                return UNDEFINED
            return evaluate(*validated)

        arity = count_parameters(self.signature) if self.arity is None else self.arity
        return NativeFunction(self.name, self.signature, call, arity)


def call_with_arity(function: Any, *arguments: Any) -> Any:
    """Call a function value with at least the first of ``arguments`` and at most as many as its arity asks for.

    Native functions get no context value: inside a higher-order function there is none.
    """
    return function.call(list(arguments[: max(1, function.arity)]), None)
