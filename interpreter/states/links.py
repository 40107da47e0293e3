"""What a state handler needs of its surroundings while it is compiled: the states that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asl.json_values import Missing
from asl.model import Flow

from ..dataflow.observe import See
from ..program import CompiledFlow, CompiledState
from .trial import Trial

__all__ = ["Links"]


@dataclass(frozen=True, slots=True)
class Links:
    """The states of the flow that is being compiled, and the way to compile flows inside a state.

    ``trial`` is set when one state is tried alone.
    """

    states: dict[str, CompiledState]
    compile_flow: Callable[[Flow], CompiledFlow]
    trial: Trial | None = None

    @property
    def see(self) -> See | None:
        """Who is told the stages of the data flow; ``None`` in a run."""
        return None if self.trial is None else self.trial.see

    def target(self, name: str | Missing) -> CompiledState | None:
        """Return the state of that name; ``None`` when there is none to go to, which ends the flow."""
        return None if isinstance(name, Missing) else self.states[name]
