"""A value that flows into a request of a service does not fit what the service takes.

Source: the API models of the services, and the types that flow through the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asl.diagnostics import Severity
from asl.expr.jsonata_text import is_expression
from asl.json_values import Json, Missing
from asl.pointer import Pointer
from asl.typecheck.outcome import Request
from asl.types import ITEM, Answer, Mismatch, MismatchKind, assign
from asl.types.mismatch_text import mismatch_help, mismatch_text, place_text

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _model(name: Json, key: str = "ModelName.$") -> dict[str, Json]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sagemaker:createModel",
        "Parameters": {key: name, "ExecutionRoleArn.$": "$.role"},
        "TimeoutSeconds": 60,
        "End": True,
    }


RULE = Rule(
    code="ASL530",
    name="request-mismatch",
    summary="a value that does not fit the request that it flows into",
    severity=Severity.ERROR,
    may_warn=True,
    explanation=(
        "Services say what their requests may hold: types, words, lengths, characters. The value that gets here does "
        "not fit, so the call is refused when the state runs; as a warning: it may not fit, for instance because an "
        "execution's name may be longer than a model's. Make the value from what always fits, States.UUID() or a "
        "shorter name, or check it in a Choice before."
    ),
    bad=one_task(_model("States.Array($.name, '2')")),
    good=one_task(_model("States.Format('model-{}', States.UUID())")),
)

_STRUCTURE = frozenset({MismatchKind.MISSING_FIELD, MismatchKind.UNEXPECTED_FIELD})


def check(context: Context) -> Iterator[Finding]:
    """Every parameter fits the API's request."""
    for flow_types in context.types.flows:
        for types in flow_types.states.values():
            request = types.outcome.request
            if request is None:
                continue
            found = assign(request.given, request.wanted)
            if found.answer is Answer.YES:
                continue
            told: set[Pointer] = set()
            for mismatch in found.mismatches:
                at, value = _place(context, request, mismatch.path)
                # One place, one finding: what is too long and has wrong characters is mended at once.
                if at not in told and _is_ours(mismatch, value):
                    told.add(at)
                    together = [one for one in found.mismatches if one.path == mismatch.path]
                    yield _finding(mismatch, together, at)


def _place(context: Context, request: Request, path: Sequence[object]) -> tuple[Pointer, Json]:
    """Return where in the definition a part of the request is written, as deep as the definition says it."""
    value: Json = context.document.value if not isinstance(context.document.value, Missing) else None
    for key in request.at:
        value = value[key]  # type: ignore[index]  # the model was read from there
    at = request.at
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            key = step if step in value else f"{step}.$"
            if key not in value:
                break
            at, value = (*at, key), value[key]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            at, value = (*at, step), value[step]
        else:
            break
    return at, value


def _is_ours(mismatch: Mismatch, value: Json) -> bool:
    """Tell whether the types say more than the text: literals and members are judged by the validator."""
    if isinstance(value, str) and "${" in value:
        return False
    is_evaluated = is_expression(value) or (isinstance(value, str) and value[:1] == "$") or _is_call(value)
    if is_evaluated:
        return True
    if mismatch.kind in _STRUCTURE or isinstance(value, (dict, list)):
        return False
    return mismatch.kind is MismatchKind.OUTSIDE_ENUM and mismatch.is_certain


def _is_call(value: Json) -> bool:
    return isinstance(value, str) and value.startswith("States.")


def _finding(mismatch: Mismatch, together: Sequence[Mismatch], at: Pointer) -> Finding:
    name = place_text(tuple(step for step in mismatch.path if step is not ITEM), root="").lstrip(".") or "the request"
    told = ", and ".join(mismatch_text(one) for one in together)
    return Finding(
        f"the value of {name} {'does' if mismatch.is_certain else 'may'} not fit: {told}",
        at,
        help=mismatch_help(mismatch) or "make it from something that always fits, or check it in a Choice before",
        severity=None if mismatch.is_certain else Severity.WARNING,
    )
