"""Values that JSONata expressions work on, beyond JSON: nothing at all, sequences, functions.

*Undefined* is not ``null``: it is what a path that finds nothing gives. A *sequence* is what a path step collects; one
item of it stands for itself, none for undefined. Source: JSONata documentation, "Sequences" and "Processing model".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

from .regex_translation import translate_pattern

__all__ = [
    "UNDEFINED",
    "Callable_",
    "JsonataError",
    "NativeFunction",
    "RegexValue",
    "Sequence",
    "Surroundings",
    "Undefined",
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

    ``is_constructed`` marks lists that an array constructor ``[…]`` made, which are not flattened into an outer
    sequence.
    """

    __slots__ = ("is_constructed", "keeps_singleton", "outer_wrapper")

    def __init__(self, items: list[Any] | tuple[Any, ...] = ()) -> None:
        super().__init__(items)
        self.keeps_singleton = False
        self.is_constructed = False
        self.outer_wrapper = False


class JsonataError(Exception):
    """A failed parse or evaluation, with JSONata's own code and message.

    ``position`` is the offset in the expression's text, or -1. ``token`` and ``value`` are what the message names.
    """

    def __init__(self, code: str, message: str, position: int = -1, *, token: str = "", value: Any = UNDEFINED) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.position = position
        self.token = token
        self.value = value


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
    """What functions may know of the world: the time in milliseconds since 1970, and chance as a float in [0, 1).

    ``$now()`` and ``$millis()`` give the same time within one evaluation, so ``now_ms`` should not move during one.
    """

    now_ms: Callable[[], int]
    chance: Callable[[], float]


class RegexValue:
    """A regular expression ``/pattern/flags`` as a value; calling it with a text gives the first match or nothing.

    A match is ``{"match", "start", "end", "groups", "next"}``; ``next`` is a function without arguments that gives the
    next match. ``flags`` may hold ``i`` and ``m``. A pattern that does not compile raises ``S0302``.
    """

    __slots__ = ("arity", "compiled", "flags", "name", "pattern")

    def __init__(self, pattern: str, flags: str = "") -> None:
        self.pattern = pattern
        self.flags = flags
        self.name = "regex"
        self.arity = 1
        options = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
        try:
            self.compiled = re.compile(translate_pattern(pattern, is_multiline="m" in flags), options)
        except (re.error, ValueError, OverflowError, RecursionError) as error:
            raise JsonataError("S0302", f"Invalid regular expression: /{pattern}/: {error}", value=pattern) from error

    def call(self, arguments: list[Any], focus: Any = None) -> Any:
        """Return the first match in ``arguments[0]``, or :data:`UNDEFINED`."""
        return self._match_from(arguments[0], 0) if arguments and isinstance(arguments[0], str) else UNDEFINED

    def _match_from(self, text: str, offset: int) -> Any:
        found = self.compiled.search(text, offset)
        if found is None:
            return UNDEFINED

        def find_next(arguments: list[Any], focus: Any) -> Any:
            if found.end() >= len(text):
                return UNDEFINED
            following = self._match_from(text, found.end())
            if following is not UNDEFINED and following["match"] == "":
                message = f'Regular expression matches zero length string: "/{self.pattern}/{self.flags}"'
                raise JsonataError("D1004", message, value=self.pattern)
            return following

        return {
            "match": found.group(),
            "start": found.start(),
            "end": found.end(),
            "groups": [UNDEFINED if group is None else group for group in found.groups()],
            "next": NativeFunction("next", "<:o>", find_next, 0),
        }


Value: TypeAlias = Any
"""A JSON value, :data:`UNDEFINED`, a :class:`Sequence`, or a function."""
