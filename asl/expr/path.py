"""The Paths of the States Language: a JSONPath, and what its ``$`` stands for.

``$…`` reads the state's data, ``$$…`` the Context Object, ``$name…`` a workflow variable. A *Reference Path* names one
place only, so it takes names and single indexes and nothing else. Source: States Language, "Paths" and "Reference
Paths"; developer guide, "Reference Paths" (which lets a filter stand where a value is read).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from asl.json_values import Json
from asl.source import Span

from .environment import Environment
from .failure import ExpressionSyntaxError
from .jsonpath import JsonPath, JsonPathReadError, Model, compile_jsonpath, parse_jsonpath
from .jsonpath.syntax import Filter, Function, Indexes, Names, Scan, Slice, Wildcard

__all__ = [
    "Path",
    "PathRoot",
    "compile_path",
    "compile_template_path",
    "read_path",
    "read_reference_path",
    "references",
]

_Evaluate: TypeAlias = Callable[[Environment], Json]


class PathRoot(Enum):
    """What the first ``$`` of a Path stands for."""

    DATA = "data"
    CONTEXT = "context"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class Path:
    """A Path. ``keys`` are its names and indexes when it has nothing else, ``None`` otherwise."""

    text: str
    root: PathRoot
    variable: str | None
    jsonpath: JsonPath
    is_definite: bool
    keys: tuple[str | int, ...] | None

    @property
    def is_reference_path(self) -> bool:
        """Whether the Path can only name one place."""
        return self.keys is not None


_VARIABLE = re.compile(r"\$([^\W\d]\w*)")


@lru_cache(maxsize=8192)
def read_path(text: str) -> Path:
    """Read a Path.

    >>> read_path("$$.Execution.Name").root
    <PathRoot.CONTEXT: 'context'>
    >>> read_path("$order.items[0]").variable
    'order'

    Raises:
        ExpressionSyntaxError: the text is not a Path.
    """
    if not text.startswith("$"):
        raise ExpressionSyntaxError("a Path starts with $", Span(0, len(text)), help="write $ before it")
    named = _VARIABLE.match(text)
    if text.startswith("$$"):
        root, variable, start = PathRoot.CONTEXT, None, 1
    elif named is not None:
        root, variable, start = PathRoot.VARIABLE, named[1], named.end()
    else:
        root, variable, start = PathRoot.DATA, None, 0
    inner = text[start:] if root is not PathRoot.VARIABLE else "$" + text[start:]
    shift = start if root is not PathRoot.VARIABLE else start - 1
    try:
        jsonpath = _parse_whole(inner)
    except ExpressionSyntaxError as error:
        begin, end = (min(max(0, offset + shift), len(text)) for offset in error.span)
        raise ExpressionSyntaxError(error.message, Span(begin, end), help=error.help) from None
    return Path(text, root, variable, jsonpath, jsonpath.is_definite, jsonpath.keys)


def _parse_whole(text: str) -> JsonPath:
    jsonpath = parse_jsonpath(text, allows_unquoted=True)
    if jsonpath.stray is not None:
        raise ExpressionSyntaxError("the path ends in a stray character", jsonpath.stray, help="remove it")
    return jsonpath


def read_reference_path(text: str, *, allows_filters: bool = False) -> Path:
    """Read a Reference Path.

    Raises:
        ExpressionSyntaxError: the text is not a Path, or can name more than one place; the message says what for.
    """
    path = read_path(text)
    shift = len(text) - len(path.jsonpath.text)
    for segment in path.jsonpath.segments:
        reason = _refusal(segment, allows_filters)
        if reason:
            begin, end = (min(max(0, offset + shift), len(text)) for offset in segment.span)
            raise ExpressionSyntaxError(
                f"a Reference Path names one place, so it cannot have {reason}",
                Span(begin, end),
                help="use names and indexes only",
            )
    return path


def _refusal(segment: object, allows_filters: bool) -> str:
    match segment:
        case Names(names=names) if len(names) > 1:
            return "several names"
        case Indexes(indexes=indexes) if len(indexes) > 1:
            return "several indexes"
        case Slice():
            return "a slice"
        case Wildcard():
            return "a wildcard"
        case Scan():
            return "a deep scan (..)"
        case Filter() if not allows_filters:
            return "a filter"
        case Function(name=name):
            return f"a function ({name})"
        case _:
            return ""


@lru_cache(maxsize=8192)
def compile_path(path: Path, model: Model = Model.MAP_LIST) -> _Evaluate:
    """Compile a Path; the closure raises :class:`JsonPathReadError` where nothing is found."""
    read = compile_jsonpath(path.jsonpath, model)
    match path.root:
        case PathRoot.DATA:
            if len(path.keys or ()) == 1 and path.keys is not None and isinstance(path.keys[0], str):
                return _compile_data_member(path.keys[0], read)
            return lambda environment: read(environment.data)
        case PathRoot.CONTEXT:
            return lambda environment: read(environment.context())
        case PathRoot.VARIABLE:
            name = path.variable
            assert name is not None

            def read_variable(environment: Environment) -> Json:
                try:
                    value = environment.variables[name]
                except KeyError:
                    raise JsonPathReadError("UndefinedVariable", f"Variable '{name}' is not defined") from None
                return read(value)

            return read_variable


def _compile_data_member(name: str, read: Callable[[Json], Json]) -> _Evaluate:
    """One name is by far the most frequent path, so it gets a closure without a second call."""

    def read_member(environment: Environment) -> Json:
        data = environment.data
        if type(data) is dict and name in data:
            return data[name]
        return read(data)

    return read_member


@lru_cache(maxsize=8192)
def compile_template_path(path: Path) -> _Evaluate:
    """Compile a Path of a payload template, where the service departs from Jayway.

    An index out of range gives ``null``, and an indefinite path gives ``[]`` when a property on its way is missing;
    a slice of a document that is no list still fails. Both were recorded from the service.
    """
    evaluate = compile_path(path, Model.NODE)
    segments = path.jsonpath.segments
    if path.is_definite or not segments or isinstance(segments[0], Slice):
        return evaluate

    def read_or_empty(environment: Environment) -> Json:
        try:
            return evaluate(environment)
        except JsonPathReadError as error:
            if error.kind != "PathNotFoundException":
                raise
            return []

    return read_or_empty


def references(path: Path) -> tuple[str | int, ...]:
    """Return the names and indexes that a Path certainly reads: all up to the first segment that is neither."""
    keys: list[str | int] = []
    for segment in path.jsonpath.segments:
        match segment:
            case Names(names=(name,)):
                keys.append(name)
            case Indexes(indexes=(index,)):
                keys.append(index)
            case _:
                break
    return tuple(keys)
