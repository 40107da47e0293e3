"""Pass: hands its input on, or a literal result."""

from __future__ import annotations

from asl.json_values import Missing
from asl.model import Pass

from ..dataflow.flow import compile_state_input, compile_state_output
from ..dataflow.state_io import OutputFlow
from ..program import CompiledState, Step
from ..strand import Strand
from .links import Links

__all__ = ["compile_pass"]


def compile_pass(state: Pass, links: Links) -> Step:
    """Compile a Pass state."""
    name = state.name
    literal = state.result
    # Where a Result takes the place of the input, TestState tells neither InputPath nor Parameters (recorded).
    make_input = compile_state_input(state, links.see if isinstance(literal, Missing) else None)
    flow = compile_state_output(state, links.see)
    combine = None
    is_plain = False
    if isinstance(flow, OutputFlow) and flow.assign is None and flow.select_output is None and links.see is None:
        combine = flow.combine
        is_plain = combine is None
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
