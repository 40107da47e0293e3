"""Data flow that tells each value on its way, for those who test one state.

The closures that a state runs with are wrapped while it is compiled; nothing is evaluated a second time, and a state
that nobody observes is compiled without any of this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from asl.expr.environment import Environment
from asl.json_values import Json

from .paths import Evaluate
from .state_io import OutputFlow

__all__ = ["See", "observe", "observe_input", "observe_output"]

See: TypeAlias = Callable[[str, Json], None]
"""Is told a stage, in the words of the TestState API (``afterInputPath``), and the value there."""


def observe(stage: str, evaluate: Evaluate | None, see: See) -> Evaluate:
    """Return a closure that tells what it makes; without ``evaluate`` that is the data as it stands."""

    def observed(env: Environment) -> Json:
        value = env.data if evaluate is None else evaluate(env)
        see(stage, value)
        return value

    return observed


def observe_input(select: Evaluate | None, template: Evaluate | None, see: See) -> Evaluate:
    """Return what makes a JSONPath state's effective input from InputPath and Parameters, and tells both."""
    observed_select = observe("afterInputPath", select, see)
    observed_template = observe("afterParameters", template, see)

    def make(env: Environment) -> Json:
        env.data = observed_select(env)
        return observed_template(env)

    return make


def observe_output(flow: OutputFlow, see: See) -> OutputFlow:
    """Return the output flow of a JSONPath state that tells what ResultSelector and ResultPath make."""
    combine = flow.combine

    def observed_combine(raw: Json, result: Json) -> Json:
        output = result if combine is None else combine(raw, result)
        see("afterResultPath", output)
        return output

    return replace(
        flow, select_result=observe("afterResultSelector", flow.select_result, see), combine=observed_combine
    )
