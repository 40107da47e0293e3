"""Choice: goes where the first rule that holds points."""

from __future__ import annotations

from asl.model import Choice

from ..dataflow.comparison import compile_rule
from ..dataflow.paths import compile_optional_path
from ..dataflow.state_io import compile_assign
from ..program import CompiledState, Step
from ..strand import Strand
from .links import Links

__all__ = ["compile_choice"]


def compile_choice(state: Choice, links: Links) -> Step:
    """Compile a Choice state. No rule and no Default is ``States.NoChoiceMatched``."""
    name = state.name
    select_input = compile_optional_path(state.input_path)
    select_output = compile_optional_path(state.output_path)
    rules = tuple(
        (compile_rule(rule.test), links.target(rule.next), compile_assign(rule.assign)) for rule in state.choices
    )
    default = links.target(state.default)
    default_assign = compile_assign(state.assign)

    def step(strand: Strand) -> CompiledState | None:
        data = strand.enter("ChoiceStateEntered", name)
        env = strand.env
        if select_input is not None:
            env.data = data = select_input(env)
        following, assign = default, default_assign
        for test, target, rule_assign in rules:
            if test(env):
                following, assign = target, rule_assign
                break
        if following is None:
            raise strand.fail(
                "States.NoChoiceMatched",
                "Failed to transition out of the state. The state does not point to a next state.",
            )
        assigned = None if assign is None else assign(env)
        output = data if select_output is None else select_output(env)
        strand.exit("ChoiceStateExited", name, output, assigned)
        return following

    return step
