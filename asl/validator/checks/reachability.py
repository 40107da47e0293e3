"""Reachability: every state can be entered.

The service looks at incoming edges only: a state that no other state and no ``StartAt`` names is refused, a ring of
states that name each other is not. The ring is a mistake all the same, so it is a warning here. Source: States Language
specification, "Transitions"; the service's answers as recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.graph import Graph
from asl.json_values import Missing
from asl.model import Choice, Fail, Flow, State, Succeed, UnreadableState

from ..context import Context
from ..report import closest, quoted, report
from ..unknown import is_unknown_text

__all__ = ["check", "has_open_ends"]


def check(context: Context) -> Iterator[Diagnostic]:
    """Every state is named by ``StartAt`` or by another state, and a path leads to it from ``StartAt``."""
    for flow, graph in context.graphs:
        reachable = graph.reachable
        if len(reachable) == len(graph.states):
            continue
        guessed = _targets_meant(graph)
        if guessed is None or has_open_ends(flow):
            continue
        found = set(reachable | graph.reachable_from(guessed))
        orphans = [name for name in graph.states if name not in found and not _others(graph, name)]
        for name in orphans:
            yield report(
                "ASL203",
                f'no state leads to "{name}"',
                (*flow.at, "States", name),
                part="key",
                help="name it in a transition, or remove it",
                aws_message=f'State "{name}" is not reachable.',
            )
        found.update(graph.reachable_from(orphans))
        for ring in graph.loops:
            if ring[0] not in found:
                found.update(graph.reachable_from(ring))
                yield _ring(flow, ring)


def has_open_ends(flow: Flow) -> bool:
    """Whether it is not known where some state leads: a mistake there has been reported, and others would follow."""
    return isinstance(flow.start_at, Missing) or any(map(_has_open_end, flow.states.values()))


def _has_open_end(state: State) -> bool:
    match state:
        case UnreadableState(raw=raw):
            return not isinstance(raw, dict) or not ({"Next", "End", "Default", "Choices"} & raw.keys())
        case Succeed() | Fail():
            return "Next" in state.raw
        case Choice(raw=raw, choices=choices):
            listed = raw.get("Choices")
            is_whole = isinstance(listed, list) and 0 < len(listed) == len(choices) and "Next" not in raw
            return not is_whole or any(isinstance(rule.next, Missing) for rule in choices)
        case _:
            catchers = state.raw.get("Catch")
            if isinstance(catchers, list):
                if any(not isinstance(c, dict) or not isinstance(c.get("Next"), str) for c in catchers):
                    return True
            elif catchers is not None:
                return True
            return isinstance(state.next, Missing) and state.end is not True


def _targets_meant(graph: Graph) -> list[str] | None:
    """Return the states that misspelt targets probably mean, so that those are not called unreachable as well.

    ``None`` when a target says nothing: it may mean any state.
    """
    meant = []
    for edge in graph.dangling:
        near = "" if is_unknown_text(edge.target) else closest(edge.target, graph.states)
        if not near:
            return None
        meant.append(near)
    return meant


def _others(graph: Graph, name: str) -> bool:
    return name == graph.start or any(source != name for source in graph.predecessors[name])


def _ring(flow: Flow, ring: tuple[str, ...]) -> Diagnostic:
    shown = quoted(ring[:3]) + (" and others" if len(ring) > 3 else "")
    return report(
        "ASL204",
        f"{shown} lead to each other, but nothing leads to them from StartAt",
        (*flow.at, "States", ring[0]),
        part="key",
        help="name one of them in a transition, or remove them",
    )
