"""A result that the next state overwrites before anybody reads it.

Source: States Language specification, "Input and Output Processing". Only what two neighbouring states say for certain
counts: the type checker of data flow is another tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place, Severity
from asl.model import Pass, QueryLanguage, State, Task

from ...context import Context
from ...examples import flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL958",
    name="result-not-used",
    summary="the next state overwrites a result that nobody has read",
    severity=Severity.INFO,
    explanation=(
        "The next state writes its own result to the same place and reads nothing there, so this result is lost. "
        'Give the two results different places, or drop this one with "ResultPath": null.'
    ),
    bad=flow(("First", send(ResultPath="$.sent", Next="Second")), ("Second", send(ResultPath="$.sent"))),
    good=flow(("First", send(ResultPath="$.first", Next="Second")), ("Second", send(ResultPath="$.second"))),
)


def check(context: Context) -> Iterator[Finding]:
    """The state after a Task does not write where the Task wrote without having read it."""
    for use in context.tasks:
        state = use.state
        path = state.result_path
        if state.language is not QueryLanguage.JSONPATH or not isinstance(path, str) or path == "$":
            continue
        following = use.flow.states.get(state.next) if isinstance(state.next, str) else None
        if not isinstance(following, (Pass, Task)) or following.result_path != path or following is state:
            continue
        if "OutputPath" in state.raw or "Assign" in state.raw or _reads(context, following, path):
            continue
        yield Finding(
            f'"{following.name}" writes to {path} as well and reads nothing there, so this result is lost',
            (*state.at, "ResultPath"),
            help='choose another place, or "ResultPath": null',
            labels=(Label(Place((*following.at, "ResultPath")), "overwritten here"),),
        )


def _reads(context: Context, state: State, path: str) -> bool:
    """Tell whether a state may read what is at a path, or above or below it."""
    keys = tuple(path.removeprefix("$.").split("."))
    raw = state.raw
    assert isinstance(raw, dict)
    takes_all = isinstance(state, Task) and "Parameters" not in raw
    if takes_all or "Catch" in raw or (isinstance(state, Pass) and not {"Parameters", "Result"} & raw.keys()):
        return True
    for read in context.input_reads_of(state):
        length = min(len(read.keys), len(keys))
        if read.keys[:length] == keys[:length]:
            return True
    return False
