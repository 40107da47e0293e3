"""A Pass that changes nothing is one more transition to pay for and to read.

Source: States Language specification, "Pass State": it passes its input to its output.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.graph import Reason
from asl.model import Pass

from ...context import Context
from ...examples import flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL214",
    name="useless-pass",
    summary="a Pass that changes nothing and joins nothing",
    severity=Severity.INFO,
    explanation=(
        "This Pass hands on its input as it is, only one state leads to it, and it leads to one. Every transition of "
        "a Standard workflow is paid for. Remove it, and let the state before it name the next one."
    ),
    bad=flow(
        ("Send", send(ResultPath="$.sent", Next="Between")),
        ("Between", {"Type": "Pass", "Next": "Done"}),
        ("Done", send()),
    ),
    good=flow(("Send", send(ResultPath="$.sent", Next="Done")), ("Done", send())),
)
_EFFECTS = frozenset(
    {"Result", "ResultPath", "Parameters", "Assign", "InputPath", "OutputPath", "Output", "Comment", "End"}
)
_LANDINGS = frozenset({Reason.CHOICE, Reason.DEFAULT, Reason.CATCH, Reason.START_AT})


def check(context: Context) -> Iterator[Finding]:
    """A Pass does something, says something, or joins two ways."""
    for flow_, graph in context.graphs:
        suspects = {
            name
            for name, state in flow_.states.items()
            if isinstance(state, Pass) and not _EFFECTS & state.raw.keys() and "Next" in state.raw
        }
        if not suspects:
            continue
        landed = {edge.target for edge in graph.edges if edge.reason in _LANDINGS}
        for name in graph.states:
            if name in suspects and name not in landed and len(graph.predecessors[name]) == 1:
                yield Finding(
                    f'the Pass "{name}" changes nothing',
                    flow_.states[name].at,
                    part="key",
                    help="remove it and name the next state directly, or say in a Comment what it is for",
                )
