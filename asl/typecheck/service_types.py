"""What a Task gets and gives, as types: from the API models of the services and the catalogue of integrations.

A result is what the pattern says: the answer of the call, the described job of ``.sync``, whatever a token is sent back
with. Members of a request that a job's description repeats are taken from the request, whose values are better known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, assert_never

from asl.integrations.action import OptimizedAction
from asl.integrations.arn import ResourceKind, TaskResource
from asl.integrations.binding import source_path
from asl.integrations.catalogue import find_action, find_service
from asl.integrations.parameters import free_members, input_shape, output_shape, style_of
from asl.integrations.pattern import Pattern
from asl.integrations.sdk import load_service
from asl.integrations.shape_types import type_of_shape
from asl.integrations.shapes import Shape
from asl.types import (
    BOOLEAN,
    INTEGER,
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Never,
    Number,
    Object,
    Origin,
    String,
    Type,
    Union,
    array_of,
    characters_of,
    join,
    join_all,
    meet,
    object_of,
    of_value,
    read,
    string_like,
    string_of,
)

__all__ = ["request_type", "result_type", "stamp"]

_ATTRIBUTE: Final = frozenset({"S", "N", "B", "BOOL", "NULL"})
"""Members that a structure with attribute values of DynamoDB has."""
_BOOLEAN_TEXTS: Final = string_of(("true", "false"))
_NUMBER_TEXT: Final = string_like(min_length=1, characters=characters_of("0123456789+-.eE"))
_METADATA: Final = {
    "SdkHttpMetadata": Field(UNKNOWN, is_required=False),
    "SdkResponseMetadata": Field(UNKNOWN, is_required=False),
}
_STAMPED_DEPTH: Final = 4
"""Levels of a result that know who made them; deeper ones are told by those above."""
_INVOKED: Final = object_of(
    {"ExecutedVersion": STRING, "Payload": UNKNOWN, "StatusCode": INTEGER, **_METADATA},
    optional={"LogResult": STRING, "FunctionError": STRING},
)


@lru_cache(maxsize=512)
def request_type(resource: TaskResource) -> Type:
    """Return what the parameters of a Task have to be; ``unknown`` where any JSON may be given.

    Members that may be any JSON although the API wants text are unknown.
    """
    shape = input_shape(resource)
    if shape is None:
        return UNKNOWN
    wanted = _lenient(type_of_shape(shape))
    for path in free_members(resource):
        wanted = _freed(wanted, path)
    return wanted


def _lenient(wanted: Type) -> Type:
    """Return the type with the values that the service converts: numbers and booleans to text and back.

    The service takes text for an attribute of DynamoDB too, although the model has a structure there.
    """
    match wanted:
        case Boolean():
            return join(wanted, _BOOLEAN_TEXTS)
        case Number():
            return join(wanted, _NUMBER_TEXT)
        case String():
            return join_all((wanted, NUMBER, BOOLEAN, NULL)) if _is_any_text(wanted) else wanted
        case Array():
            places = [_lenient(each) for each in wanted.prefix]
            return array_of(_lenient(wanted.items), wanted.min_items, wanted.max_items, places)
        case Object(fields=fields, rest=rest):
            made = Object(
                {name: Field(_lenient(each.type), each.is_required) for name, each in fields.items()}, _lenient(rest)
            )
            return join(made, STRING) if fields.keys() >= _ATTRIBUTE else made
        case Union(members=members):
            return join_all(map(_lenient, members))
        case _:
            return wanted


def _is_any_text(wanted: String) -> bool:
    return wanted == STRING


def _freed(wanted: Type, path: tuple[str, ...]) -> Type:
    if not path:
        return UNKNOWN
    if isinstance(wanted, Array):
        return array_of(_freed(wanted.items, path), wanted.min_items, wanted.max_items)
    if not isinstance(wanted, Object) or path[0] not in wanted.fields:
        return wanted
    known = wanted.fields[path[0]]
    return Object({**wanted.fields, path[0]: Field(_freed(known.type, path[1:]), known.is_required)}, wanted.rest)


def result_type(resource: TaskResource, parameters: Type) -> Type:
    """Return the type of a Task's raw result, given that of its parameters."""
    if resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN or resource.kind in _ANYTHING:
        return UNKNOWN
    action = find_action(resource)
    if action is not None and resource.service == "lambda":
        return _INVOKED
    if action is not None and action.job is not None and resource.pattern is not Pattern.REQUEST_RESPONSE:
        return _job_result(resource, action, parameters)
    made = _answer_type(resource)
    if made is UNKNOWN:
        return made
    if action is not None:
        roots = {"response": made, "request": parameters}
        made = _bound(action.answer, roots)
        for member in action.parsed:
            made = _freed(made, (member,))
    return _with_members(made, _METADATA)


_ANYTHING: Final = frozenset(
    {ResourceKind.LAMBDA_FUNCTION, ResourceKind.ACTIVITY, ResourceKind.HTTP, ResourceKind.UNKNOWN_ARN}
)


def stamp(made: Type, origin: Origin) -> Type:
    """Give a result and every object and array inside it an origin, so that whoever reads it knows who made it."""
    return _stamp(made, origin, {}, _STAMPED_DEPTH)


def _stamp(made: Type, origin: Origin, done: dict[int, Type], depth: int) -> Type:
    known = done.get(id(made))
    if known is not None:
        return known
    if depth == 0 or not isinstance(made, (Object, Array, Union)):
        return made
    match made:
        case Object(fields=fields, rest=rest):
            members = {
                name: Field(_stamp(each.type, origin, done, depth - 1), each.is_required)
                for name, each in fields.items()
            }
            stamped: Type = Object(members, _stamp(rest, origin, done, depth - 1), made.origin or origin)
        case Array(items=items):
            places = tuple(_stamp(each, origin, done, depth - 1) for each in made.prefix)
            stamped = Array(
                _stamp(items, origin, done, depth - 1), made.min_items, made.max_items, places, made.origin or origin
            )
        case Union(members=parts):
            stamped = Union(tuple(_stamp(each, origin, done, depth) for each in parts), origin)
        case _:
            assert_never(made)
    done[id(made)] = stamped
    return stamped


@lru_cache(maxsize=512)
def _answer_type(resource: TaskResource) -> Type:
    """Return the type of what the call answers."""
    answer = output_shape(resource)
    return UNKNOWN if answer is None else type_of_shape(answer)


@lru_cache(maxsize=512)
def _described_type(resource: TaskResource, folder: str, describe: str) -> Type | None:
    """Return the type of what a job's describe call answers; nothing when there is no model of it."""
    model = load_service(folder) if folder else None
    name = None if model is None else model.operations.get(describe, {}).get("output", {}).get("shape")
    return None if model is None or name is None else type_of_shape(Shape(name, style_of(resource), model.shapes))


def _job_result(resource: TaskResource, action: OptimizedAction, parameters: Type) -> Type:
    service, job = find_service(resource), action.job
    assert job is not None
    folder = action.api or (service.api if service is not None else "")
    described = _described_type(resource, folder, job.describe)
    if described is None:
        return UNKNOWN
    roots = {
        "described": _echoed(described, parameters, frozenset(action.stringified)),
        "response": _answer_type(resource),
        "request": parameters,
    }
    made = _bound(job.result, roots)
    for member in action.json_members:
        made = _freed(made, (member,))
    if action.tags_as_map:
        made = _freed(made, ("Tags",))
    return _with_members(made, _METADATA)


def _echoed(described: Type, parameters: Type, sent_as_text: frozenset[str]) -> Type:
    """Take from the request what the description repeats under the same name, in the same form."""
    if not isinstance(described, Object) or not isinstance(parameters, Object):
        return described
    fields = dict(described.fields)
    for name, given in parameters.fields.items():
        known = fields.get(name)
        if known is None or not given.is_required or name in sent_as_text:
            continue
        # An ARN may come back in a longer form than it was given in.
        both = known.type if name.endswith("Arn") else meet(known.type, given.type)
        # A value that the service writes in another form, a time for instance, stays what the model says.
        fields[name] = Field(known.type if isinstance(both, Never) else both)
    return Object(fields, described.rest, described.origin)


def _with_members(made: Type, members: dict[str, Field]) -> Type:
    if not isinstance(made, Object):
        return made
    return Object(
        {**made.fields, **{name: each for name, each in members.items() if name not in made.fields}},
        made.rest,
        made.origin,
    )


def _bound(sources: Mapping[str, str], roots: dict[str, Type]) -> Type:
    """Return the type of what :func:`asl.integrations.binding.bind` makes."""
    fields: dict[str, Field] = {}
    for member, source in sources.items():
        found = _read(source, roots)
        if member != "*":
            fields[member] = found
        elif isinstance(found.type, Object):
            fields |= found.type.fields
        else:
            return UNKNOWN
    return Object(fields, NEVER)


def _read(source: str, roots: dict[str, Type]) -> Field:
    if source.startswith("="):
        return Field(of_value(source[1:]))
    if source.startswith("["):
        inner = _read(source[1:-1], roots)
        return Field(array_of(inner.type, 1, 1), inner.is_required)
    root, *steps = source_path(source)
    found = read(roots.get(str(root), UNKNOWN), steps)
    if isinstance(found.type, Never):
        return Field(UNKNOWN, is_required=False)
    return Field(found.type, is_required=found.presence.value == "present")
