"""Pass: hands its input on, or a literal result."""

from __future__ import annotations

from asl.json_values import Missing
from asl.model import Pass

from ..dataflow.state_io import compile_input, compile_output
from ..program import CompiledState, Step
from ..strand import Strand
from .links import Links

__all__ = ["compile_pass"]


def compile_pass(state: Pass, links: Links) -> Step:
    """Compile a Pass state."""
    name = state.name
    make_input = compile_input(state.input_path, state.parameters)
    flow = compile_output(assign=state.assign, result_path=state.result_path, output_path=state.output_path)
    combine = flow.combine if flow.assign is None and flow.select_output is None else None
    is_plain = flow.assign is None and flow.combine is None and flow.select_output is None
    literal = state.result
    following = links.target(state.next)

    def step(strand: Strand) -> CompiledState | None:
        raw = strand.enter("PassStateEntered", name)
        result = raw if make_input is None else make_input(strand.env)
        if not isinstance(literal, Missing):
            result = literal
        if combine is not None:
            strand.exit("PassStateExited", name, combine(raw, result))
        elif is_plain:
            strand.exit("PassStateExited", name, result)
        else:
            output, assigned = flow.apply(strand.env, raw, result)
            strand.exit("PassStateExited", name, output, assigned)
        return following

    return step
