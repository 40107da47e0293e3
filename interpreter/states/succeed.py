"""Succeed: ends its flow well."""

from __future__ import annotations

from asl.model import Succeed

from ..dataflow.paths import compile_optional_path
from ..program import CompiledState, Step
from ..strand import Strand

__all__ = ["compile_succeed"]


def compile_succeed(state: Succeed) -> Step:
    """Compile a Succeed state."""
    name = state.name
    select_input = compile_optional_path(state.input_path)
    select_output = compile_optional_path(state.output_path)

    def step(strand: Strand) -> CompiledState | None:
        data = strand.enter("SucceedStateEntered", name)
        env = strand.env
        if select_input is not None:
            env.data = data = select_input(env)
        if select_output is not None:
            data = select_output(env)
        strand.exit("SucceedStateExited", name, data)
        return None

    return step
