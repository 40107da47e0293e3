"""What an expression can see while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from asl.json_values import MISSING, Json, Missing

__all__ = ["Chance", "Environment"]

_NO_VARIABLES: Mapping[str, Json] = {}


def _empty_context() -> dict[str, Json]:
    return {}


def _no_clock() -> int:
    raise LookupError("this environment has no clock")


class Chance:
    """Where ``States.UUID`` and ``States.MathRandom`` draw from; the interpreter hands in its seeded generator."""

    __slots__ = ()

    def uuid(self) -> str:
        """Return a version 4 UUID in lower-case canonical form."""
        raise LookupError("this environment has no source of randomness")

    def uniform(self) -> float:
        """Return a float in [0, 1)."""
        raise LookupError("this environment has no source of randomness")


class Environment:
    """Data, variables and Context Object for one evaluation.

    Attributes:
        data: what ``$`` names in JSONPath; in JSONata the state's input, ``$states.input``.
        variables: what ``$name`` names.
        context: makes the Context Object that ``$$`` or ``$states.context`` names; called only when an expression
            reads it.
        chance: source of randomness.
        now_ms: the time in milliseconds since the epoch, for ``$now()`` and ``$millis()``.
        result: ``$states.result``, while there is one.
        error_output: ``$states.errorOutput``, while a Catcher is at work.

    Not a dataclass, because one is made for every state that is run.
    """

    __slots__ = ("chance", "context", "data", "error_output", "now_ms", "result", "variables")

    def __init__(
        self,
        data: Json,
        variables: Mapping[str, Json] = _NO_VARIABLES,
        context: Callable[[], dict[str, Any]] = _empty_context,
        chance: Chance = Chance(),  # noqa: B008 - immutable and shared on purpose
        now_ms: Callable[[], int] = _no_clock,
    ) -> None:
        self.data = data
        self.variables = variables
        self.context = context
        self.chance = chance
        self.now_ms = now_ms
        self.result: Json | Missing = MISSING
        self.error_output: Json | Missing = MISSING
