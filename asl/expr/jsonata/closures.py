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
from .nesting import copy_json
from .operators import text_of
from .stack import FRAMES_PER_STACK, on_fresh_stack
from .truth import is_function
from .values import UNDEFINED, JsonataError, UnnamedFunctionError

__all__ = ["Code", "Composition", "LambdaValue", "Partial", "PendingCall", "TransformValue", "apply"]

Code: TypeAlias = Callable[[Any, Frame], Any]
"""Compiled code: from the context value and the frame to a value."""

Validator: TypeAlias = Callable[[list[Any], Any], list[Any]]


# Calls are what evaluation spends its time on. Of all dataclasses only those that are not frozen are built fast.
@dataclass(slots=True, eq=False)
class PendingCall:
    """A call that is left to the lambda in whose tail it stands."""

    function: LambdaValue
    arguments: list[Any]
    focus: Any


@dataclass(slots=True, eq=False)
class LambdaValue:
    """A lambda with the frame and context value it was made in.

    ``frames`` is how much of the Python stack its body takes.
    """

    parameters: tuple[str, ...]
    body: Code
    frame: Frame
    context: Any
    validate: Validator | None
    frames: int

    @property
    def arity(self) -> int:
        """How many arguments it names."""
        return len(self.parameters)

    def call(self, arguments: list[Any], focus: Any = UNDEFINED) -> Any:
        """Return its value; arguments that are missing are undefined."""
        limits = self.frame.limits
        limits.enter()
        used = limits.frames
        if used + self.frames > FRAMES_PER_STACK:
            limits.frames = self.frames
            result = on_fresh_stack(self._run, arguments, focus)
        else:
            limits.frames = used + self.frames
            result = self._run(arguments, focus)
        limits.frames = used
        limits.leave()
        return result

    def _run(self, arguments: list[Any], focus: Any) -> Any:
        function = self
        while True:
            if function.validate is not None:
                arguments = function.validate(arguments, focus)
            parameters = function.parameters
            missing = len(parameters) - len(arguments)
            if missing > 0:
                arguments = arguments + [UNDEFINED] * missing
            result = function.body(
                function.context, function.frame.inner(dict(zip(parameters, arguments, strict=False)))
            )
            if type(result) is not PendingCall:
                return result
            function.frame.limits.count()
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
        return apply(self.second, [apply(self.first, arguments[:1], None)], None)


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
            raise UnnamedFunctionError("T0410", 1, subject)
        owned: set[int] = set()
        whole = copy_json(subject, owned)
        found = self.pattern(whole, self.frame)
        for match in found if isinstance(found, list) else () if found is UNDEFINED else (found,):
            # A pattern may reach outside the copy, by a variable; what is found there stays as it is.
            self._change(match, is_owned=id(match) in owned)
        return whole

    def _change(self, match: Any, *, is_owned: bool) -> None:
        update = self.update(match, self.frame)
        if update is not UNDEFINED:
            if not isinstance(update, dict):
                raise build_error("T2011", value=update)
            if is_owned:
                match.update(update)
            elif update and not isinstance(match, (dict, list)) and not is_function(match):
                raise _cannot_set(match, next(iter(update)))
        deletion = UNDEFINED if self.deletion is None else self.deletion(match, self.frame)
        if deletion is UNDEFINED:
            return
        names = deletion if isinstance(deletion, list) else [deletion]
        if not all(isinstance(name, str) for name in names):
            raise build_error("T2012", value=deletion)
        if is_owned:
            for name in names:
                match.pop(name, None)


def _cannot_set(match: Any, name: str) -> JsonataError:
    """Return the error for a match that has no members; it is JavaScript's own and has no code."""
    if match is None or match is UNDEFINED:
        word = "null" if match is None else "undefined"
        return JsonataError("", f"Cannot set properties of {word} (setting '{name}')")
    kind = "boolean" if isinstance(match, bool) else "string" if isinstance(match, str) else "number"
    shown = str(match).lower() if isinstance(match, bool) else text_of(match)
    return JsonataError("", f"Cannot create property '{name}' on {kind} '{shown}'")


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
