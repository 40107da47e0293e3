"""Succeed: ends its flow well."""

from __future__ import annotations

from asl.model import Succeed

from ..dataflow.flow import compile_state_output, compile_state_selection
from ..program import CompiledState, Step
from ..strand import Strand
from .links import Links

__all__ = ["compile_succeed"]


def compile_succeed(state: Succeed, links: Links) -> Step:
    """Compile a Succeed state."""
    name = state.name
    select_input = compile_state_selection(state, links.see)
    flow = compile_state_output(state)

    def step(strand: Strand) -> CompiledState | None:
        data = strand.enter("SucceedStateEntered", name)
        env = strand.env
        if select_input is not None:
            env.data = data = select_input(env)
        output, _ = flow.apply(env, data, data)
        strand.exit("SucceedStateExited", name, output)
        return None

    return step
