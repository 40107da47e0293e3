"""A compiled definition: states linked to one another, expressions compiled, defaults made explicit.

A program knows nothing of the text it came from. It is a plain value that any number of runs can share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from asl.pointer import Pointer

from .effects import Effects

if TYPE_CHECKING:
    from .strand import Strand

__all__ = ["CompiledFlow", "CompiledState", "Program", "Run", "Step"]

Step: TypeAlias = "Callable[[Strand], CompiledState | None]"
"""Runs a state that cannot wait; returns the next state, or ``None`` at the end of the flow."""

Run: TypeAlias = "Callable[[Strand], Effects]"
"""Runs a state that can wait: a generator of effects that returns what a :data:`Step` returns."""


@dataclass(slots=True, eq=False)
class CompiledState:
    """One state. Exactly one of ``step`` and ``run`` is set once its flow has been linked."""

    name: str
    type: str
    at: Pointer
    step: Step | None = None
    run: Run | None = None

    def __repr__(self) -> str:
        return f"CompiledState({self.name!r})"


@dataclass(slots=True, eq=False)
class CompiledFlow:
    """The states of a machine, branch or processor, entered at ``start``."""

    start: CompiledState
    states: dict[str, CompiledState] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole state machine. ``timeout_s`` limits an execution, in seconds."""

    flow: CompiledFlow
    timeout_s: int | None = None
