"""Function values that an expression makes: lambdas, partial applications, compositions, transforms.

All have ``call(arguments, focus)`` and ``arity``, as built-in functions do. A call in tail position takes the place of
the lambda that makes it, so that it needs no depth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from .frames import Frame
from .messages import build_error
from .truth import is_function
from .values import UNDEFINED, JsonataError

__all__ = ["Code", "Composition", "LambdaValue", "Partial", "PendingCall", "TransformValue", "apply"]

Code: TypeAlias = Callable[[Any, Frame], Any]
"""Compiled code: from the context value and the frame to a value."""

Validator: TypeAlias = Callable[[list[Any], Any, str], list[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class PendingCall:
    """A call that is left to the lambda in whose tail it stands."""

    function: LambdaValue
    arguments: list[Any]
    focus: Any


@dataclass(frozen=True, slots=True, eq=False)
class LambdaValue:
    """A lambda with the frame and context value it was made in."""

    parameters: tuple[str, ...]
    body: Code
    frame: Frame
    context: Any
    validate: Validator | None = None

    @property
    def arity(self) -> int:
        """How many arguments it names."""
        return len(self.parameters)

    def call(self, arguments: list[Any], focus: Any = UNDEFINED) -> Any:
        """Return its value; arguments that are missing are undefined."""
        limits = self.frame.limits
        limits.enter()
        function = self
        while True:
            if function.validate is not None:
                arguments = function.validate(arguments, focus, "")
            given = [*arguments, *[UNDEFINED] * (len(function.parameters) - len(arguments))]
            frame = function.frame.inner(dict(zip(function.parameters, given, strict=False)))
            result = function.body(function.context, frame)
            if not isinstance(result, PendingCall):
                limits.leave()
                return result
            limits.count()
            function, arguments, focus = result.function, result.arguments, result.focus


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A function with some of its arguments; ``given`` has ``None`` in a tuple of one where an argument is missing."""

    function: Any
    given: tuple[tuple[Any] | None, ...]

    @property
    def arity(self) -> int:
        """How many arguments are still missing."""
        return sum(one is None for one in self.given)

    def call(self, arguments: list[Any], focus: Any = UNDEFINED) -> Any:
        """Return the function's value for the given arguments and the missing ones in order."""
        missing = iter(arguments)
        whole = [next(missing, UNDEFINED) if one is None else one[0] for one in self.given]
        return apply(self.function, whole, focus)


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """``first ~> second``."""

    first: Any
    second: Any
    arity: int = 1

    def call(self, arguments: list[Any], focus: Any = UNDEFINED) -> Any:
        """Return the second function's value for the first one's."""
        return apply(self.second, [apply(self.first, arguments[:1], focus)], focus)


@dataclass(frozen=True, slots=True, eq=False)
class TransformValue:
    """``|pattern|update, deletion|`` with the frame it was made in."""

    pattern: Code
    update: Code
    deletion: Code | None
    frame: Frame
    arity: int = 1

    def call(self, arguments: list[Any], focus: Any = UNDEFINED) -> Any:
        """Return a copy of the argument in which each match of the pattern is changed."""
        subject = arguments[0] if arguments else UNDEFINED
        if subject is UNDEFINED:
            return UNDEFINED
        if not isinstance(subject, (dict, list)):
            message = 'Argument 1 of function "undefined" does not match function signature'
            raise JsonataError("T0410", message, token="")
        whole = _copy(subject)
        found = self.pattern(whole, self.frame)
        for match in found if isinstance(found, list) else () if found is UNDEFINED else (found,):
            self._change(match)
        return whole

    def _change(self, match: Any) -> None:
        update = self.update(match, self.frame)
        if update is not UNDEFINED:
            if not isinstance(update, dict):
                raise build_error("T2011", value=update)
            if isinstance(match, dict):
                match.update(update)
        deletion = UNDEFINED if self.deletion is None else self.deletion(match, self.frame)
        if deletion is UNDEFINED:
            return
        names = deletion if isinstance(deletion, list) else [deletion]
        if not all(isinstance(name, str) for name in names):
            raise build_error("T2012", value=deletion)
        if isinstance(match, dict):
            for name in names:
                match.pop(name, None)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


@lru_cache(maxsize=256)
def compile_validator(signature: str) -> Validator | None:
    """Return what checks arguments against a signature, or None when there is none."""
    if not signature:
        return None
    from .signature import compile_signature

    validator: Validator = compile_signature(signature)
    return validator


def apply(function: Any, arguments: list[Any], focus: Any) -> Any:
    """Return a function's value; built-in functions and lambdas check the arguments themselves.

    Raises:
        JsonataError: T1006, it is no function; or what the function raises.
    """
    if not is_function(function):
        raise build_error("T1006", value=function)
    return function.call(arguments, focus)
