"""Workflow variables along the transitions: set before they are read, seen only where they exist, used at all.

Source: developer guide, "Passing data between states with variables": a variable is seen from the next state on, in the
flow that sets it and in the flows inside; an inner flow may not set a variable of an outer one (the service refuses
it); a Distributed Map's iterations see no outer variables. Reading a variable that was never set fails the state, which
the service finds out only when it runs.

The analysis follows each flow's transitions: what is set on *some* way to a state, and what is set on *every* way.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from asl.diagnostics import Diagnostic, Label, Place
from asl.graph import Graph, Reason
from asl.json_values import Json, Missing, compact
from asl.model import Flow, Map, Parallel, State
from asl.pointer import Pointer

from ..context import Context
from ..report import closest, report
from ..unknown import is_unknown_text
from ..variable_uses import Assignment, VariableRead, assignments, variable_reads
from .variables import is_variable_name

__all__ = ["check"]

_MAX_BYTES = 256 * 1024
_MAY_READ = re.compile(r"\$[^\W\d]")
_MADE_WITH_ASSIGN = frozenset({"Assign", "Output"})
"""Fields that are evaluated when the state has succeeded, so that a reader may think the Assign came first."""


@dataclass
class _Scope:
    """One flow: what it sets (by name), and per state what is set before it on some and on every way.

    ``some`` and ``every`` hold sets of names as the bits of a number; ``bits`` says which name has which.
    """

    flow: Flow
    outer: _Scope | None
    inherits: bool
    owner: str = ""
    set_here: dict[str, list[Assignment]] = field(default_factory=dict)
    bits: Mapping[str, int] = field(default_factory=dict)
    some: Mapping[str, int] = field(default_factory=dict)
    every: Mapping[str, int] = field(default_factory=dict)

    def is_set_on_some_way(self, name: str, state: str) -> bool:
        return bool(self.some.get(state, 0) & self.bits.get(name, 0))

    def is_set_on_every_way(self, name: str, state: str) -> bool:
        return bool(self.every.get(state, 0) & self.bits.get(name, 0))

    @cached_property
    def is_unknown(self) -> bool:
        """Whether names of states or the start are not known, so that nothing is known about the order."""
        start = self.flow.start_at
        return (
            isinstance(start, Missing) or start not in self.flow.states or any(map(is_unknown_text, self.flow.states))
        )

    def visible_outer(self, name: str) -> _Scope | None:
        """Return the nearest flow around this one that sets a variable which is seen here."""
        scope = self
        while scope.outer is not None and scope.inherits:
            scope = scope.outer
            if name in scope.set_here:
                return scope
        return None


def check(context: Context) -> Iterator[Diagnostic]:
    """Variables are set before they are read, where they are seen, under names that are free, and are used."""
    if not _MAY_READ.search(context.document.source.text) and "Assign" not in context.document.source.text:
        return
    made = list(assignments(context))
    reads = list(variable_reads(context))
    scopes = _scopes(context, made)
    homes = _state_homes(scopes)
    anywhere = {assignment.name: assignment for assignment in reversed(made)}
    by_site: dict[tuple[str, Pointer], list[Assignment]] = {}
    for assignment in made:
        by_site.setdefault((assignment.name, assignment.site.at), []).append(assignment)
    for assignment in made:
        yield from _shadowing(assignment, homes)
        yield from _size(assignment)
    used: set[str] = set()
    for read in reads:
        used.add(read.name)
        if not read.is_guarded:
            yield from _reading(read, homes, anywhere, by_site)
    if not _has_unknown_reads(context):
        yield from _unused(made, used)


def _scopes(context: Context, made: list[Assignment]) -> list[_Scope]:
    graphs = {flow.at: graph for flow, graph in context.graphs}
    by_state: dict[Pointer, list[Assignment]] = {}
    for assignment in made:
        by_state.setdefault(_state_at(assignment.at, graphs), []).append(assignment)
    scopes: list[_Scope] = []
    waiting = deque([_Scope(context.machine, None, inherits=False)])
    while waiting:
        scope = waiting.popleft()
        scopes.append(scope)
        for state in scope.flow.states.values():
            for assignment in by_state.get(state.at, ()):
                scope.set_here.setdefault(assignment.name, []).append(assignment)
        graph = graphs.get(scope.flow.at)
        if graph is not None:
            _flow_analysis(scope, graph, by_state)
        for state in scope.flow.states.values():
            waiting.extend(_inner_scopes(state, scope))
    return scopes


def _inner_scopes(state: State, scope: _Scope) -> Iterator[_Scope]:
    match state:
        case Parallel(branches=branches):
            for branch in branches:
                yield _Scope(branch, scope, inherits=True, owner=state.name)
        case Map(item_processor=processor) if not isinstance(processor, Missing):
            config = processor.raw.get("ProcessorConfig")
            mode = config.get("Mode") if isinstance(config, dict) else None
            yield _Scope(processor, scope, inherits=mode != "DISTRIBUTED", owner=state.name)
        case _:
            pass


def _state_at(at: Pointer, graphs: Mapping[Pointer, Graph]) -> Pointer:
    """Return the place of the innermost state that a place is in."""
    for end in range(len(at) - 1, 0, -1):
        if at[end - 1] == "States" and at[: end - 1] in graphs:
            return at[: end + 1]
    return ()


def _flow_analysis(scope: _Scope, graph: Graph, by_state: Mapping[Pointer, list[Assignment]]) -> None:
    """Fill ``some`` and ``every``: a forward analysis over the transitions, with the names as bits of a number."""
    names = list(scope.set_here)
    if not names:
        return
    bit = {name: 1 << index for index, name in enumerate(names)}
    edges: dict[str, list[tuple[str, int]]] = {}
    for edge in graph.edges:
        if edge.source:
            at = (*scope.flow.at, "States", edge.source)
            sets = 0
            for assignment in by_state.get(at, ()):
                if _applies(assignment, edge.reason, edge.index, len(at)):
                    sets |= bit[assignment.name]
            edges.setdefault(edge.source, []).append((edge.target, sets))
    some: dict[str, int] = {graph.start: 0}
    every: dict[str, int] = {graph.start: 0}
    waiting = deque([graph.start])
    while waiting:
        source = waiting.popleft()
        for target, sets in edges.get(source, ()):
            before = (some.get(target), every.get(target))
            some[target] = (before[0] or 0) | some[source] | sets
            arriving = every[source] | sets
            every[target] = arriving if before[1] is None else before[1] & arriving
            if (some[target], every[target]) != before:
                waiting.append(target)
    scope.bits, scope.some, scope.every = bit, some, every


def _applies(assignment: Assignment, reason: Reason, index: int, depth: int) -> bool:
    """Tell whether a transition carries an assignment: a state's own on success, a Catcher's or rule's on its own."""
    inner = assignment.at[depth:]
    match reason:
        case Reason.NEXT | Reason.DEFAULT:
            return inner[0] == "Assign"
        case Reason.CATCH:
            return inner[:2] == ("Catch", index)
        case Reason.CHOICE:
            return inner[:2] == ("Choices", index)
        case Reason.START_AT:
            return False
        case _:
            assert_never(reason)


def _state_homes(scopes: list[_Scope]) -> dict[Pointer, tuple[_Scope, str]]:
    return {state.at: (scope, name) for scope in scopes for name, state in scope.flow.states.items()}


def _home(at: Pointer, homes: Mapping[Pointer, tuple[_Scope, str]]) -> tuple[_Scope, str] | None:
    for end in range(len(at), 1, -1):
        if at[end - 2] == "States" and at[:end] in homes:
            return homes[at[:end]]
    return None


def _shadowing(assignment: Assignment, homes: Mapping[Pointer, tuple[_Scope, str]]) -> Iterator[Diagnostic]:
    home = _home(assignment.at, homes)
    if home is None:
        return
    outer = home[0].visible_outer(assignment.name)
    if outer is not None and not is_unknown_text(assignment.name):
        first = outer.set_here[assignment.name][0]
        yield report(
            "ASL911",
            f'"{assignment.name}" is a variable of an outer flow, and cannot be set here',
            assignment.at,
            part="key",
            help="choose another name, or hand the value on in the output of this flow",
            labels=(Label(Place(first.at, "key"), "set in the outer flow here"),),
        )


def _size(assignment: Assignment) -> Iterator[Diagnostic]:
    if isinstance(assignment.value, (str, dict, list)) and _length(assignment.value) > _MAX_BYTES:
        yield report(
            "ASL914",
            f'the value of "{assignment.name}" is larger than the 256 KiB that a variable holds',
            assignment.at,
            help="keep the data in S3, and the place of it in the variable",
        )


def _length(value: Json) -> int:
    return len(compact(value).encode("utf-8", "surrogatepass"))


def _reading(
    read: VariableRead,
    homes: Mapping[Pointer, tuple[_Scope, str]],
    anywhere: Mapping[str, Assignment],
    by_site: Mapping[tuple[str, Pointer], list[Assignment]],
) -> Iterator[Diagnostic]:
    home = _home(read.at, homes)
    if home is None:
        return
    scope, state = home
    if state not in scope.flow.states or scope.is_unknown:
        return
    own = by_site.get((read.name, read.site.at), [])
    if scope.is_set_on_some_way(read.name, state):
        if not scope.is_set_on_every_way(read.name, state) and not _is_set_around(scope, read.name):
            yield _undefined(read, f'"${read.name}" is not set on every way to this state', own)
        elif own and read.field in _MADE_WITH_ASSIGN and not _is_update_of_itself(read, own):
            yield report(
                "ASL913",
                f'"${read.name}" still has its old value here: this state\'s Assign sets it for the next state',
                read.at,
                within=read.within,
                help="write the new value out here, or read the variable in the next state",
                labels=(Label(Place(own[0].at, "key"), "set here"),),
            )
        return
    if _is_set_around(scope, read.name):
        return
    if own:
        yield _undefined(read, f'"${read.name}" is not set yet: this Assign sets it for the next state', own)
        return
    elsewhere = anywhere.get(read.name)
    if elsewhere is None or read.name in scope.set_here:
        yield _undefined(read, f'no state before this one sets the variable "${read.name}"', [], anywhere)
    else:
        yield report(
            "ASL912",
            f'"${read.name}" is a variable of a flow that is not seen from here',
            read.at,
            within=read.within,
            help="a flow's variables end with it, and a Distributed Map sees no outer ones: hand the value on as data",
            labels=(Label(Place(elsewhere.at, "key"), "set here"),),
        )


def _undefined(
    read: VariableRead, message: str, own: list[Assignment], known: Mapping[str, Assignment] | None = None
) -> Diagnostic:
    near = closest(read.name, known) if known else ""
    return report(
        "ASL909",
        message,
        read.at,
        within=read.within,
        help=f'did you mean "${near}"?' if near else f'set "{read.name}" in the Assign of a state before this one',
        labels=tuple(Label(Place(assignment.at, "key"), "set here") for assignment in own[:1]),
    )


def _is_set_around(scope: _Scope, name: str) -> bool:
    """Whether a flow around this one has set a variable before it comes to this one."""
    while scope.outer is not None and scope.inherits:
        owner, scope = scope.owner, scope.outer
        if scope.is_set_on_some_way(name, owner):
            return True
    return False


def _is_update_of_itself(read: VariableRead, own: list[Assignment]) -> bool:
    """``"count": "{% $count + 1 %}"`` reads the old value on purpose."""
    return any(read.at[: len(assignment.at)] == assignment.at for assignment in own)


def _has_unknown_reads(context: Context) -> bool:
    """Whether substitutions or unreadable expressions may read variables that seem unused."""
    return "${" in context.document.source.text or any(found.problem is not None for found in context.jsonata)


def _unused(made: list[Assignment], used: set[str]) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for assignment in made:
        if assignment.name not in used and assignment.name not in told and is_variable_name(assignment.name):
            told.add(assignment.name)
            yield report(
                "ASL910",
                f'the variable "{assignment.name}" is never read',
                assignment.at,
                part="key",
                help="remove it, or read it",
            )
