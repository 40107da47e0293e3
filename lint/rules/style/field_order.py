"""A state reads best with its type first and the way out last.

Source: the order of the examples in the States Language specification; off by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.model import UnreadableState

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL961",
    name="field-order",
    summary="Type is not first, or Next and End are not last",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Readers look for the Type at the beginning of a state and for Next or End at its end, as all examples have "
        "them. Here they stand elsewhere. Move them; nothing changes for the service."
    ),
    bad=one_task({"End": True, "Type": "Pass"}),
    good=one_task({"Type": "Pass", "End": True}),
)
_LAST = frozenset({"Next", "End", "Default"})


def check(context: Context) -> Iterator[Finding]:
    """``Type`` comes first, after a Comment at most, and what leads on comes last."""
    for _, state in context.states:
        if isinstance(state, UnreadableState):
            continue
        names = [name for name in state.raw if name not in ("Comment", "QueryLanguage")]
        if names and names[0] != "Type":
            yield Finding('"Type" is not the first field', (*state.at, "Type"), part="key", help="move it up")
            continue
        for name in names[:-1]:
            if name in _LAST:
                yield Finding(f'"{name}" is not the last field', (*state.at, name), part="key", help="move it down")
                break
