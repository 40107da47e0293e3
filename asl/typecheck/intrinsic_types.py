"""The type of what an intrinsic function returns, from the types of its arguments.

One entry for each function of :mod:`asl.expr.intrinsics.functions`; a function without an entry gives what its
declaration says. A call whose argument is of a wrong type fails, which is told by the check of arguments and not here:
the result types hold whatever a call that succeeds can return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from asl.expr.intrinsics.registry import find_function
from asl.expr.intrinsics.string_literal import split_placeholders
from asl.expr.intrinsics.syntax import Argument, Call, Literal, PathArgument
from asl.expr.java_text import java_text
from asl.types import (
    BOOLEAN,
    NEVER,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Null,
    Number,
    Object,
    String,
    Type,
    Union,
    array_of,
    characters_of,
    concat_strings,
    index,
    join,
    join_all,
    meet,
    number_between,
    number_of,
    object_of,
    of_value,
    string_like,
    string_of,
    tuple_of,
)

from .environment import TypeEnvironment
from .jsonpath_types import infer_path

__all__ = ["infer_call", "text_type"]

_Infer: TypeAlias = "Callable[[Call, Sequence[Type]], Type]"

_INT32: Final = 2**31
_HEX: Final = characters_of("0123456789abcdef")
_DIGEST_LENGTHS: Final = {"MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128}
_RETURNS: Final[dict[str, Type]] = {
    "string": STRING,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "array": Array(UNKNOWN),
    "object": Object({}, UNKNOWN),
}


def infer_call(call: Call, environment: TypeEnvironment) -> Type:
    """Return the type of the result of a call.

    >>> from asl.expr.intrinsics import parse_intrinsic
    >>> from asl.types import object_of, string_like, type_text
    >>> data = object_of({"name": string_like(min_length=1, max_length=80)})
    >>> type_text(infer_call(parse_intrinsic("States.Format('job-{}', $.name)"), TypeEnvironment(data)))
    'string "job-…" of 5 to 84 characters'
    """
    arguments = [infer_argument(argument, environment) for argument in call.arguments]
    infer = _FUNCTIONS.get(call.name)
    if infer is not None and _has_right_count(call):
        return infer(call, arguments)
    declared = find_function(call.name)
    return UNKNOWN if declared is None else _RETURNS.get(declared.returns, UNKNOWN)


def _has_right_count(call: Call) -> bool:
    declared = find_function(call.name)
    return declared is not None and declared.accepts(len(call.arguments))


def infer_argument(argument: Argument, environment: TypeEnvironment) -> Type:
    """Return the type of an argument; one whose path finds nothing is unknown, because that was said of the path."""
    match argument:
        case Literal(value=value):
            return of_value(value)
        case PathArgument(path=path):
            found = infer_path(path, environment).type
            return UNKNOWN if found == NEVER else found
        case Call():
            return infer_call(argument, environment)


def text_type(whole: Type) -> Type:
    """Return the type of the text that Java prints for a value, as ``States.Format`` inserts it.

    >>> from asl.types import type_text
    >>> type_text(text_type(BOOLEAN))
    '"false" | "true"'
    """
    match whole:
        case String():
            return whole
        case Null():
            return string_of(["null"])
        case Boolean(value=value):
            return string_of(["true", "false"]) if value is None else string_of([java_text(value)])
        case Number():
            return _number_text(whole)
        case Union(members=members):
            return join_all(map(text_type, members))
        case _:
            return STRING


def _number_text(number: Number) -> Type:
    if number.values:
        # 1 and 1.0 are one number to the lattice, with two texts.
        return string_of(text for value in number.values for text in _texts_of(value))
    return string_like(min_length=1, characters=characters_of("0123456789-.E"))


def _texts_of(value: int | float) -> set[str]:  # noqa: PYI041 - the two have different texts
    texts = {java_text(value)}
    if isinstance(value, int) and abs(value) < 10**300:
        texts.add(java_text(float(value)))
    elif isinstance(value, float) and value == value // 1:
        texts.add(java_text(int(value)))
    return texts


def _format(call: Call, arguments: Sequence[Type]) -> Type:
    template = call.arguments[0]
    if not isinstance(template, Literal) or not isinstance(template.value, str):
        return STRING
    first, *others = split_placeholders(template.written)
    if len(others) != len(arguments) - 1:
        return STRING
    parts: list[Type] = [string_of([first])]
    for value, piece in zip(arguments[1:], others, strict=True):
        parts += [text_type(value), string_of([piece])]
    return concat_strings(parts)


@dataclass(frozen=True, slots=True)
class _Items:
    """What is known of an argument that has to be an array."""

    every: Type
    least: int
    most: int | None


def _items(whole: Type) -> _Items:
    array = meet(whole, Array(UNKNOWN))
    if not isinstance(array, Array):
        return _Items(UNKNOWN, 0, None)
    return _Items(join_all((array.items, *array.prefix)), array.min_items, array.max_items)


def _array(_: Call, arguments: Sequence[Type]) -> Type:
    return tuple_of(arguments)


def _partition(_: Call, arguments: Sequence[Type]) -> Type:
    items = _items(arguments[0])
    chunk = array_of(items.every, 1, items.most)
    return array_of(chunk, min(items.least, 1), items.most)


def _range(_: Call, arguments: Sequence[Type]) -> Type:
    return array_of(number_between(-_INT32, _INT32 - 1, is_integer=True), 0, 1000)


def _get_item(_: Call, arguments: Sequence[Type]) -> Type:
    array = meet(arguments[0], Array(UNKNOWN))
    match arguments[1]:
        case Number(values=(int() as place,)) if place >= 0 and isinstance(array, Array):
            found = index(array, place).type
            return UNKNOWN if found == NEVER else found
        case _:
            return _items(arguments[0]).every


def _length(_: Call, arguments: Sequence[Type]) -> Type:
    items = _items(arguments[0])
    return number_between(items.least, items.most, is_integer=True)


def _unique(_: Call, arguments: Sequence[Type]) -> Type:
    items = _items(arguments[0])
    return array_of(items.every, min(items.least, 1), items.most)


def _merge(_: Call, arguments: Sequence[Type]) -> Type:
    first, second = (meet(each, Object({}, UNKNOWN)) for each in arguments[:2])
    if not isinstance(first, Object) or not isinstance(second, Object):
        return Object({}, UNKNOWN)
    fields: dict[str, Field] = {}
    for name in (*first.fields, *(name for name in second.fields if name not in first.fields)):
        before = first.fields.get(name) or Field(first.rest, is_required=False)
        after = second.fields.get(name) or Field(second.rest, is_required=False)
        whole = after.type if after.is_required else join(before.type, after.type)
        fields[name] = Field(whole, before.is_required or after.is_required)
    return object_of(fields, rest=join(first.rest, second.rest))


def _hash(_: Call, arguments: Sequence[Type]) -> Type:
    algorithm = arguments[1]
    names = algorithm.values if isinstance(algorithm, String) else ()
    lengths = [_DIGEST_LENGTHS[name] for name in names if name in _DIGEST_LENGTHS] or [*_DIGEST_LENGTHS.values()]
    return string_like(min_length=min(lengths), max_length=max(lengths), characters=_HEX)


def _encode(_: Call, arguments: Sequence[Type]) -> Type:
    return string_like(pattern="[A-Za-z0-9+/=]*")


def _add(_: Call, arguments: Sequence[Type]) -> Type:
    first, second = arguments
    if isinstance(first, Number) and isinstance(second, Number) and first.values and second.values:
        whole = [value == value // 1 for number in (first, second) for value in number.values]
        if all(whole) and len(first.values) * len(second.values) <= 16:
            return number_of(int(one) + int(other) for one in first.values for other in second.values)
    return number_between(-2 * _INT32, 2 * _INT32, is_integer=True)


def _random(_: Call, arguments: Sequence[Type]) -> Type:
    return number_between(-_INT32, _INT32 - 1, is_integer=True)


def _split(_: Call, arguments: Sequence[Type]) -> Type:
    return array_of(string_like(min_length=1))


def _uuid(_: Call, arguments: Sequence[Type]) -> Type:
    return string_like(min_length=36, max_length=36, characters=_HEX | characters_of("-"))


_FUNCTIONS: Final[dict[str, _Infer]] = {
    "States.Array": _array,
    "States.ArrayGetItem": _get_item,
    "States.ArrayLength": _length,
    "States.ArrayPartition": _partition,
    "States.ArrayRange": _range,
    "States.ArrayUnique": _unique,
    "States.Base64Encode": _encode,
    "States.Format": _format,
    "States.Hash": _hash,
    "States.JsonMerge": _merge,
    "States.MathAdd": _add,
    "States.MathRandom": _random,
    "States.StringSplit": _split,
    "States.UUID": _uuid,
}
