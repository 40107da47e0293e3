"""Choice: goes where the first rule that holds points."""

from __future__ import annotations

from dataclasses import replace

from asl.json_values import MISSING, Missing
from asl.model import Choice, ChoiceRule, ConditionRule, QueryLanguage

from ..dataflow.comparison import Test, compile_rule
from ..dataflow.flow import StateOutput, compile_state_output, compile_state_selection
from ..dataflow.jsonata import compile_jsonata
from ..dataflow.jsonata_io import compile_jsonata_output
from ..dataflow.state_io import compile_output
from ..program import CompiledState, Step
from ..strand import Strand
from .links import Links

__all__ = ["compile_choice"]


def compile_choice(state: Choice, links: Links) -> Step:
    """Compile a Choice state. No rule and no Default is ``States.NoChoiceMatched``."""
    name = state.name
    select_input = compile_state_selection(state, links.see)
    rules = tuple(
        (_compile_test(rule, index), links.target(rule.next), _compile_rule_output(state, rule, index))
        for index, rule in enumerate(state.choices)
    )
    default = links.target(state.default)
    default_flow = compile_state_output(state)

    def step(strand: Strand) -> CompiledState | None:
        data = strand.enter("ChoiceStateEntered", name)
        env = strand.env
        if select_input is not None:
            env.data = data = select_input(env)
        following, flow = default, default_flow
        for test, target, rule_flow in rules:
            if test(env):
                following, flow = target, rule_flow
                break
        if following is None:
            raise strand.fail(
                "States.NoChoiceMatched",
                "Failed to transition out of the state. The state does not point to a next state.",
            )
        output, assigned = flow.apply(env, data, data)
        strand.exit("ChoiceStateExited", name, output, assigned)
        return following

    return step


def _compile_test(rule: ChoiceRule, index: int) -> Test:
    if not isinstance(rule.test, ConditionRule):
        return compile_rule(rule.test)
    condition = rule.test.condition
    holds = compile_jsonata(condition, f"Choices[{index}]/Condition", expects=("boolean",))
    return lambda env: holds(env) is True


def _compile_rule_output(state: Choice, rule: ChoiceRule, index: int) -> StateOutput:
    """Compile what a rule makes of the input; its own Assign takes the place of the state's, its Output too."""
    if state.language is QueryLanguage.JSONPATH:
        return compile_output(assign=rule.assign, output_path=state.output_path)
    if isinstance(rule.output, Missing):
        own = compile_jsonata_output(rule.assign, MISSING, place=f"Choices[{index}]/")
        return replace(own, output=compile_jsonata_output(MISSING, state.output).output)
    return compile_jsonata_output(rule.assign, rule.output, place=f"Choices[{index}]/")
