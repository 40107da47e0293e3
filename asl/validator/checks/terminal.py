"""Terminal states: every flow can come to an end.

Source: States Language specification, "Terminal State"; the service asks for one in each ``States`` block, but not that
it can be reached, which is a warning here.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic

from ..context import Context
from ..report import report
from .reachability import has_open_ends

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """A flow has a Succeed or Fail state or one with ``"End": true``, and every state can get to one."""
    for flow, graph in context.graphs:
        if graph.dangling or (len(graph.can_end) == len(graph.states)) or has_open_ends(flow):
            continue
        if not graph.ends:
            yield report(
                "ASL205",
                "no state ends this flow",
                (*flow.at, "States"),
                part="key",
                help='write "End": true into the last state, or add a Succeed or Fail state',
                aws_message="Workflow has no terminal state",
            )
            continue
        for ring in graph.loops:
            inside = frozenset(ring)
            is_left = any(target not in inside for name in ring for target in graph.successors[name])
            if ring[0] in graph.reachable and not is_left and not (inside & graph.ends):
                yield report(
                    "ASL206",
                    f'after "{ring[0]}" the flow can never end',
                    (*flow.at, "States", ring[0]),
                    part="key",
                    help="give the loop a way out to a terminal state",
                )
