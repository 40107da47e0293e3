"""What every operation of the lattice keeps to, whatever the types."""

from __future__ import annotations

import jsonschema
import pytest
import referencing.exceptions
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from asl.expr.jsonpath import JsonPathReadError, compile_jsonpath, parse_jsonpath
from asl.expr.reference_write import ReferenceWriteError, write_reference_path
from asl.json_values import Json, equal, size_bytes
from asl.types import (
    NEVER,
    UNKNOWN,
    Answer,
    Equals,
    IsKind,
    Kind,
    Matches,
    Order,
    Ordered,
    Presence,
    Type,
    absent,
    assign,
    concat_arrays,
    concat_strings,
    contains,
    elements,
    from_json_schema,
    is_subtype,
    join,
    join_all,
    loosen,
    meet,
    narrow,
    narrow_at,
    of_value,
    present,
    read,
    set_path,
    size_bounds,
    slice_of,
    to_json_schema,
    type_text,
    type_tree,
    widen,
    without,
)
from interpreter.dataflow.comparison import compile_string_pattern
from tests.asl.types.type_strategies import json_values, steps, types, values_of

many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def typed(draw: st.DrawFn) -> tuple[Type, Json]:
    """Make a type and a value that belongs to it."""
    whole = draw(types.filter(lambda each: each != NEVER))
    return whole, draw(values_of(whole))


@many
@given(json_values)
def test_the_type_of_a_value_holds_it(value):
    assert contains(of_value(value), value)
    assert is_subtype(of_value(value), of_value(value))


@many
@given(types, types)
def test_a_join_does_not_depend_on_the_order(left, right):
    assert join(left, right) == join(right, left)


@many
@given(types)
def test_a_join_with_itself_changes_nothing(whole):
    assert join(whole, whole) is whole
    assert join(whole, loosen(whole)) == join(loosen(whole), whole)
    assert join(whole, NEVER) == whole
    assert join(whole, UNKNOWN) == UNKNOWN
    assert is_subtype(whole, whole)


@many
@given(typed(), types, types)
def test_a_join_holds_what_either_side_holds(left, right, third):
    whole, value = left
    for joined in (
        join(whole, right),
        join(right, whole),
        join(join(whole, right), third),
        join(third, join(right, whole)),
    ):
        assert contains(joined, value)
    assert contains(widen(right, whole), value)
    assert contains(widen(whole, right), value)
    assert contains(loosen(whole), value)


@many
@given(types, types, types)
def test_a_join_is_associative_where_nothing_is_widened(first, second, third):
    left, right = join(join(first, second), third), join(first, join(second, third))
    assert left == right or type(left) is type(right)


@many
@given(typed(), types)
def test_a_meet_holds_what_both_sides_hold(left, right):
    whole, value = left
    if contains(right, value):
        assert contains(meet(whole, right), value)
        assert contains(meet(right, whole), value)
        assert assign(whole, right).answer is not Answer.NO
    else:
        assert contains(without(whole, right), value)
        assert not is_subtype(whole, right)


@many
@given(types, types, st.data())
def test_the_answer_of_assign_holds_for_every_value(source, target, data):
    assume(source != NEVER)
    value = data.draw(values_of(source))
    found = assign(source, target)
    assert found.answer is not Answer.YES or contains(target, value)
    assert found.answer is not Answer.NO or not contains(target, value)
    assert found.answer is not Answer.YES or not found.mismatches
    if any(mismatch.is_certain for mismatch in found.mismatches):
        assert found.answer is Answer.NO


@many
@given(typed(), types)
def test_a_known_value_is_decided(left, target):
    _, value = left
    literal = of_value(value)
    belongs = contains(target, value)
    assert assign(literal, target).answer is (Answer.YES if belongs else Answer.NO)
    assert (meet(literal, target) != NEVER) is belongs
    assert (without(literal, target) == NEVER) is belongs


@many
@given(types, types)
def test_a_type_belongs_to_a_looser_one(left, right):
    assert is_subtype(left, loosen(left))
    assert is_subtype(left, join(left, UNKNOWN))
    assert widen(left, left) is left
    assert is_subtype(left, join(left, right))
    assert is_subtype(right, join(left, right))
    widened = widen(left, right)
    assert is_subtype(right, widened)
    assert widen(widened, left) is widened


_KINDS = {
    Kind.NULL: lambda value: value is None,
    Kind.BOOLEAN: lambda value: isinstance(value, bool),
    Kind.NUMERIC: lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    Kind.STRING: lambda value: isinstance(value, str),
}
_ORDERS = {
    Order.LESS: lambda one, other: one < other,
    Order.LESS_OR_EQUAL: lambda one, other: one <= other,
    Order.GREATER: lambda one, other: one > other,
    Order.GREATER_OR_EQUAL: lambda one, other: one >= other,
}
tests = st.one_of(
    st.sampled_from(sorted(_KINDS, key=lambda kind: kind.value)).map(IsKind),
    st.builds(Equals, st.integers(-5, 5) | st.sampled_from(("a", "b", "", True, False))),
    st.builds(Ordered, st.just(Kind.NUMERIC), st.sampled_from(Order), st.integers(-5, 5) | st.just(0.5)),
    st.builds(Ordered, st.just(Kind.STRING), st.sampled_from(Order), st.sampled_from(("a", "b"))),
    st.builds(Matches, st.text(r"ab*\-", max_size=4)),
)


def passes(test, value) -> bool:
    match test:
        case IsKind(kind=kind):
            return _KINDS[kind](value)
        case Equals(value=wanted):
            return equal(value, wanted)
        case Ordered(kind=kind, order=order, bound=bound):
            return _KINDS[kind](value) and _ORDERS[order](value, bound)
        case Matches(pattern=pattern):
            return isinstance(value, str) and compile_string_pattern(pattern).fullmatch(value) is not None


@many
@given(typed(), tests)
def test_narrowing_keeps_the_values_that_it_is_asked_for(left, test):
    whole, value = left
    assert contains(narrow(whole, test, holds=passes(test, value)), value)
    narrowed = narrow(whole, test)
    assert is_subtype(narrowed, whole) or contains(whole, value)


def read_value(value: Json, keys: list[str | int]) -> tuple[bool, Json]:
    path = "$" + "".join(f"[{key}]" if isinstance(key, int) else f"['{key}']" for key in keys)
    try:
        return True, compile_jsonpath(parse_jsonpath(path))(value)
    except JsonPathReadError:
        return False, None


@many
@given(typed(), steps)
def test_reading_a_path_of_a_type_says_what_reading_values_gives(left, keys):
    whole, value = left
    found = read(whole, keys)
    is_there, inner = read_value(value, keys)
    if is_there:
        assert found.presence is not Presence.MISSING
        assert contains(found.type, inner)
        assert contains(present(whole, keys), value)
    else:
        assert found.presence is not Presence.PRESENT
        assert contains(absent(whole, keys), value)


@many
@given(typed(), steps, tests)
def test_narrowing_inside_keeps_the_values_that_it_is_asked_for(left, keys, test):
    whole, value = left
    is_there, inner = read_value(value, keys)
    if is_there:
        holds = passes(test, inner)
        assert contains(narrow_at(whole, keys, lambda part: narrow(part, test, holds=holds)), value)


@many
@given(typed(), steps, typed())
def test_writing_a_path_of_a_type_says_what_writing_values_gives(left, keys, right):
    whole, value = left
    inner_type, inner = right
    written = set_path(whole, keys, inner_type)
    try:
        after = write_reference_path(value, keys, inner)
    except ReferenceWriteError:
        assert written.presence is not Presence.PRESENT
        return
    assert written.presence is not Presence.MISSING
    assert contains(written.type, after)
    if all(isinstance(key, str) for key in keys):
        back = read(written.type, keys)
        assert back.presence is Presence.PRESENT
        assert contains(back.type, inner)


@many
@given(typed(), st.none() | st.integers(-3, 3), st.integers(-3, 3))
def test_wildcards_and_slices_hold_what_is_selected(left, start, end):
    whole, value = left
    members = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    assert contains(elements(whole), members)
    if isinstance(value, list):
        text = f"$[{'' if start is None else start}:{end}]"
        assert contains(slice_of(whole, start, end).type, compile_jsonpath(parse_jsonpath(text))(value))


@many
@given(st.lists(typed(), max_size=3))
def test_concatenation_holds_what_values_give(parts):
    texts = [part for part in parts if isinstance(part[1], str)]
    assert contains(concat_strings([whole for whole, _ in texts]), "".join(value for _, value in texts))
    arrays = [part for part in parts if isinstance(part[1], list)]
    joined = [item for _, value in arrays for item in value]
    assert contains(concat_arrays([whole for whole, _ in arrays]), joined)


@many
@given(typed())
def test_sizes_are_within_their_bounds(left):
    whole, value = left
    bounds = size_bounds(whole)
    assert bounds.minimum <= size_bytes(value)
    assert bounds.maximum is None or size_bytes(value) <= bounds.maximum


@many
@given(types, st.integers(20, 200))
def test_texts_are_bounded(whole, limit):
    assert 0 < len(type_text(whole, limit)) <= limit
    assert "\n" not in type_text(whole, limit)
    assert len(type_tree(whole, max_lines=5).splitlines()) <= 6


@many
@given(typed())
def test_values_of_a_type_are_valid_under_its_schema(left):
    whole, value = left
    schema = to_json_schema(whole)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)


@many
@given(types, json_values)
def test_what_a_schema_accepts_is_held_by_its_type(whole, value):
    schema = to_json_schema(whole)
    back = from_json_schema(schema)
    assert contains(back, value) or not jsonschema.Draft202012Validator(schema).is_valid(value)
    if contains(whole, value):
        assert contains(back, value)


_schemas = st.recursive(
    st.booleans()
    | st.sampled_from(
        (
            {"type": "string", "minLength": 1},
            {"type": ["string", "null"]},
            {"enum": ["a", 1, None, [1]]},
            {"const": {"a": 1}},
            {"type": "integer", "exclusiveMinimum": 0},
            {"maximum": 2},
            {"type": "string", "pattern": "^a"},
            {"type": "string", "pattern": "-1$"},
            {"pattern": "^[ab]+$"},
            {"type": "string", "format": "date-time"},
            {"minItems": 1, "uniqueItems": True},
            {"$ref": "#/nowhere"},
            {"required": ["a"]},
        )
    ),
    lambda inner: st.one_of(
        st.builds(lambda each: {"type": "array", "items": each}, inner),
        st.builds(lambda one, other: {"prefixItems": [one], "items": other, "maxItems": 2}, inner, inner),
        st.builds(
            lambda one, other: {"properties": {"a": one}, "additionalProperties": other, "required": ["b"]},
            inner,
            inner,
        ),
        st.builds(lambda one, other: {"anyOf": [one, other]}, inner, inner),
        st.builds(lambda one, other: {"oneOf": [one, other]}, inner, inner),
        st.builds(lambda one, other: {"allOf": [one, other]}, inner, inner),
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda one: {"patternProperties": {"^a": one}, "additionalProperties": False}, inner),
    ),
    max_leaves=4,
)


@many
@given(_schemas, json_values)
def test_the_type_of_any_schema_holds_what_it_accepts(schema, value):
    jsonschema.Draft202012Validator.check_schema(schema)
    try:
        is_valid = jsonschema.Draft202012Validator(schema).is_valid(value)
    except referencing.exceptions.Unresolvable:
        return
    if is_valid:
        assert contains(from_json_schema(schema), value)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(types, min_size=1, max_size=30))
def test_a_chain_of_widenings_ends(chain):
    whole = NEVER
    for each in chain:
        whole = widen(whole, each)
    for each in chain:
        assert is_subtype(each, whole) or widen(whole, each) == widen(widen(whole, each), each)


@pytest.mark.parametrize("start", [of_value(None), of_value({}), of_value({"count": 0, "log": [], "name": ""})])
def test_a_loop_that_keeps_changing_everything_ends(start):
    def body(whole: Type, turn: int) -> Type:
        grown = set_path(whole, ("previous",), whole).type
        grown = set_path(grown, ("count",), of_value(turn)).type
        grown = set_path(grown, ("log",), of_value([turn] * turn)).type
        grown = set_path(grown, ("name",), of_value("x" * turn)).type
        return join_all(
            [grown, set_path(grown, (f"field{turn % 8}",), of_value(turn * 0.5)).type, of_value([whole == grown])]
        )

    whole = start
    for turn in range(1, 28):
        after = widen(whole, body(whole, turn))
        if turn > 20:
            assert after is whole
        whole = after
