"""The type of a payload template, with every read that it makes: the counterpart of :mod:`asl.expr.template`."""

from __future__ import annotations

from dataclasses import dataclass

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.intrinsics import Call, iter_path_arguments, looks_like_intrinsic, parse_intrinsic
from asl.expr.path import Path, read_path
from asl.json_values import Json, JsonObject
from asl.pointer import ROOT, Pointer
from asl.source import Span
from asl.types import NEVER, UNKNOWN, Access, Field, Object, Presence, Type, object_of, tuple_of

from .environment import TypeEnvironment
from .intrinsic_types import infer_call
from .jsonpath_types import infer_path, infer_template_path
from .literals import literal_type

__all__ = ["PathRead", "TemplateType", "infer_expression", "infer_template"]

_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class PathRead:
    """One path that a template reads: where it is written, and what it finds."""

    pointer: Pointer
    path: Path
    span: Span
    found: Access


@dataclass(frozen=True, slots=True)
class TemplateType:
    """The type of a template's value and its reads in the order they are written.

    A member whose path finds nothing makes every evaluation fail; its type is unknown here, so that one mistake is not
    told twice.
    """

    type: Type
    reads: tuple[PathRead, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether some read certainly finds nothing, so that the template has no value in any run."""
        return any(read.found.presence is Presence.MISSING for read in self.reads)


def infer_template(
    template: Json, environment: TypeEnvironment, at: Pointer = ROOT, *, intrinsics: bool = True
) -> TemplateType:
    """Return the type of the template that stands at ``at``.

    >>> from asl.types import of_value, type_text
    >>> made = infer_template({"a.$": "$.b", "c": 1}, TypeEnvironment(of_value({"b": "x"})))
    >>> type_text(made.type), made.reads[0].found.presence
    ('{a: "x", c: 1}', <Presence.PRESENT: 'present'>)
    """
    reader = _Reader(environment, intrinsics=intrinsics)
    made = reader.read(template, at, 0)
    return TemplateType(made, tuple(reader.reads))


def infer_expression(
    text: Json, environment: TypeEnvironment, at: Pointer = ROOT, *, intrinsics: bool = True
) -> TemplateType:
    """Return the type of a path or an intrinsic call, as it stands under a key that ends in ``.$``."""
    reader = _Reader(environment, intrinsics=intrinsics)
    made = reader.expression(text, at)
    return TemplateType(made, tuple(reader.reads))


class _Reader:
    """Walks a template once and collects what it reads."""

    def __init__(self, environment: TypeEnvironment, *, intrinsics: bool) -> None:
        self.reads: list[PathRead] = []
        self._environment = environment
        self._intrinsics = intrinsics

    def read(self, value: Json, at: Pointer, depth: int) -> Type:
        if depth >= _MAX_DEPTH:
            return UNKNOWN
        if isinstance(value, dict):
            return self._object(value, at, depth)
        if isinstance(value, list):
            return tuple_of(self.read(item, (*at, index), depth + 1) for index, item in enumerate(value))
        return literal_type(value)

    def _object(self, value: JsonObject, at: Pointer, depth: int) -> Type:
        if any("${" in key for key in value):
            return object_of({}, rest=UNKNOWN)
        fields: dict[str, Field] = {}
        evaluated: set[str] = set()
        for key, member in value.items():
            here = (*at, key)
            if key.endswith(".$"):
                fields[key[:-2]] = Field(self.expression(member, here))
                evaluated.add(key[:-2])
            elif key in evaluated and not _is_dynamic(member):
                # What is evaluated is filled in last, so a constant of the same name is lost.
                continue
            else:
                fields[key] = Field(self.read(member, here, depth + 1))
        made = object_of(fields)
        return made if isinstance(made, Object) else UNKNOWN

    def expression(self, value: Json, at: Pointer) -> Type:
        if not isinstance(value, str):
            return UNKNOWN
        try:
            if value.startswith("$"):
                path = read_path(value)
                found = infer_template_path(path, self._environment)
                self.reads.append(PathRead(at, path, Span(0, len(value)), found))
                return UNKNOWN if found.type == NEVER else found.type
            if self._intrinsics and looks_like_intrinsic(value):
                return self._call(parse_intrinsic(value), at)
        except ExpressionSyntaxError:
            # The validator says so.
            return UNKNOWN
        return UNKNOWN

    def _call(self, call: Call, at: Pointer) -> Type:
        for argument in iter_path_arguments(call):
            found = infer_path(argument.path, self._environment)
            self.reads.append(PathRead(at, argument.path, argument.span, found))
        return infer_call(call, self._environment)


def _is_dynamic(value: Json) -> bool:
    if isinstance(value, dict):
        return any(key.endswith(".$") or _is_dynamic(member) for key, member in value.items())
    return isinstance(value, list) and any(map(_is_dynamic, value))
