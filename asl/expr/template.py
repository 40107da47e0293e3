"""Payload templates: JSON in which a key that ends in ``.$`` has a path or an intrinsic call for its value.

``{"name.$": "$.user.name", "n": 1}`` makes ``{"name": "Ann", "n": 1}``. Source: States Language
specification, "Payload Template"; used by Parameters, ItemSelector, ResultSelector, Assign and others in
states whose query language is JSONPath.

A template is read once and never fails to be read: what is wrong with it is told as :class:`TemplateProblem`,
and a bad field fails when it is evaluated. Parts without any ``.$`` are constant and shared, never copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias
from typing import Literal as OneOf

from asl.json_values import Json, JsonArray, JsonObject, compact, kind_of
from asl.pointer import ROOT, Pointer
from asl.source import Span

from .environment import Environment
from .failure import EvaluationFailure, ExpressionSyntaxError
from .intrinsics import (
    Call,
    check_call,
    compile_intrinsic,
    iter_path_arguments,
    looks_like_intrinsic,
    parse_intrinsic,
)
from .intrinsics.function import ProblemKind
from .jsonpath import JsonPathReadError
from .path import Path, compile_template_path, read_path

__all__ = [
    "Template",
    "TemplateCall",
    "TemplatePath",
    "TemplateProblem",
    "TemplateProblemKind",
    "compile_template",
    "iter_calls",
    "iter_paths",
    "path_not_found",
    "read_template",
]

TemplateProblemKind: TypeAlias = (
    OneOf[
        "value-not-string",
        "value-not-expression",
        "path-syntax",
        "intrinsic-syntax",
        "duplicate-key",
        "too-deep",
    ]
    | ProblemKind
)

_Read: TypeAlias = Callable[[Environment], Json]

_MAX_DEPTH: Final = 200
"""Containers inside one another, our own bound; it keeps reading and evaluating within Python's stack."""


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong at one member of a template.

    Attributes:
        kind: stable word for the class of problem; those of :class:`.CallProblem` are among them.
        pointer: the member's value.
        key: the member's key as written, with its ``.$``.
        message: what is wrong; lower case, without a full stop.
        span: characters of the decoded string there; ``None``: the whole value, or its key for
            ``duplicate-key``.
        help: the next step, or empty.
        is_refused: the service refuses the definition.
        is_certain: otherwise, the evaluation fails in every run; when neither is set the problem is advice.
    """

    kind: TemplateProblemKind
    pointer: Pointer
    key: str
    message: str
    span: Span | None = None
    help: str = ""
    is_refused: bool = True
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class TemplatePath:
    """A path that a template reads; ``span`` is where in the string at ``pointer`` it is written."""

    pointer: Pointer
    path: Path
    span: Span
    is_argument: bool


@dataclass(frozen=True, slots=True)
class TemplateCall:
    """An intrinsic call that is the value of a member."""

    pointer: Pointer
    call: Call


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read.

    ``evaluate(environment)`` makes its value and raises :class:`~asl.expr.failure.EvaluationFailure`; the
    value of a constant template is ``source`` itself, every time.
    """

    source: Json
    is_constant: bool
    evaluate: _Read
    paths: tuple[TemplatePath, ...] = ()
    calls: tuple[TemplateCall, ...] = ()


def compile_template(value: Json, *, intrinsics: bool = True) -> Template:
    """Return a template whose problems, if any, were reported already.

    A bad member fails when it is evaluated.
    """
    return read_template(value, intrinsics=intrinsics)[0]


def read_template(
    value: Json, at: Pointer = ROOT, *, intrinsics: bool = True
) -> tuple[Template, tuple[TemplateProblem, ...]]:
    """Return the template that stands at ``at`` and what is wrong with it.

    ``intrinsics=False`` is for fields that take paths but no calls.

    >>> template, problems = read_template({"a.$": "$.b", "c": [1, {"d.$": "oops"}]}, ("Parameters",))
    >>> [(problem.pointer, problem.kind) for problem in problems]
    [(('Parameters', 'c', 1, 'd.$'), 'value-not-expression')]
    """
    reader = _Reader(intrinsics=intrinsics)
    evaluate = reader.read(value, at, 0)
    problems = tuple(reader.problems)
    if evaluate is None:
        return Template(value, is_constant=True, evaluate=lambda _: value), problems
    return Template(value, False, evaluate, tuple(reader.paths), tuple(reader.calls)), problems


def iter_paths(template: Template) -> Iterator[tuple[Pointer, Path, Span]]:
    """Yield every path that a template reads, arguments of calls included, in the order they are written."""
    for read in template.paths:
        yield read.pointer, read.path, read.span


def iter_calls(template: Template) -> Iterator[tuple[Pointer, Call]]:
    """Yield the outermost intrinsic calls of a template, in the order they are written."""
    for called in template.calls:
        yield called.pointer, called.call


def path_not_found(path: str, field: str, environment: Environment) -> EvaluationFailure:
    """Return the failure of a path that found nothing; ``field`` ends in ``.$``, or is a Fail state's field.

    The text is recorded. Which document it quotes for a ``$$`` path is not, because the recording masks it:
    the state's input is quoted here, since that is what the service was seen to quote for ``$$`` arguments of
    intrinsics.
    """
    cause = (
        f"The JSONPath '{path}' specified for the field '{field}' "
        f"could not be found in the input '{compact(environment.data)}'"
    )
    return EvaluationFailure("States.Runtime", cause)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member that has to be evaluated; ``path`` is the text of a path, for its failure."""

    name: str
    key: str
    path: str
    read: _Read


class _Reader:
    """Walks a template once, collecting problems and what it reads; ``None`` stands for a constant part."""

    def __init__(self, *, intrinsics: bool) -> None:
        self.problems: list[TemplateProblem] = []
        self.paths: list[TemplatePath] = []
        self.calls: list[TemplateCall] = []
        self._intrinsics = intrinsics

    def read(self, value: Json, at: Pointer, depth: int) -> _Read | None:
        if not isinstance(value, (dict, list)):
            return None
        if depth >= _MAX_DEPTH:
            message = f"the template is nested more than {_MAX_DEPTH} levels deep"
            self.problems.append(TemplateProblem("too-deep", at, str(at[-1]), message))
            return _fail_always(message)
        return self._object(value, at, depth) if isinstance(value, dict) else self._array(value, at, depth)

    def _object(self, value: JsonObject, at: Pointer, depth: int) -> _Read | None:
        base: JsonObject = {}
        dynamic: list[_Member] = []
        for key, member in value.items():
            here = (*at, key)
            if key.endswith(".$"):
                name = key[:-2]
                base[name] = None
                text = member if isinstance(member, str) else ""
                dynamic.append(_Member(name, key, text, self._expression(key, member, here)))
                if name in value:
                    self._report_duplicate(name, key, here)
                continue
            base[key] = member
            read = self.read(member, here, depth + 1)
            if read is not None:
                dynamic.append(_Member(key, key, "", read))
        return _build_object(base, tuple(dynamic)) if dynamic else None

    def _array(self, value: JsonArray, at: Pointer, depth: int) -> _Read | None:
        reads = [(index, self.read(item, (*at, index), depth + 1)) for index, item in enumerate(value)]
        dynamic = tuple((index, read) for index, read in reads if read is not None)
        return _build_array(value, dynamic) if dynamic else None

    def _expression(self, key: str, value: Json, at: Pointer) -> _Read:
        if not isinstance(value, str):
            kind = kind_of(value)
            self.problems.append(
                TemplateProblem(
                    "value-not-string",
                    at,
                    key,
                    f"the value of {key} must be a string that holds a path or an intrinsic function call, "
                    f"not {kind if kind == 'null' else f'an {kind}' if kind[0] in 'ao' else f'a {kind}'}",
                    help=f"name the key {key[:-2]} if the value is meant as it stands",
                )
            )
        elif value.startswith("$"):
            return self._path(key, value, at)
        elif self._intrinsics and looks_like_intrinsic(value):
            return self._call(key, value, at)
        else:
            what = "a path or an intrinsic function call" if self._intrinsics else "a path"
            self.problems.append(
                TemplateProblem(
                    "value-not-expression",
                    at,
                    key,
                    f"the value of {key} is not {what}",
                    help=f"begin it with $, or name the key {key[:-2]} if the text is meant as it stands",
                )
            )
        return _fail_always(
            f"The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
        )

    def _path(self, key: str, text: str, at: Pointer) -> _Read:
        try:
            path = read_path(text)
        except ExpressionSyntaxError as error:
            self.problems.append(TemplateProblem("path-syntax", at, key, error.message, error.span, error.help))
            return _fail_always(f"The value for the field '{key}' must be a valid JSONPath: {error.message}")
        self.paths.append(TemplatePath(at, path, Span(0, len(text)), is_argument=False))
        return compile_template_path(path)

    def _call(self, key: str, text: str, at: Pointer) -> _Read:
        try:
            call = parse_intrinsic(text)
        except ExpressionSyntaxError as error:
            self.problems.append(TemplateProblem("intrinsic-syntax", at, key, error.message, error.span, error.help))
            return _fail_always(f"The value for the field '{key}' must be a valid intrinsic function call")
        self.calls.append(TemplateCall(at, call))
        for argument in iter_path_arguments(call):
            self.paths.append(TemplatePath(at, argument.path, argument.span, is_argument=True))
        for found in check_call(call):
            self.problems.append(
                TemplateProblem(
                    found.kind,
                    at,
                    key,
                    found.message,
                    found.span,
                    found.help,
                    is_refused=found.is_refused,
                    is_certain=found.is_certain,
                )
            )
        return compile_intrinsic(call)

    def _report_duplicate(self, name: str, key: str, at: Pointer) -> None:
        self.problems.append(
            TemplateProblem(
                "duplicate-key",
                at,
                key,
                f"both {name} and {key} are given, and both make the member {name}",
                help="keep one of them",
            )
        )


def _fail_always(cause: str) -> _Read:
    def fail(_: Environment) -> Json:
        raise EvaluationFailure("States.Runtime", cause)

    return fail


def _build_object(base: JsonObject, dynamic: tuple[_Member, ...]) -> _Read:
    """Return a closure that copies the constant members and fills in the others, at their place in the order.

    A path that finds nothing is told here, where its key is known, rather than in a closure of its own for
    each path.
    """
    paths = {member.name: member for member in dynamic}
    if len(dynamic) == 1:
        only = dynamic[0].name
        read_only = dynamic[0].read

        def build_one(environment: Environment) -> Json:
            result = base.copy()
            try:
                result[only] = read_only(environment)
            except JsonPathReadError:
                raise path_not_found(paths[only].path, paths[only].key, environment) from None
            return result

        return build_one

    reads = tuple((member.name, member.read) for member in dynamic)

    def build(environment: Environment) -> Json:
        result = base.copy()
        name = ""
        try:
            for name, read in reads:
                result[name] = read(environment)
        except JsonPathReadError:
            raise path_not_found(paths[name].path, paths[name].key, environment) from None
        return result

    return build


def _build_array(base: JsonArray, dynamic: tuple[tuple[int, _Read], ...]) -> _Read:
    def build(environment: Environment) -> Json:
        result = base.copy()
        for index, read in dynamic:
            result[index] = read(environment)
        return result

    return build
