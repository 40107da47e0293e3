"""Two query languages in one machine.

Source: developer guide, "Transforming data with JSONata": single states of a JSONPath machine may be JSONata, which is
how one migrates.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject
from asl.model import QueryLanguage

from ...context import Context
from ...examples import NamedState, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_DONE: NamedState = ("Done", {"Type": "Succeed"})
_OUTPUT: JsonObject = {"Type": "Pass", "Output": "{% $states.input %}", "Next": "Done"}

RULE = Rule(
    code="ASL918",
    name="mixed-query-languages",
    summary="states of both query languages in one machine",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Some states of this machine use JSONPath and some JSONata. That is allowed and is how one migrates, but "
        "readers have to know both. Finish the migration, then set QueryLanguage once at the top."
    ),
    bad=flow(("First", {**_OUTPUT, "QueryLanguage": "JSONata"}), _DONE),
    good=flow(("First", _OUTPUT), _DONE, QueryLanguage="JSONata"),
)


def check(context: Context) -> Iterator[Finding]:
    """All states have one query language; told once, at the first state that differs from the machine."""
    for _, state in context.states:
        if state.language is not context.machine.language:
            counted = sum(other.language is QueryLanguage.JSONATA for _, other in context.states)
            yield Finding(
                f"{counted} of {len(context.states)} states use JSONata, the others JSONPath",
                state.at,
                part="key",
                help="finish the migration, then set QueryLanguage at the top",
            )
            return
