"""Values that JSONata expressions work on, beyond JSON: nothing at all, sequences, functions.

*Undefined* is not ``null``: it is what a path that finds nothing gives. A *sequence* is what a path step collects; one
item of it stands for itself, none for undefined. Source: JSONata documentation, "Sequences" and "Processing model".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Self, TypeAlias

__all__ = [
    "UNDEFINED",
    "Callable_",
    "InternalError",
    "JsonataError",
    "NativeFunction",
    "Sequence",
    "Surroundings",
    "Undefined",
    "UnnamedFunctionError",
    "Value",
]


class Undefined(Enum):
    """The type of :data:`UNDEFINED`."""

    UNDEFINED = "undefined"

    def __repr__(self) -> str:
        return "UNDEFINED"

    def __bool__(self) -> bool:
        return False


UNDEFINED: Final = Undefined.UNDEFINED


class Sequence(list[Any]):
    """A list that a path step made; ``keeps_singleton`` when ``[]`` asked that one item stays a list.

    ``outer_wrapper`` marks the sequence of one item that stands for an array given as input.
    """

    # Class attributes: nearly all sequences leave them as they are, and are built as fast as a list.
    keeps_singleton = False
    outer_wrapper = False


class JsonataError(Exception):
    """A failed parse or evaluation, with JSONata's own code and message.

    ``code`` is empty for what the library stumbles over without meaning to. ``position`` is the offset in the
    expression's text, or -1. ``token``, ``value`` and ``value2`` are what the message names.
    """

    def __init__(self, code: str, message: str, position: int = -1, *, token: str = "", value: Any = UNDEFINED) -> None:
        super().__init__(f"{code}: {message}" if code else message)
        self.code = code
        self.message = message
        self.position = position
        self.token = token
        self.value = value
        self.value2: Any = UNDEFINED

    @property
    def thrown(self) -> str:
        """What the service says was thrown: ``an error during evaluation. T2001: …``, or without a code."""
        if self.code:
            return f"an error during evaluation. {self.code}: {self.message}"
        return f"an error during evaluation: {self.message}"

    def at(self, position: int) -> Self:
        """Return the error, placed at ``position`` unless it has a place."""
        if self.position < 0:
            self.position = position
        return self


class InternalError(JsonataError):
    """A failure about which the service says no more than that it was an internal error."""

    def __init__(self) -> None:
        super().__init__("", "An internal error occurred")

    @property
    def thrown(self) -> str:
        """What the service says was thrown."""
        return "an internal error during evaluation."


class UnnamedFunctionError(JsonataError):
    """An argument that a function cannot take (T0410, T0411, T0412), before the name of the function is known.

    A function does not know its name: the call does, and gives it with :meth:`name_function`.
    """

    def __init__(self, code: str, index: int, value: Any, item_type: str = "") -> None:
        super().__init__(code, "", value=value)
        self.index = index
        self.item_type = item_type
        self.is_named = False
        self.name_function(None)

    def name_function(self, name: str | None) -> None:
        """Put the name into the message; a function without name is ``undefined``, as JavaScript says."""
        shown = "undefined" if name is None else json.dumps(name, ensure_ascii=False)
        self.token = name or ""
        self.is_named = name is not None
        self.message = {
            "T0410": f"Argument {self.index} of function {shown} does not match function signature",
            "T0411": f"Context value is not a compatible type with argument {self.index} of function {shown}",
            "T1010": (
                f"The matcher function argument passed to function {shown} does not return the correct object structure"
            ),
            "T0412": f"Argument {self.index} of function {shown} must be an array of {json.dumps(self.item_type)}",
        }[self.code]
        self.args = (f"{self.code}: {self.message}",)


Callable_: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class NativeFunction:
    """A built-in function as a value.

    ``call(arguments, focus)`` gets the arguments as written and the context value. It checks them against the
    ``signature`` (JSONata's own notation, ``<s-nn?:s>``) itself, so a caller has nothing to check; functions among the
    arguments are values with the same ``call`` and an ``arity``. The result may be a :class:`Sequence`, which the
    caller unwraps.
    """

    name: str
    signature: str
    call: Callable[[list[Any], Any], Any]
    arity: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run may know and use of the world: the time in milliseconds since 1970, and chance as a float in [0, 1).

    ``$now()`` and ``$millis()`` give the same time within one evaluation, so ``now_ms`` should not move during one.
    ``max_range`` is the most numbers that ``..`` and ``$range`` make; the JavaScript library's is ten million, that of
    the service is lower, but not published.
    """

    now_ms: Callable[[], int]
    chance: Callable[[], float]
    max_range: int = 10_000_000


Value: TypeAlias = Any
"""A JSON value, :data:`UNDEFINED`, a :class:`Sequence`, or a function."""
