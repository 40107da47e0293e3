"""What goes into a service call and what comes out: the shapes for a ``Resource``, and the check of its parameters.

Step Functions checks parameters against the shapes it knows before it calls the service. At run time a refused
parameter ends the execution with ``States.Runtime`` before the Task is scheduled (recorded behaviour).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from asl.json_values import Json, compact
from asl.pointer import ROOT, Pointer

from .action import OptimizedAction
from .arn import ResourceKind, TaskResource
from .catalogue import api_operation, find_action
from .naming import Style
from .sdk import load_service
from .shapes import Shape

__all__ = [
    "ParameterProblem",
    "free_members",
    "has_form",
    "input_shape",
    "output_shape",
    "parameters_rejection",
    "validate_parameters",
]

_OWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "document": {"type": "structure", "members": {}, "document": True},
    "list of strings": {"type": "list", "member": {"shape": "string"}},
    "list map": {"type": "map", "key": {"shape": "string"}, "value": {"shape": "list of strings"}},
}
_INPUT: Final = "the integration's parameters"


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One reason why parameters are refused.

    Attributes:
        at: place inside the parameters; the unknown, ill-formed or missing member itself.
        kind: ``unknown``, ``missing`` or ``format``.
        message: the service's own words.
        suggestion: the member that was probably meant, or empty.
    """

    at: Pointer
    kind: str
    message: str
    suggestion: str = ""


def style_of(resource: TaskResource) -> Style:
    """Return how a resource spells members."""
    return Style.SDK if resource.kind is ResourceKind.AWS_SDK else Style.OPTIMIZED


@lru_cache(maxsize=512)
def input_shape(resource: TaskResource) -> Shape | None:
    """Return the shape of a Task's parameters; ``None`` when any JSON may be given or the action is unknown."""
    if resource.kind not in {ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK, ResourceKind.HTTP}:
        return None
    action = find_action(resource)
    style = style_of(resource)
    called = api_operation(resource)
    if called is None:
        if action is None:
            return None
        return Shape(_INPUT, style, {**_OWN, _INPUT: _with_own({"type": "structure"}, action)})
    model = load_service(called[0])
    operation = None if model is None else model.operations.get(called[1])
    if model is None or operation is None:
        return None
    name = operation.get("input", {}).get("shape")
    if action is not None and (action.own_parameters or action.removed_parameters or action.required):
        base = {"type": "structure"} if name is None else model.shapes[name]
        return Shape(_INPUT, style, {**_OWN, **model.shapes, _INPUT: _with_own(base, action)})
    if name is None:
        return Shape(_INPUT, style, {_INPUT: {"type": "structure", "members": {}}})
    return Shape(name, style, model.shapes)


@lru_cache(maxsize=512)
def output_shape(resource: TaskResource) -> Shape | None:
    """Return the shape of the API's answer to a request-response call; ``None`` when there is none."""
    called = api_operation(resource)
    model = None if called is None else load_service(called[0])
    if called is None or model is None:
        return None
    name = model.operations.get(called[1], {}).get("output", {}).get("shape")
    return None if name is None else Shape(name, style_of(resource), model.shapes)


def _with_own(base: Mapping[str, Any], action: OptimizedAction) -> dict[str, Any]:
    """Return the API's input with the integration's own parameters put in and the removed ones left out."""
    own = {name: {"shape": kind} for name, kind in action.own_parameters.items()}
    removed = {name[:1].lower() + name[1:] for name in (*action.removed_parameters, *own)}
    kept = {
        name: reference
        for name, reference in base.get("members", {}).items()
        if name[:1].lower() + name[1:] not in removed
    }
    required = [name for name in base.get("required", ()) if name in kept]
    return {"type": "structure", "members": {**kept, **own}, "required": [*required, *action.required]}


def validate_parameters(resource: TaskResource, parameters: Json) -> tuple[ParameterProblem, ...]:
    """Return what Step Functions would refuse: unknown members, missing required ones, values of a wrong form.

    The whole depth is looked at. An empty tuple also means that nothing is known about the resource.
    """
    shape = input_shape(resource)
    if shape is None:
        return ()
    free = free_members(resource)
    return tuple(_problems(shape, parameters, ROOT, free))


def parameters_rejection(resource: TaskResource, parameters: Json) -> str | None:
    """Return the cause with which Step Functions refuses parameters at run time, or ``None`` when it takes them."""
    problems = validate_parameters(resource, parameters)
    if not problems:
        return None
    listed = ", ".join(problem.message for problem in problems)
    return f"The Parameters '{compact(parameters)}' could not be used to start the Task: [{listed}]"


def free_members(resource: TaskResource) -> frozenset[tuple[str, ...]]:
    """Return the members that may be any JSON although the API wants text."""
    action = find_action(resource)
    if action is not None:
        return frozenset(tuple(path.replace("[]", "").split(".")) for path in action.stringified)
    return frozenset({("Input",), ("Body",), ("Payload",)})


def _problems(
    shape: Shape, value: Json, at: Pointer, free: frozenset[tuple[str, ...]], field: str = ""
) -> Iterator[ParameterProblem]:
    if tuple(step for step in at if isinstance(step, str)) in free:
        return
    match shape.kind:
        case "structure" if isinstance(value, dict):
            for name, inner in value.items():
                member = shape.members.get(name)
                if member is None:
                    yield ParameterProblem(
                        (*at, name),
                        "unknown",
                        f'The field "{name}" is not supported by Step Functions',
                        _similar(name, shape),
                    )
                elif inner is not None:
                    yield from _problems(member.shape, inner, (*at, name), free, name)
            for member in shape.members.values():
                if member.is_required and value.get(member.name) is None:
                    message = f"The field '{member.name}' is required but was missing"
                    yield ParameterProblem((*at, member.name), "missing", message)
        case "list" if isinstance(value, list):
            if shape.element is not None:
                for index, item in enumerate(value):
                    yield from _problems(shape.element, item, (*at, index), free, field)
        case "map" if isinstance(value, dict):
            if shape.value is not None:
                for name, inner in value.items():
                    yield from _problems(shape.value, inner, (*at, name), free, field)
        case kind if not has_form(kind, value):
            yield ParameterProblem(at, "format", f"The value of the field '{field}' has an invalid format")
        case _:
            pass


def has_form(kind: str, value: Json) -> bool:
    """Tell whether a leaf can be turned into what the API wants; text that holds a number or a boolean can."""
    match kind:
        case "structure" | "map" | "list" | "eventstream":
            return False
        case "string":
            return not isinstance(value, (dict, list))
        case "integer" | "float":
            return (isinstance(value, (int, float)) and not isinstance(value, bool)) or _is_number(value)
        case "boolean":
            return isinstance(value, bool) or value in ("true", "false")
        case "timestamp":
            return isinstance(value, (str, int, float)) and not isinstance(value, bool)
        case _:
            return True


def _is_number(value: Json) -> bool:
    if not isinstance(value, str):
        return False
    try:
        float(value)
    except ValueError:
        return False
    return True


def _similar(name: str, shape: Shape) -> str:
    folded = {known.lower(): known for known in shape.members}
    return folded.get(name.lower(), "")
