"""A mocked result held against the answer of the service's API.

STRICT asks for every required member, PRESENT looks only at the members that are there; both check types, enumerations
and bounds of what they find, in the spelling that definitions use. Members that the API does not have are let pass, as
recorded. A ``.sync`` task's result comes from the operation that describes its job, so that is what it is held
against; a callback's result is whatever the worker sends, and not checked. Patterns are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asl.integrations import (
    Pattern,
    ResourceKind,
    Shape,
    TaskResource,
    api_operation,
    find_action,
    load_service,
    output_shape,
)
from asl.json_values import Json

from .request import ValidationMode

__all__ = ["mock_problem"]

_LENGTHS = frozenset({"string", "blob"})


def mock_problem(resource: TaskResource, result: Json, mode: ValidationMode) -> str | None:
    """Return what is wrong with a mocked result, in the service's words; ``None`` when nothing is."""
    if mode == "NONE":
        return None
    expected = _expected(resource)
    if expected is None:
        return None
    if not isinstance(result, dict):
        return "Mock result must be an object"
    check = _Check(is_strict=mode == "STRICT", free=expected.free)
    return next(check.problems(expected.shape, result, ""), None)


@dataclass(frozen=True, slots=True)
class _Expected:
    """The shape of a result, and members at its top that may be any JSON."""

    shape: Shape
    free: frozenset[str] = frozenset()


def _expected(resource: TaskResource) -> _Expected | None:
    if resource.kind not in (ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        return None
    if resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN:
        return None
    if resource.pattern is not Pattern.REQUEST_RESPONSE:
        return _described(resource)
    action = find_action(resource)
    if action is not None and dict(action.answer) != {"*": "response"}:
        # The integration makes an answer of its own out of the API's.
        return None
    shape = output_shape(resource)
    if shape is None:
        return None
    parsed = () if action is None else action.parsed
    return _Expected(shape, frozenset(path.split(".")[0].removesuffix("[]") for path in parsed))


def _described(resource: TaskResource) -> _Expected | None:
    """Return what a ``.sync`` task's result is held against, where it is a part of what is described."""
    action, called = find_action(resource), api_operation(resource)
    job = None if action is None else action.job
    model = None if called is None else load_service(called[0])
    if job is None or action is None or model is None or list(job.result) != ["*"]:
        return None
    root, *path = job.result["*"].split(".")
    name = model.operations.get(job.describe, {}).get("output", {}).get("shape")
    if root != "described" or name is None:
        return None
    started = output_shape(resource)
    if started is None:
        return None
    shape = Shape(name, started.style, model.shapes).at(*path)
    return None if shape is None else _Expected(shape, frozenset(action.json_members))


@dataclass(frozen=True, slots=True)
class _Check:
    is_strict: bool
    free: frozenset[str]

    def problems(self, shape: Shape, value: Json, field: str) -> Iterator[str]:
        """Yield what is wrong, missing members of a structure before the ones that are there."""
        match shape.kind:
            case "structure":
                yield from self._structure(shape, value, field)
            case "map":
                if not isinstance(value, dict):
                    yield f"Field '{field}' must be an object"
                elif shape.value is not None:
                    for inner in value.values():
                        yield from self.problems(shape.value, inner, field)
            case "list":
                if not isinstance(value, list):
                    yield f"Field '{field}' must be an array"
                elif shape.element is not None:
                    for item in value:
                        yield from self.problems(shape.element, item, field)
            case "boolean" if not isinstance(value, bool):
                yield f"Field '{field}' must be a boolean"
            case "integer" | "float":
                yield from _number(shape, value, field)
            case "string" | "blob" | "timestamp":
                yield from _text(shape, value, field)

    def _structure(self, shape: Shape, value: Json, field: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"Field '{field}' must be an object"
            return
        if self.is_strict:
            for member in shape.members.values():
                if member.is_required and member.name not in value:
                    yield f"Required field '{member.name}' is missing"
        for name, inner in value.items():
            known = shape.members.get(name)
            if known is not None and (field or name not in self.free):
                yield from self.problems(known.shape, inner, name)


def _number(shape: Shape, value: Json, field: str) -> Iterator[str]:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield f"Field '{field}' must be a number"
    elif shape.minimum is not None and value < shape.minimum:
        yield f"Field '{field}' is less than the minimum value"
    elif shape.maximum is not None and value > shape.maximum:
        yield f"Field '{field}' exceeds the maximum value"


def _text(shape: Shape, value: Json, field: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"Field '{field}' must be a string"
    elif shape.enum and value not in shape.enum:
        yield f"Field '{field}' is not an expected value"
    elif shape.kind in _LENGTHS and shape.minimum is not None and len(value) < shape.minimum:
        yield f"Field '{field}' is smaller than the minimum length"
    elif shape.kind in _LENGTHS and shape.maximum is not None and len(value) > shape.maximum:
        yield f"Field '{field}' exceeds the maximum length"
