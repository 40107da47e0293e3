"""From a checked document to a program: transitions resolved, expressions compiled.

This is the one stage that insists on validity: a document with errors raises :class:`InvalidDefinition`, and the state
handlers may assume what the validator has checked.
"""

from __future__ import annotations

from typing import Literal, assert_never

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.errors import AslError
from asl.json_values import MISSING, Missing
from asl.model import (
    Choice,
    Fail,
    Flow,
    Kind,
    Map,
    Owner,
    Parallel,
    Pass,
    State,
    Succeed,
    Task,
    UnreadableState,
    Wait,
    fields_of,
    iter_flows,
)
from asl.pointer import Pointer, pointer_text
from asl.validator import validate

from .program import CompiledFlow, CompiledState, Program
from .states.choice import compile_choice
from .states.fail import compile_fail
from .states.links import Links
from .states.map import compile_map
from .states.parallel import compile_parallel
from .states.pass_ import compile_pass
from .states.succeed import compile_succeed
from .states.task import compile_task
from .states.wait import compile_wait

__all__ = ["InvalidDefinition", "UnsupportedDefinition", "compile_document", "compile_state", "refuse_placeholders"]


class InvalidDefinition(AslError):
    """The document has errors; ``diagnostics`` says which, ``document`` where."""

    def __init__(self, document: Document, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = [found for found in diagnostics if found.severity is Severity.ERROR]
        super().__init__(
            f"{document.source.name} has {len(errors)} error{'s' if len(errors) != 1 else ''}: {errors[0].message}",
            help="run `asl validate` on it",
        )
        self.document = document
        self.diagnostics = diagnostics


class UnsupportedDefinition(AslError):
    """The definition is valid, but uses something that this version cannot run; the message says what and where."""


def compile_document(document: Document, *, type: Literal["STANDARD", "EXPRESS"] = "STANDARD") -> Program:  # noqa: A002 - the service's name for it
    """Compile a document.

    Raises:
        InvalidDefinition: the validator finds errors.
        UnsupportedDefinition: it needs something that is not built yet.
    """
    diagnostics = validate(document, type=type)
    if any(found.severity is Severity.ERROR for found in diagnostics):
        raise InvalidDefinition(document, diagnostics)
    machine = document.machine
    _refuse_placeholders(machine)
    timeout_s = None if isinstance(machine.timeout_seconds, Missing) else machine.timeout_seconds
    return Program(compile_flow(machine), timeout_s or None)


_MAY_HOLD_PLACEHOLDERS = frozenset(
    {Kind.STRING, Kind.RESOURCE, Kind.ANY, Kind.ARGUMENTS, Kind.TEMPLATE, Kind.CREDENTIALS}
)


def _refuse_placeholders(machine: Flow) -> None:
    """Refuse ``${Name}`` where the interpreter has to know what stands there; the validator lets it pass."""
    for flow in iter_flows(machine):
        for state in flow.states.values():
            refuse_placeholders(state)
        if isinstance(flow.start_at, Missing) or "${" in flow.start_at:
            raise _placeholder(flow.at, "StartAt", str(flow.raw.get("StartAt")))


def refuse_placeholders(state: State) -> None:
    """Refuse ``${Name}`` in the fields of one state, as for a whole machine.

    Raises:
        UnsupportedDefinition: there is one.
    """
    if isinstance(state, UnreadableState):
        raise _placeholder(state.at, "Type", str(state.raw))
    known = fields_of(Owner(type(state).__name__))
    for name, value in state.raw.items():
        field = known.get(name)
        if field is None or field.kind in _MAY_HOLD_PLACEHOLDERS:
            continue
        if (isinstance(value, str) and "${" in value) or getattr(state, field.attribute, value) is MISSING:
            raise _placeholder(state.at, name, str(value))


def _placeholder(at: Pointer, name: str, value: str) -> UnsupportedDefinition:
    shown = value if len(value) <= 60 else value[:57] + "..."
    return UnsupportedDefinition(
        f"{name} at {pointer_text(at)} is {shown!r}, which is only known after deployment",
        help="put a value in its place and run that",
    )


def compile_flow(flow: Flow) -> CompiledFlow:
    """Compile the states of a flow and link them to one another."""
    states = {name: CompiledState(name, type(state).__name__, state.at) for name, state in flow.states.items()}
    links = Links(states, compile_flow)
    for name, state in flow.states.items():
        compile_state(state, states[name], links)
    assert not isinstance(flow.start_at, Missing), "the validator asks for StartAt"
    return CompiledFlow(states[flow.start_at], states)


def compile_state(state: State, compiled: CompiledState, links: Links) -> None:
    """Compile one state into the place that stands for it in its flow."""
    match state:
        case Pass():
            compiled.step = compile_pass(state, links)
        case Choice():
            compiled.step = compile_choice(state, links)
        case Succeed():
            compiled.step = compile_succeed(state, links)
        case Fail():
            compiled.step = compile_fail(state)
        case Wait():
            compiled.run = compile_wait(state, links)
        case Task():
            compiled.run = compile_task(state, links)
        case Parallel():
            compiled.run = compile_parallel(state, links)
        case Map():
            compiled.run = compile_map(state, links)
        case UnreadableState():
            raise AssertionError(f"{state.name} cannot be read; the validator lets none through")
        case _:
            assert_never(state)
