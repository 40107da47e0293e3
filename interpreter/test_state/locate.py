"""The state under test: alone, or one of a whole machine, wherever in it.

A state that comes alone is put into a machine under the name that the service gives it, with a stub for each state that
it leads to, so that the validator judges it as it judges any other. Where it leads to need not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from asl.diagnostics import Diagnostic, has_errors
from asl.document import Document, parse
from asl.json_values import Json, JsonObject, compact
from asl.model import Flow, State, iter_flows
from asl.validator import validate
from asl.validator.report import did_you_mean

from .refusal import StateTestRefused, invalid_definition, invalid_request

__all__ = ["STATE_NAME", "LocatedState", "locate_state"]

STATE_NAME: Final = "StateName"
"""What the service calls the state under test in its Context Object, whatever its own name is (recorded)."""


@dataclass(frozen=True, slots=True)
class LocatedState:
    """A valid state and the flow it belongs to."""

    flow: Flow
    state: State


def locate_state(document: Document, state_name: str | None) -> LocatedState:
    """Return the state under test.

    Raises:
        StateTestRefused: the definition has errors, or there is no state of that name.
    """
    if state_name is None:
        return _locate_alone(document)
    diagnostics = validate(document)
    if has_errors(diagnostics):
        raise invalid_definition(document, document, diagnostics)
    for flow in iter_flows(document.machine):
        if state_name in flow.states:
            return LocatedState(flow, flow.states[state_name])
    names = [name for flow in iter_flows(document.machine) for name in flow.states]
    raise invalid_request(
        "State not found in definition",
        help=did_you_mean(state_name, names, f"its states are {', '.join(names[:5])}"),
    )


def _locate_alone(document: Document) -> LocatedState:
    value = document.value
    if has_errors(document.diagnostics) or not isinstance(value, dict):
        raise invalid_definition(document, document, document.diagnostics)
    targets: JsonObject = {name: {"Type": "Succeed"} for name in _targets(value) if name != STATE_NAME}
    wrapped = parse(
        compact({"StartAt": STATE_NAME, "States": {STATE_NAME: value, **targets}}), name=STATE_NAME, format="json"
    )
    # A state that leads only to itself is a fault of its machine, not of the state.
    diagnostics = [found for found in validate(wrapped) if found.aws_code != "MISSING_END_STATE"]
    if has_errors(diagnostics):
        shown = [*document.diagnostics, *map(_as_written, diagnostics)]
        raise _hint(invalid_definition(wrapped, document, shown), value)
    machine = wrapped.machine
    return LocatedState(machine, machine.states[STATE_NAME])


def _targets(state: JsonObject) -> Iterator[str]:
    """Yield the names of the states that a state leads to."""
    places: list[Json] = [state]
    for name in ("Choices", "Catch"):
        inner = state.get(name)
        places += inner if isinstance(inner, list) else []
    for place in places:
        if isinstance(place, dict):
            yield from (target for name in ("Next", "Default") if isinstance(target := place.get(name), str))


def _as_written(found: Diagnostic) -> Diagnostic:
    """Return a diagnostic of the machine around a state as one of the state's own text."""
    inside = ("States", STATE_NAME)
    pointer = found.place.pointer
    if pointer[:2] == inside:
        pointer = pointer[2:]
    labels = tuple(
        replace(label, place=replace(label.place, pointer=label.place.pointer[2:]), span=None)
        for label in found.labels
        if label.place.pointer[:2] == inside
    )
    return replace(found, place=replace(found.place, pointer=pointer), labels=labels, span=None, fix=None)


def _hint(refused: StateTestRefused, value: JsonObject) -> StateTestRefused:
    if "States" in value and "Type" not in value:
        refused.help = "this is a whole machine: say which of its states to test"
    return refused
