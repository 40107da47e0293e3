"""JSON with ``{% … %}`` strings in it: the fields of a JSONata state, compiled.

``{"name": "{% $states.input.user %}", "n": 1}`` makes ``{"name": "Ann", "n": 1}``. A field is read once; parts without
an expression are constant and shared, never copied. Failures are the service's: ``States.QueryEvaluationError``, its
cause naming the expression and the field by slash path, ``Output/items[0]``. Source: developer guide, "Transforming
data with JSONata"; causes as recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, TypeAlias, cast

from asl.json_values import MISSING, Json, JsonArray, JsonObject, compact, kind_of

from .environment import Environment
from .failure import QUERY_EVALUATION_ERROR, EvaluationFailure
from .jsonata import UNDEFINED, Expression, JsonataError, Surroundings, compile_jsonata, parse_jsonata
from .jsonata.syntax import Name, Path, Variable
from .jsonata_text import is_expression, strip_delimiters

__all__ = ["compile_jsonata_template", "states_members"]

Evaluate: TypeAlias = Callable[[Environment], Json]

_MAX_DEPTH: Final = 200
"""Containers inside one another, our own bound; it keeps reading and evaluating within Python's stack."""

_TAKES_SURROUNDINGS: Final = frozenset({"millis", "now", "random", "shuffle", "toMillis", "uuid"})
"""Functions that ask for the time or for chance; an expression that names none of them needs no surroundings."""


def compile_jsonata_template(value: Json, location: str, *, expects: tuple[str, ...] = ()) -> Evaluate:
    """Return the closure that makes a field's value; it raises :class:`~asl.expr.failure.EvaluationFailure`.

    Args:
        value: the field as written.
        location: what the service calls the field: its name, ``Choices[0]/Condition`` in a list.
        expects: the types that the field takes (``array``, ``boolean``, ``number``, ``object``, ``string``); a value of
            another type that an expression gives is a failure. The empty tuple takes all.
    """
    made = _read(value, location, 0, expects)
    if made is None:
        return lambda _env: value
    return made


def _read(value: Json, location: str, depth: int, expects: tuple[str, ...] = ()) -> Evaluate | None:
    """Return the closure of a part; ``None`` stands for a constant one."""
    if isinstance(value, str):
        return _expression(strip_delimiters(value), location, expects) if is_expression(value) else None
    if not isinstance(value, (dict, list)):
        return None
    if depth >= _MAX_DEPTH:
        return _fail_always(f"The field '{location}' is nested more than {_MAX_DEPTH} levels deep", location)
    return _object(value, location, depth) if isinstance(value, dict) else _array(value, location, depth)


def _object(value: JsonObject, location: str, depth: int) -> Evaluate | None:
    reads = [(key, _read(member, f"{location}/{key}", depth + 1)) for key, member in value.items()]
    dynamic = tuple((key, read) for key, read in reads if read is not None)
    if not dynamic:
        return None

    def make(env: Environment) -> Json:
        made = value.copy()
        for key, read in dynamic:
            made[key] = read(env)
        return made

    return make


def _array(value: JsonArray, location: str, depth: int) -> Evaluate | None:
    reads = [(index, _read(item, f"{location}[{index}]", depth + 1)) for index, item in enumerate(value)]
    dynamic = tuple((index, read) for index, read in reads if read is not None)
    if not dynamic:
        return None

    def make(env: Environment) -> Json:
        made = value.copy()
        for index, read in dynamic:
            made[index] = read(env)
        return made

    return make


def _expression(text: str, location: str, expects: tuple[str, ...]) -> Evaluate:
    said = f"The JSONata expression '{text}' specified for the field '{location}' "
    try:
        expression = parse_jsonata(text)
    except JsonataError as error:
        return _fail_always(f"{said}threw {error.thrown}", location)
    run = compile_jsonata(expression)
    members = states_members(expression)
    wants_context = members is None or "context" in members
    is_still = not _TAKES_SURROUNDINGS & {part.name for part in _walk(expression) if isinstance(part, Variable)}

    def evaluate(env: Environment) -> Json:
        states: dict[str, Json] = {"input": env.data}
        if env.result is not MISSING:
            states["result"] = env.result
        if env.error_output is not MISSING:
            states["errorOutput"] = env.error_output
        if wants_context:
            states["context"] = env.context()
        bindings = {**env.variables, "states": states}
        try:
            if is_still:
                value = run(UNDEFINED, bindings)
            else:
                value = run(UNDEFINED, bindings, surroundings=Surroundings(env.now_ms, env.chance.uniform))
        except JsonataError as error:
            raise _failure(f"{said}threw {error.thrown}", location) from None
        if value is UNDEFINED:
            raise _failure(f"{said}returned nothing (undefined).", location)
        if not _is_json(value):
            raise _failure(f"{said}returned an unsupported result type.", location)
        if expects and kind_of(value) not in expects:
            raise _failure(f"{said}{_unexpected(value, expects)}", location)
        return cast("Json", value)

    return evaluate


def _unexpected(value: Json, expects: tuple[str, ...]) -> str:
    wanted = " or ".join(f"'{name}'" for name in expects)
    shown = f"'{kind_of(value)}' for value: {compact(value)}"
    return f"returned an unexpected result type. Expected {wanted}, but was {shown}"


def _is_json(value: Any) -> bool:
    """Tell whether a value has no function in it."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool or kind is float:
        return True
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            pending.extend(one.values())
        elif isinstance(one, list):
            pending.extend(one)
        elif one is not None and not isinstance(one, (str, int, float)):
            return False
    return True


def _failure(cause: str, location: str) -> EvaluationFailure:
    return EvaluationFailure(QUERY_EVALUATION_ERROR, cause, location)


def _fail_always(cause: str, location: str) -> Evaluate:
    def fail(_env: Environment) -> Json:
        raise _failure(cause, location)

    return fail


def states_members(expression: Expression) -> frozenset[str] | None:
    """Return which members of ``$states`` an expression reads; ``None`` when it may read any.

    >>> sorted(states_members(parse_jsonata("$states.input.a + $states.context.Execution.Id")) or ())
    ['context', 'input']
    >>> states_members(parse_jsonata("$states")) is None
    True
    """
    named: set[str] = set()
    plain = counted = 0
    for part in _walk(expression):
        if isinstance(part, Variable) and part.name == "states":
            counted += 1
        elif isinstance(part, Path) and len(part.steps) > 1:
            first, second = part.steps[0], part.steps[1]
            if isinstance(first, Variable) and first.name == "states" and isinstance(second, Name):
                plain += 1
                named.add(second.name)
    return frozenset(named) if plain == counted else None


def _walk(part: Any) -> Iterator[Any]:
    """Yield a syntax tree's values, each before those inside it."""
    pending = [part]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending.extend(one)
        elif is_dataclass(one):
            yield one
            pending.extend(getattr(one, field.name) for field in fields(one))
