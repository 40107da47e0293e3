"""A state tested alone ends as a machine of that one state does."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from asl import parse
from asl.diagnostics import has_errors
from asl.validator import validate
from interpreter import run
from interpreter.test_state import StateTestRequest, run_state_test
from tests.jsonata_machines import jsonata_machines
from tests.strategies import json_values, machines

_KEYS = ("a", "b", "item", "count", "order_id")
inputs = st.fixed_dictionaries({}, optional=dict.fromkeys(_KEYS, json_values)) | json_values
DIFFER = ("$$", "$states.context", "States.UUID", "$uuid", "$random", "$millis", "$now")
"""Who runs is another name, and what is drawn depends on what was drawn before."""

PREFIX = "An error occurred while executing the state 'StateName' (entered at the event id #2). "
"""What an execution says before a cause, and TestState does not."""


@st.composite
def states(draw: st.DrawFn) -> dict[str, Any]:
    """Make a state that calls nothing and runs nothing inside."""
    machine = draw(machines(max_states=4, depth=0) | jsonata_machines(max_states=4))
    fitting = [state for state in machine["States"].values() if state["Type"] in ("Pass", "Choice", "Succeed", "Fail")]
    assume(fitting)
    state = draw(st.sampled_from(fitting))
    assume(not any(word in json.dumps(state) for word in DIFFER))
    return {"QueryLanguage": machine["QueryLanguage"], **state} if "QueryLanguage" in machine else state


@given(state=states(), data=inputs)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_alone_and_in_a_machine(state: dict[str, Any], data: Any) -> None:
    places = [state, *state.get("Choices", ())]
    targets = {place[name] for place in places for name in ("Next", "Default") if name in place}
    stubs = {name: {"Type": "Succeed"} for name in sorted(targets)}
    machine = {"StartAt": "StateName", "States": {"StateName": state, **stubs}}
    assume(not has_errors(validate(json.dumps(machine))))
    execution = run(machine, data)
    result = run_state_test(StateTestRequest(definition=parse(json.dumps(state)), input=data))
    assert result.status == execution.status.value
    cause = None if execution.cause is None else execution.cause.removeprefix(PREFIX)
    assert (result.output, result.error, result.cause) == (execution.output, execution.error, cause)
    entered = [event.name for event in execution.history if event.type.endswith("StateEntered")]
    assert entered[1:] == ([] if result.next_state is None else [result.next_state])
