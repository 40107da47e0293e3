"""A state that is tried alone, by TestState: who watches it, and who decides what a whole run would decide.

The handlers of Task, Pass, Choice and the others are compiled as always; where a trial is set in their
:class:`~.links.Links` they tell it the stages of their data flow and leave retries to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from asl.expr.environment import Environment
from asl.json_values import Json, JsonObject

from ..effects import Effects
from ..retry import RetryCounts, RetryPolicy
from ..strand import Strand

__all__ = ["Attempt", "Handle", "Trial"]

Attempt: TypeAlias = Callable[[Strand, Json], Effects]
"""One attempt at the state's work: given the raw input, yields effects and returns the raw result."""

Handle: TypeAlias = "Callable[[Environment, Json, Json], tuple[Json, JsonObject | None]]"
"""What a Catcher makes of the raw input and the Error Output: the state's output and the variables to set."""


class Trial(Protocol):
    """Watches one state and stands in for the run around it."""

    def see(self, stage: str, value: Json) -> None:
        """Be told the value at a stage of the data flow, ``afterInputPath``."""
        ...

    def count_retries(self, policies: tuple[RetryPolicy, ...]) -> RetryCounts:
        """Return what counts the retries, which ends the trial where a retry is due."""
        ...

    def watch_work(self, attempt: Attempt) -> Attempt:
        """Return the work of a Task with its raw result told."""
        ...

    def watch_catcher(self, index: int, handle: Handle) -> Handle:
        """Return a Catcher that tells its index when it is used."""
        ...
