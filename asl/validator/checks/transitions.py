"""Transitions: every name of a state leads to a state of the same flow.

Source: States Language specification, "Transitions": the target must be a state of the same ``States`` block, so
nothing may jump into or out of a branch or an ItemProcessor.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic, Label, Place
from asl.graph import Edge
from asl.pointer import Pointer

from ..context import Context
from ..report import did_you_mean, report
from ..unknown import is_unknown_text

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """``StartAt``, ``Next`` and ``Default`` name a state of the same flow."""
    if not any(graph.dangling for _, graph in context.graphs):
        return
    homes: dict[str, Pointer] = {}
    for states, at in context.raw_flows:
        for name in states:
            homes.setdefault(name, (*at, name))
    for _, graph in context.graphs:
        if any(is_unknown_text(name) for name in graph.states):
            continue
        for edge in graph.dangling:
            if not is_unknown_text(edge.target):
                yield _missing(edge, graph.states, homes)


def _missing(edge: Edge, states: tuple[str, ...], homes: dict[str, Pointer]) -> Diagnostic:
    field = str(edge.at[-1])
    aws_message = f"Missing '{field}' target: {edge.target}"
    home = homes.get(edge.target)
    if home is not None:
        return report(
            "ASL202",
            f'"{field}" names the state "{edge.target}" of another flow',
            edge.at,
            help="a transition stays in its own flow: end this flow, and go on from the state around it",
            labels=(Label(Place(home, "key"), f'"{edge.target}" is here'),),
            aws_message=aws_message,
        )
    return report(
        "ASL201",
        f'"{field}" names unknown state "{edge.target}"',
        edge.at,
        help=did_you_mean(edge.target, states, "name a state of this flow, or add the state"),
        aws_message=aws_message,
    )
