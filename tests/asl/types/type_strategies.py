"""Hypothesis strategies for types, and for the values of a type."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from asl.json_values import Json
from asl.types import (
    BOOLEAN,
    NEVER,
    NULL,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Characters,
    Field,
    Never,
    Null,
    Number,
    Object,
    String,
    Type,
    Union,
    array_of,
    characters_of,
    contains,
    number_between,
    number_of,
    object_of,
    of_value,
    string_like,
    string_of,
    tuple_of,
    union_of,
)

__all__ = ["NAMES", "json_values", "steps", "types", "values_of"]

NAMES = ("a", "b", "c", "Longer Name")
_ALPHABET = "ab-1"

_texts = st.text(_ALPHABET, max_size=5)
_numbers = st.integers(-5, 5) | st.sampled_from((-1.5, 0.5, 2.0, 3.25))

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)
"""Small JSON values from a small set, so that types that were made apart have values in common."""

steps = st.lists(st.sampled_from(NAMES) | st.integers(-2, 2), max_size=3)


@st.composite
def _ranges(draw: st.DrawFn) -> Type:
    low = draw(st.none() | _numbers)
    high = draw(st.none() | _numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return number_between(low, high, is_integer=draw(st.booleans()))


@st.composite
def _patterns(draw: st.DrawFn) -> Type:
    characters: Characters = draw(st.sampled_from((STRING.characters, characters_of("ab"), characters_of("ab-1"))))
    return string_like(
        draw(st.sampled_from(("", "", "a", "a-"))),
        draw(st.sampled_from(("", "", "b", "1b"))),
        draw(st.integers(0, 2)),
        draw(st.none() | st.integers(3, 6)),
        characters,
        draw(st.sampled_from((None, None, None, "[ab]*", "a.*", "(a|b)+-?.*", "[^1]{0,4}"))),
    )


_scalars: st.SearchStrategy[Type] = st.one_of(
    st.just(NULL),
    st.just(BOOLEAN),
    st.builds(Boolean, st.booleans()),
    st.lists(_numbers, min_size=1, max_size=4).map(number_of),
    _ranges(),
    st.lists(_texts, min_size=1, max_size=4).map(string_of),
    _patterns(),
    st.just(UNKNOWN),
    json_values.map(of_value),
)


@st.composite
def _objects(draw: st.DrawFn, inner: st.SearchStrategy[Type]) -> Type:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    fields = {name: Field(draw(inner), draw(st.booleans())) for name in names}
    return object_of(fields, rest=draw(st.just(NEVER) | st.just(UNKNOWN) | inner))


@st.composite
def _arrays(draw: st.DrawFn, inner: st.SearchStrategy[Type]) -> Type:
    least = draw(st.integers(0, 2))
    most = draw(st.none() | st.integers(2, 4))
    return array_of(draw(inner), least, most, draw(st.lists(inner, max_size=2)))


types: st.SearchStrategy[Type] = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        _objects(inner),
        _arrays(inner),
        st.lists(inner, max_size=3).map(tuple_of),
        st.lists(inner, min_size=2, max_size=3).map(union_of),
    ),
    max_leaves=8,
)


def values_of(whole: Type) -> st.SearchStrategy[Json]:
    """Make values that belong to a type, as :func:`asl.types.contains` sees it."""
    return _values(whole, 0).filter(lambda value: contains(whole, value))


def _values(whole: Type, depth: int) -> st.SearchStrategy[Any]:
    match whole:
        case Never():
            return st.nothing()
        case Null():
            return st.none()
        case Boolean(value=value):
            return st.booleans() if value is None else st.just(value)
        case Number():
            return _some_number(whole)
        case String():
            return _some_text(whole)
        case Array():
            return _some_array(whole, depth)
        case Object():
            return _some_object(whole, depth)
        case Union(members=members):
            return st.one_of([_values(member, depth) for member in members])
        case _:
            return json_values


def _some_number(number: Number) -> st.SearchStrategy[Any]:
    if number.values:
        return st.sampled_from(number.values)
    low = -100 if number.minimum is None else number.minimum
    high = 100 if number.maximum is None else number.maximum
    whole = st.integers(int(low) - 1, int(high) + 1)
    return whole if number.is_integer else whole | st.sampled_from((low, high, (low + high) / 2, 0.5, 3.25))


def _some_text(string: String) -> st.SearchStrategy[str]:
    if string.values:
        return st.sampled_from(string.values)
    known = string.characters.ranges if string.characters.ranges != STRING.characters.ranges else ()
    alphabet = "".join(chr(point) for low, high in known for point in range(low, min(high, low + 80) + 1)) or _ALPHABET
    longest = 6 if string.max_length is None else string.max_length
    middle = st.text(alphabet, max_size=max(0, longest))
    return middle.map(lambda text: string.prefix + text + string.suffix) | middle


@st.composite
def _some_array(draw: st.DrawFn, array: Array, depth: int) -> Json:
    most = min(array.min_items + 2, 4) if array.max_items is None else array.max_items
    length = draw(st.integers(array.min_items, max(array.min_items, most)))
    places = [*array.prefix, *[array.items] * (length - len(array.prefix))]
    return [draw(_values(each, depth + 1)) for each in places[:length]]


@st.composite
def _some_object(draw: st.DrawFn, whole: Object, depth: int) -> Json:
    made: dict[str, Json] = {}
    for name, member in whole.fields.items():
        if type(member.type) is not Never and (member.is_required or draw(st.booleans())):
            made[name] = draw(_values(member.type, depth + 1))
    if not whole.is_closed and depth < 3 and draw(st.booleans()):
        name = draw(st.sampled_from((*NAMES, "other")))
        if name not in whole.fields:
            made[name] = draw(_values(whole.rest, depth + 1))
    return made
