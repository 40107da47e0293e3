"""Functions at the end of a path are an extension that the States Language does not document.

Source: States Language specification, "Paths"; developer guide, "Reference paths": what may be in a path does not
include functions. Behaviour of the service may change without notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import JsonObject
from asl.model import QueryLanguage, State
from asl.pointer import Pointer
from asl.source import Span

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _pass(path: str) -> JsonObject:
    return one_task({"Type": "Pass", "Parameters": {"count.$": path}, "End": True})


RULE = Rule(
    code="ASL820",
    name="jsonpath-extension",
    summary="a path uses a function that only some JSONPath libraries have",
    explanation=(
        "Functions such as length() and max() at the end of a path come from one JSONPath library. The States "
        "Language does not document them, so they may behave otherwise or stop working. Use an intrinsic function, "
        "or JSONata."
    ),
    bad=_pass("$.orders.length()"),
    good=_pass("States.ArrayLength($.orders)"),
)
_FUNCTION = re.compile(r"\$[^\s,()'\"]*?\.([a-z]+)\(\)")


def check(context: Context) -> Iterator[Finding]:
    """No path ends in a call."""
    for _, state in context.states:
        if state.language is not QueryLanguage.JSONPATH:
            continue
        for at, text in _paths(context, state):
            match = _FUNCTION.search(text)
            if match is not None:
                help_ = "use States.ArrayLength" if match[1] in ("length", "size") else "use JSONata"
                yield Finding(
                    f"{match[1]}() is not part of the States Language's paths",
                    at,
                    within=Span(match.start(1), match.end(1) + 2),
                    help=help_,
                )


def _paths(context: Context, state: State) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts that hold paths, each once."""
    seen = set()
    for read in context.reads_of(state):
        if read.at not in seen:
            seen.add(read.at)
            value: object = context.document.value
            for step in read.at:
                value = value[step]  # type: ignore[index]  # the read's place exists
            if isinstance(value, str):
                yield read.at, value
