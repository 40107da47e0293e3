"""Arguments of integrations: the fields that a call must have, the ones that it knows, and what they hold.

A key that ends in ``.$`` counts as given. Under JSONata only what stands in the definition can be judged. Names are
judged at every depth; a name that resembles none that is known may belong to an API newer than the models at hand, so
it is a warning below the outermost level and for SDK integrations. Values of a wrong type fail the state for certain,
but only when it runs. Source: developer guide, the page of each integration; the API models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asl.diagnostics import Diagnostic, Severity
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.catalogue import find_action
from asl.integrations.parameters import free_members, has_form, input_shape
from asl.integrations.sdk import ModelsMissingError
from asl.json_values import Json, JsonObject, kind_of
from asl.model import Owner, QueryLanguage
from asl.pointer import Pointer

from ..context import Context
from ..report import closest, quoted, report
from ..unknown import is_unknown, is_unknown_text

if TYPE_CHECKING:
    from asl.integrations.shapes import Shape

__all__ = ["check"]

_KINDS = frozenset({ResourceKind.OPTIMIZED, ResourceKind.HTTP, ResourceKind.AWS_SDK})
_MAX_DEPTH = 40
_READERS = {
    f"arn:aws:states:::s3:{action}": f"arn:aws:states:::aws-sdk:s3:{action}"
    for action in ("getObject", "listObjectsV2")
}
"""A reader names its actions like optimized ones, and hands its arguments to the API as they are."""
_MADE_OF_TEXT = frozenset({"AttributeValue"})
"""Structures of which a plain text is a short form, as the service's samples have it."""
_MOST_VALUES_SHOWN = 5


def check(context: Context) -> Iterator[Diagnostic]:
    """The arguments of an integration hold all required fields and no unknown ones, each of its type."""
    judges: dict[tuple[str, QueryLanguage], _Judge | None] = {}
    for site in context.sites_of(Owner.TASK, Owner.ITEM_READER):
        text = site.raw.get("Resource")
        if site.owner is Owner.ITEM_READER:
            text = _READERS.get(text) if isinstance(text, str) else None
        name = "Parameters" if site.language is QueryLanguage.JSONPATH else "Arguments"
        arguments = site.raw.get(name)
        if not isinstance(text, str) or not isinstance(arguments, dict) or is_unknown(arguments):
            continue
        key = (text, site.language)
        if key not in judges:
            judges[key] = _judge_for(context, *key)
        judge = judges[key]
        if judge is not None:
            yield from judge.structure(judge.shape, arguments, (*site.at, name), 0)


def _judge_for(context: Context, text: str, language: QueryLanguage) -> _Judge | None:
    """Return what judges the arguments of a resource, or nothing when they are not known."""
    resource = None if is_unknown_text(text) else parse_resource(text)
    if resource is None or resource.kind not in _KINDS:
        return None
    if resource.kind is not ResourceKind.AWS_SDK and find_action(resource) is None:
        return None
    shape = _input_shape(resource)
    if shape is None or not shape.members:
        return None
    is_jsonpath = language is QueryLanguage.JSONPATH
    return _Judge(resource, shape, free_members(resource), is_jsonpath, context.with_consequences)


def _input_shape(resource: TaskResource) -> Shape | None:
    try:
        return input_shape(resource)
    except ModelsMissingError:
        return None


@dataclass(frozen=True)
class _Judge:
    resource: TaskResource
    shape: Shape
    free: frozenset[tuple[str, ...]]
    is_jsonpath: bool
    with_consequences: bool
    required: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Required members of each shape met; shapes live as long as the judge and are known by identity."""

    @property
    def action(self) -> str:
        return f"{self.resource.service}:{self.resource.action}"

    @property
    def is_sdk(self) -> bool:
        return self.resource.kind is ResourceKind.AWS_SDK

    def structure(self, shape: Shape, given: JsonObject, at: Pointer, depth: int) -> Iterator[Diagnostic]:
        keys = {key.removesuffix(".$") if self.is_jsonpath else key: key for key in given}
        meant: set[str] = set()
        has_unknown_keys = any(map(is_unknown_text, keys))
        for name, key in keys.items():
            member = shape.members.get(name)
            if is_unknown_text(name):
                continue
            if member is None:
                yield self._unknown_name(shape, name, (*at, key), depth, meant)
            elif key == name:
                yield from self.value(member.shape, given[key], (*at, key), depth + 1)
        required = self.required.get(id(shape))
        if required is None:
            required = tuple(member.name for member in shape.members.values() if member.is_required)
            self.required[id(shape)] = required
        missing = [
            name
            for name in required
            if given.get(keys.get(name, "")) is None and (self.with_consequences or name not in meant)
        ]
        if missing and not has_unknown_keys:
            yield self._missing(missing, at, depth)

    def _unknown_name(self, shape: Shape, name: str, at: Pointer, depth: int, meant: set[str]) -> Diagnostic:
        near = closest(name, shape.members)
        meant.add(near)
        is_sure = bool(near) or (depth == 0 and not self.is_sdk)
        return report(
            "ASL509",
            f'{self.action} has no parameter "{name}"' if depth == 0 else f'there is no parameter "{name}" here',
            at,
            part="key",
            help=f'did you mean "{near}"?' if near else "remove it",
            severity=None if is_sure else Severity.WARNING,
            aws_message=f'The field "{name}" is not supported by Step Functions',
            aws_at=at[:-1],
        )

    def _missing(self, missing: list[str], at: Pointer, depth: int) -> Diagnostic:
        is_http = self.resource.kind is ResourceKind.HTTP
        return report(
            "ASL524" if is_http else "ASL508",
            f"{self.action} needs {quoted(missing)}" if depth == 0 else f"{quoted(missing)} must be given here",
            at,
            part="key",
            help=f"add {quoted(missing)}",
            severity=None if depth == 0 or is_http else Severity.WARNING,
            aws_message=f"The field '{missing[0]}' is required but was missing",
            aws_at=at,
        )

    def value(self, shape: Shape, value: Json, at: Pointer, depth: int) -> Iterator[Diagnostic]:
        if value is None or is_unknown(value) or depth > _MAX_DEPTH or self._is_free(at, depth):
            return
        if isinstance(value, str) and value.startswith("{%") and not self.is_jsonpath:
            return
        match shape.kind:
            case "structure" if isinstance(value, dict):
                yield from self.structure(shape, value, at, depth)
            case "list" if isinstance(value, list):
                for index, item in enumerate(value if shape.element is not None else ()):
                    assert shape.element is not None
                    yield from self.value(shape.element, item, (*at, index), depth + 1)
            case "map" if isinstance(value, dict):
                for key, item in value.items():
                    if shape.value is not None and not (self.is_jsonpath and key.endswith(".$")):
                        yield from self.value(shape.value, item, (*at, key), depth + 1)
            case "string" if isinstance(value, str):
                yield from self._enum(shape, value, at)
            case "string" if self.is_sdk and isinstance(value, dict):
                pass  # A sample of the service's own hands an object to a text parameter.
            case "structure" if isinstance(value, str) and shape.name in _MADE_OF_TEXT:
                pass
            case kind if not has_form(kind, value):
                shown = kind_of(value)
                yield report(
                    "ASL510",
                    f'"{_name(at)}" must be {_FORMS.get(kind, kind)}, '
                    f"but it is {'an' if shown[0] in 'ao' else 'a'} {shown}",
                    at,
                    help=f"give {_FORMS.get(kind, kind)}",
                )
            case _:
                pass

    def _enum(self, shape: Shape, value: str, at: Pointer) -> Iterator[Diagnostic]:
        allowed = shape.enum
        if not allowed or value in allowed or value.startswith("$"):
            return
        near = closest(value, allowed)
        few = len(allowed) <= _MOST_VALUES_SHOWN
        yield report(
            "ASL510",
            f'"{_name(at)}" is "{value[:40]}", which is not one of its values',
            at,
            help=f'did you mean "{near}"?'
            if near
            else f"use {quoted(allowed, 'or')}"
            if few
            else "see the API reference",
        )

    def _is_free(self, at: Pointer, depth: int) -> bool:
        """Whether any JSON may stand here, because the service writes it as text into the request."""
        return tuple(step for step in at[len(at) - depth :] if isinstance(step, str)) in self.free


_FORMS = {
    "structure": "an object",
    "map": "an object",
    "list": "a list",
    "string": "a string",
    "integer": "a number",
    "float": "a number",
    "boolean": "true or false",
    "timestamp": "a timestamp",
}


def _name(at: Pointer) -> str:
    return str(next(step for step in reversed(at) if isinstance(step, str)))
