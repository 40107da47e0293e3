"""The control-flow graph of one flow: which state leads to which, and why.

A flow is a state machine, a branch of a Parallel or the processor of a Map; none of them can jump into another, so each
has a graph of its own. Everything here is a pure function of the flow. Chains may be ten thousand states long: nothing
recurses.

Source: States Language specification, "Transitions", "Choice State", "Fallback states".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import assert_never

from asl.json_values import Json, Missing
from asl.model import (
    Catcher,
    Choice,
    ChoiceRule,
    Fail,
    Flow,
    Map,
    Parallel,
    Pass,
    State,
    Succeed,
    Task,
    UnreadableState,
    Wait,
)
from asl.pointer import Pointer

__all__ = ["Edge", "Graph", "Reason", "build_graph", "ends_flow"]


class Reason(Enum):
    """Why one state follows another; the value names the field that says so."""

    START_AT = "StartAt"
    NEXT = "Next"
    DEFAULT = "Default"
    CHOICE = "Choices"
    CATCH = "Catch"


@dataclass(frozen=True, slots=True)
class Edge:
    """One transition.

    Attributes:
        source: the state that is left; empty for ``StartAt``.
        target: the state that is entered, which need not exist.
        reason: the field that asks for it.
        at: the place of the target's name.
        index: number of the Choice Rule or Catcher, from 0; otherwise 0.
    """

    source: str
    target: str
    reason: Reason
    at: Pointer
    index: int = 0

    def __str__(self) -> str:
        match self.reason:
            case Reason.CHOICE | Reason.CATCH:
                why = f"{self.reason.value}[{self.index}]"
            case _:
                why = self.reason.value
        return f"{self.source or '(start)'} -> {self.target} ({why})"


@dataclass(frozen=True)
class Graph:
    """States and transitions of one flow.

    Attributes:
        start: the state that ``StartAt`` names; empty when it names none.
        states: names of the states in the order of the document.
        edges: all transitions, ``StartAt`` first, then by state in the order of the document.
        ends: the states in which the flow can end.
    """

    start: str
    states: tuple[str, ...]
    edges: tuple[Edge, ...]
    ends: frozenset[str]

    @cached_property
    def dangling(self) -> tuple[Edge, ...]:
        """Transitions to states that this flow does not have."""
        known = frozenset(self.states)
        return tuple(edge for edge in self.edges if edge.target not in known)

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """For each state the states that may follow, without repetition."""
        known = frozenset(self.states)
        targets: dict[str, list[str]] = {}
        for edge in self.edges:
            if edge.source and edge.target in known:
                targets.setdefault(edge.source, []).append(edge.target)
        return {name: tuple(dict.fromkeys(targets.get(name, ()))) for name in self.states}

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """For each state the states it may be entered from, without repetition."""
        found: dict[str, list[str]] = {name: [] for name in self.states}
        for source, targets in self.successors.items():
            for target in targets:
                found[target].append(source)
        return {name: tuple(sources) for name, sources in found.items()}

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The states that a run can enter, if every transition can be taken."""
        return self.reachable_from((self.start,))

    def reachable_from(self, states: Iterable[str]) -> frozenset[str]:
        """Return the given states and all that can follow them; names that are no states are left out."""
        return _closure(states, self.successors)

    @cached_property
    def can_end(self) -> frozenset[str]:
        """The states from which the flow can come to an end."""
        return _closure(self.ends, self.predecessors)

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """The largest groups of states that can all lead to one another, each in the order of the document."""
        order = {name: index for index, name in enumerate(self.states)}
        groups = (tuple(sorted(group, key=order.__getitem__)) for group in _components(self.states, self.successors))
        looping = [group for group in groups if len(group) > 1 or group[0] in self.successors[group[0]]]
        return tuple(sorted(looping, key=lambda group: order[group[0]]))


def ends_flow(state: State) -> bool:
    """Tell whether a flow can end in a state: Succeed, Fail, or ``"End": true``."""
    match state:
        case Succeed() | Fail():
            return True
        case Pass() | Task() | Wait() | Parallel() | Map():
            return state.end is True
        case Choice():
            return False
        case UnreadableState(raw=raw):
            return isinstance(raw, dict) and (raw.get("End") is True or raw.get("Type") in ("Succeed", "Fail"))
        case _:
            assert_never(state)


def build_graph(flow: Flow) -> Graph:
    """Return the graph of a flow.

    >>> from asl.model import read_state_machine
    >>> graph = build_graph(read_state_machine({"StartAt": "A", "States": {
    ...     "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}, "C": {"Type": "Pass", "Next": "A"}}}))
    >>> sorted(graph.reachable), [str(edge) for edge in graph.edges]
    (['A', 'B'], ['(start) -> A (StartAt)', 'A -> B (Next)', 'C -> A (Next)'])
    """
    edges: list[Edge] = []
    start = "" if isinstance(flow.start_at, Missing) else flow.start_at
    if not isinstance(flow.start_at, Missing):
        edges.append(Edge("", start, Reason.START_AT, (*flow.at, "StartAt")))
    for state in flow.states.values():
        edges.extend(_edges_of(state))
    ends = frozenset(name for name, state in flow.states.items() if ends_flow(state))
    return Graph(start, tuple(flow.states), tuple(edges), ends)


def _edges_of(state: State) -> Iterator[Edge]:
    match state:
        case Pass() | Wait():
            yield from _next(state)
        case Task() | Parallel() | Map():
            yield from _next(state)
            yield from _catches(state.name, state.catch)
        case Choice(choices=choices, default=default):
            yield from _choices(state.name, choices)
            if not isinstance(default, Missing):
                yield Edge(state.name, default, Reason.DEFAULT, (*state.at, "Default"))
        case Succeed() | Fail():
            pass
        case UnreadableState(raw=dict() as raw):
            yield from _loose_edges(state, raw)
        case UnreadableState():
            pass
        case _:
            assert_never(state)


def _next(state: Pass | Wait | Task | Parallel | Map) -> Iterator[Edge]:
    if not isinstance(state.next, Missing):
        yield Edge(state.name, state.next, Reason.NEXT, (*state.at, "Next"))


def _catches(name: str, catchers: tuple[Catcher, ...]) -> Iterator[Edge]:
    for index, catcher in enumerate(catchers):
        if not isinstance(catcher.next, Missing):
            yield Edge(name, catcher.next, Reason.CATCH, (*catcher.at, "Next"), index)


def _choices(name: str, rules: tuple[ChoiceRule, ...]) -> Iterator[Edge]:
    for index, rule in enumerate(rules):
        if not isinstance(rule.next, Missing):
            yield Edge(name, rule.next, Reason.CHOICE, (*rule.at, "Next"), index)


def _loose_edges(state: UnreadableState, raw: dict[str, Json]) -> Iterator[Edge]:
    """Read the transitions of a state of unknown type, so that what follows it is not called unreachable."""
    for reason in (Reason.NEXT, Reason.DEFAULT):
        target = raw.get(reason.value)
        if isinstance(target, str):
            yield Edge(state.name, target, reason, (*state.at, reason.value))
    for reason in (Reason.CHOICE, Reason.CATCH):
        entries = raw.get(reason.value)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            target = entry.get("Next") if isinstance(entry, dict) else None
            if isinstance(target, str):
                yield Edge(state.name, target, reason, (*state.at, reason.value, index, "Next"), index)


def _closure(start: Iterable[str], neighbours: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    waiting = [name for name in start if name in neighbours]
    found = set(waiting)
    while waiting:
        for name in neighbours[waiting.pop()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)


def _components(states: tuple[str, ...], successors: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return the strongly connected components (Tarjan's algorithm with a stack of its own)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    found: list[list[str]] = []
    for root in states:
        if root in index:
            continue
        work = [(root, iter(successors[root]))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while work:
            name, following = work[-1]
            for target in following:
                if target not in index:
                    index[target] = low[target] = len(index)
                    path.append(target)
                    on_path.add(target)
                    work.append((target, iter(successors[target])))
                    break
                if target in on_path:
                    low[name] = min(low[name], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    cut = _last_index(path, name)
                    found.append(path[cut:])
                    on_path.difference_update(path[cut:])
                    del path[cut:]
    return found


def _last_index(path: list[str], name: str) -> int:
    at = len(path) - 1
    while path[at] != name:
        at -= 1
    return at
