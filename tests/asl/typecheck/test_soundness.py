"""What is seen in a run belongs to the inferred types: recorded runs, and generated ones.

The recorded runs are those of ``../shared/conformance``; without it that test is skipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from asl import parse
from asl.typecheck.flow import MachineTypes, infer_machine
from asl.types import UNKNOWN, Presence, Type, contains, loosen, of_value, type_text
from interpreter import Execution, InvalidDefinition, run
from tests.conformance import run as recorded
from tests.interpreter.test_properties import inputs
from tests.jsonata_machines import jsonata_machines
from tests.strategies import machines

CASES = Path(__file__).resolve().parents[4] / "shared" / "conformance" / "cases"


def complaints(types: MachineTypes, execution: Execution) -> Iterator[str]:
    """Yield what was seen in a run and is not of the type that was inferred for it."""
    states = {name: state for flow in types.flows for name, state in flow.states.items()}
    exited = set()
    for event in execution.history:
        if event.type.endswith("StateEntered"):
            state = states.get(str(event.name))
            if state is None:
                yield f"{event.name} was entered, which no way leads to"
                return
            if not contains(state.entry.data, event.value):
                yield f"{event.name} was entered with {event.value!r}, not {type_text(state.entry.data)}"
        elif event.type.endswith("StateExited"):
            exited.add(event.name)
            state = states[str(event.name)]
            if not contains(state.output, event.value):
                yield f"{event.name} gave {event.value!r}, not {type_text(state.output)}"
            for name, value in (event.extra or {}).items():
                known = [exit_.facts.variables.get(name) for exit_ in state.outcome.exits]
                if not any(field is not None and contains(field.type, value) for field in known):
                    yield f"{event.name} assigned {value!r} to {name}"
    if execution.status.value == "SUCCEEDED" and not contains(types.output, execution.output):
        yield f"the output {execution.output!r} is not {type_text(types.output)}"
    for name in exited:
        state = states[str(name)]
        is_caught = bool(getattr(state.state, "catch", ()))
        for read in state.outcome.reads:
            if read.found.presence is Presence.MISSING and not is_caught and state.state.__class__.__name__ != "Choice":
                yield f"{name} ended well although {read.path.text} finds nothing"


def inputs_of(data: Any) -> tuple[Type, ...]:
    return of_value(data), loosen(of_value(data)), UNKNOWN


@pytest.mark.skipif(not CASES.is_dir(), reason="the recorded cases are not here")
def test_recorded_runs() -> None:
    found = []
    for case in recorded.load_cases(CASES):
        if case["kind"] not in ("execution", "execution-output") or case["evidence"] != "aws-validated":
            continue
        try:
            execution = recorded.execute(case)
        except Exception:  # noqa: BLE001 - what cannot be run is counted by the conformance run
            continue
        machine = parse(case["definition"]).machine
        data = {} if case["input"] is None else json.loads(case["input"])
        for type_ in inputs_of(data):
            found += [f"{case['id']}: {told}" for told in complaints(infer_machine(machine, type_), execution)]
    assert not found, "\n".join(found[:10])


@given(
    definition=machines(max_states=4, depth=1) | jsonata_machines(max_states=4),
    data=inputs,
    seed=st.integers(0, 2),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_generated_runs(definition: dict[str, Any], data: Any, seed: int) -> None:
    try:
        execution = run(definition, data, seed=seed)
    except InvalidDefinition:
        assume(False)
        raise
    machine = parse(json.dumps(definition)).machine
    for type_ in inputs_of(data):
        assert not list(complaints(infer_machine(machine, type_), execution))
