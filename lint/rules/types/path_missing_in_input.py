"""A path reads what the data at hand cannot hold, or lacks on some way there.

Source: the types that flow through the machine, see :mod:`asl.typecheck`.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Label, Place, Severity
from asl.expr.path import PathRoot
from asl.json_values import Json
from asl.model import Fail, State
from asl.typecheck.flow import StateTypes
from asl.typecheck.template_types import PathRead
from asl.types import Miss, Never, Object, Presence, Type, candidates, type_text

from ...context import Context
from ...examples import flow, invoke
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_MODEL: dict[str, Json] = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sagemaker:createModel",
    "Parameters": {"ModelName": "digits", "ExecutionRoleArn.$": "$.RoleArn"},
}

RULE = Rule(
    code="ASL819",
    name="path-missing-in-input",
    summary="a path that the data at hand cannot have",
    severity=Severity.ERROR,
    may_warn=True,
    explanation=(
        "Types are followed from state to state: what a service answers, what literals, templates and ResultPath make. "
        "This path names something that the data here does not hold, so the state fails when it is run; as a warning: "
        "on some of the ways that lead here. Often a Task's result has replaced the input: keep the input with "
        "ResultPath, or read the path before."
    ),
    bad=flow(
        ("Create", {**_MODEL, "TimeoutSeconds": 60, "Next": "Tell"}),
        ("Tell", invoke("$.RoleArn")),
    ),
    good=flow(
        ("Create", {**_MODEL, "TimeoutSeconds": 60, "ResultPath": "$.model", "Next": "Tell"}),
        ("Tell", invoke("$.RoleArn")),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Every path finds something."""
    for flow_types in context.types.flows:
        for types in flow_types.states.values():
            for read in types.outcome.reads:
                finding = _judge(context, types, read)
                if finding is not None:
                    yield finding


def _judge(context: Context, types: StateTypes, read: PathRead) -> Finding | None:
    found = read.found
    if found.presence is Presence.PRESENT:
        return None
    for miss in found.misses:
        if miss.step < 0 or isinstance(miss.holder, Never) or read.path.root is PathRoot.CONTEXT:
            # Variables that are not assigned and the Context Object are judged by checks of their own.
            continue
        if _is_thrown_away(context, types.state, miss):
            continue
        is_certain = found.presence is Presence.MISSING and miss.is_certain
        if is_certain or _is_likely(miss):
            return _finding(types.state, read, miss, is_certain=is_certain)
    return None


def _is_thrown_away(context: Context, state: State, miss: Miss) -> bool:
    """Tell whether a Catcher that leads straight here threw the input away, which ASL413 says at the Catcher."""
    origin = miss.holder.origin
    if origin is None or origin.what != "Catch":
        return False
    _, caught = context.state_by_place[origin.at[:-2]]
    index = origin.at[-1]
    catch = getattr(caught, "catch", ())
    return isinstance(index, int) and index < len(catch) and catch[index].next == state.name


def _is_likely(miss: Miss) -> bool:
    """Tell whether some way here certainly lacks it; what may be left out, as by a service, is no reason to warn."""
    holder = miss.holder
    return isinstance(holder, Object) and isinstance(miss.key, str) and miss.key not in holder.fields


def _finding(state: State, read: PathRead, miss: Miss, *, is_certain: bool) -> Finding:
    holder = type_text(miss.holder, 90)
    origin = miss.holder.origin
    where = f", which {_maker(origin.state, state, origin.what)}" if origin is not None else ""
    key = f'"{miss.key}"' if isinstance(miss.key, str) else f"item {miss.key}"
    if is_certain:
        message = f'"{read.path.text}" finds nothing: there is no {key} in {holder}{where}'
    else:
        message = f'"{read.path.text}" may find nothing: on some way here there is no {key} in {holder}{where}'
    near = candidates(miss.holder, str(miss.key))
    labels: tuple[Label, ...] = ()
    if origin is not None and origin.at and origin.state != state.name:
        labels = (Label(Place(origin.at, "key"), "made here"),)
    return Finding(
        message,
        read.pointer,
        within=read.span,
        help=f'did you mean "{near[0]}"?' if near else _advice(miss.holder),
        labels=labels,
        severity=None if is_certain and not _may_be_otherwise(state, miss) else Severity.WARNING,
    )


def _may_be_otherwise(state: State, miss: Miss) -> bool:
    """Tell whether a certain miss is told as a warning.

    The API of an SDK integration may be newer than the installed model. A Fail state ends the execution in any case,
    only with another error.
    """
    origin = miss.holder.origin
    return isinstance(state, Fail) or (origin is not None and origin.what.startswith("aws-sdk:"))


def _maker(name: str, state: State, what: str) -> str:
    if not name:
        return f"is {what}"
    return f"{what} made in this state" if name == state.name else f'{what} made in state "{name}"'


def _advice(holder: Type) -> str:
    if holder.origin is not None and holder.origin.at and holder.origin.at[-1] == "Resource":
        return "keep the input beside the result with ResultPath"
    return "read it where it is still there, or carry it along"
