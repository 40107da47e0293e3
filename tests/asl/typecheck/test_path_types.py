"""Inferred types of paths and templates against what the evaluators give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asl.expr.environment import Chance, Environment
from asl.expr.failure import EvaluationFailure
from asl.expr.jsonpath import JsonPathReadError, Model, compile_jsonpath
from asl.expr.path import compile_path, compile_template_path, read_path
from asl.expr.template import compile_template
from asl.json_values import Json
from asl.typecheck.environment import TypeEnvironment
from asl.typecheck.jsonpath_types import infer_jsonpath, infer_path, infer_template_path
from asl.typecheck.template_types import infer_template
from asl.types import (
    NEVER,
    STRING,
    Access,
    Field,
    Presence,
    Type,
    array_of,
    candidates,
    contains,
    object_of,
    of_value,
    string_like,
    tuple_of,
    type_text,
)
from tests.asl.types.type_strategies import NAMES, types, values_of

many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def typed(draw: st.DrawFn) -> tuple[Type, Json]:
    whole = draw(types.filter(lambda each: each != NEVER))
    return whole, draw(values_of(whole))


_name = st.sampled_from(NAMES)
_place = st.integers(-2, 2).map(str)
_segments = st.one_of(
    _name.map(lambda name: f"['{name}']"),
    _name.map(lambda name: f"['{name}']"),
    st.lists(_name, min_size=2, max_size=2, unique=True).map(lambda names: f"['{names[0]}','{names[1]}']"),
    _place.map(lambda place: f"[{place}]"),
    st.tuples(_place, _place).map(lambda places: f"[{places[0]},{places[1]}]"),
    st.tuples(_place, _place).map(lambda places: f"[{places[0]}:{places[1]}]"),
    _place.map(lambda place: f"[{place}:]"),
    _place.map(lambda place: f"[:{place}]"),
    st.just("[*]"),
    st.just(".*"),
    st.just("[?(@.a)]"),
    st.just("[?(@.a > 1 || @.b == 'a')]"),
    _name.filter(str.islower).map(lambda name: f"..{name}"),
)
paths = st.lists(_segments, max_size=4).map(lambda segments: "$" + "".join(segments)) | st.sampled_from(
    (
        "$..*", "$..[0]", "$..a[0]", "$..[*].a", "$..['a','b']",
        "$.a.length()", "$.a.sum()", "$..a.max()", "$.b.keys()", "$.a[*].concat('x')",
    )
)  # fmt: skip


def check(found: Access, read: Any) -> None:
    """Compare what was inferred with one evaluation."""
    try:
        value = read()
    except JsonPathReadError:
        assert found.presence is not Presence.PRESENT
        return
    assert found.presence is not Presence.MISSING
    assert contains(found.type, value), value


@many
@given(typed(), paths, st.sampled_from(Model))
def test_the_type_of_a_path_holds_what_it_reads(left, text, model):
    whole, value = left
    path = read_path(text).jsonpath
    check(infer_jsonpath(path, whole, model), lambda: compile_jsonpath(path, model)(value))


@many
@given(typed(), paths)
def test_the_type_of_a_template_path_holds_what_it_reads(left, text):
    whole, value = left
    path = read_path(text)
    check(infer_template_path(path, TypeEnvironment(whole)), lambda: compile_template_path(path)(Environment(value)))


@many
@given(typed(), paths, st.booleans())
def test_the_type_of_a_variable_holds_what_it_reads(left, text, is_assigned):
    whole, value = left
    path = read_path("$x" + text[1:])
    variables = {"x": Field(whole, is_required=is_assigned)}
    found = infer_path(path, TypeEnvironment(STRING, variables))
    check(found, lambda: compile_path(path)(Environment("", {"x": value})))
    if not is_assigned:
        assert found.presence is not Presence.PRESENT


class _Fixed(Chance):
    def uuid(self) -> str:
        return "01234567-89ab-4cde-8f01-23456789abcd"

    def uniform(self) -> float:
        return 0.5


_argument = st.one_of(
    st.lists(_name.filter(str.islower), max_size=2).map(lambda names: "$" + "".join(f".{name}" for name in names)),
    st.sampled_from(("'a-b'", "1", "2.5", "true", "null", "''", "'SHA-256'", "0", "-1")),
)
_calls = st.recursive(
    _argument,
    lambda inner: st.one_of(
        st.builds(lambda one, other: f"States.Format('x-{{}}/{{}}', {one}, {other})", inner, inner),
        st.builds(lambda one: f"States.Array({one}, {one})", inner),
        st.builds(lambda one, other: f"States.ArrayPartition({one}, {other})", inner, inner),
        st.builds(lambda one, other: f"States.ArrayContains({one}, {other})", inner, inner),
        st.builds(lambda one, other: f"States.ArrayRange({one}, {other}, 1)", inner, inner),
        st.builds(lambda one, other: f"States.ArrayGetItem({one}, {other})", inner, inner),
        st.builds(lambda one: f"States.ArrayLength({one})", inner),
        st.builds(lambda one: f"States.ArrayUnique({one})", inner),
        st.builds(lambda one: f"States.Base64Encode({one})", inner),
        st.builds(lambda one, other: f"States.Hash({one}, {other})", inner, inner),
        st.builds(lambda one, other: f"States.JsonMerge({one}, {other}, false)", inner, inner),
        st.builds(lambda one: f"States.JsonToString({one})", inner),
        st.builds(lambda one: f"States.StringToJson({one})", inner),
        st.builds(lambda one, other: f"States.MathAdd({one}, {other})", inner, inner),
        st.builds(lambda one, other: f"States.MathRandom({one}, {other})", inner, inner),
        st.builds(lambda one, other: f"States.StringSplit({one}, {other})", inner, inner),
        st.just("States.UUID()"),
    ),
    max_leaves=4,
).filter(lambda text: text.startswith("States"))
_templates = st.recursive(
    st.tuples(st.just(".$"), paths | _calls) | st.tuples(st.just(""), st.sampled_from((1, "x", None, [1]))),
    lambda inner: st.tuples(
        st.just(""),
        st.dictionaries(_name, inner, max_size=3).map(
            lambda members: {name + suffix: value for name, (suffix, value) in members.items()}
        ),
    ),
    max_leaves=5,
).map(lambda pair: {"member" + pair[0]: pair[1]})


@many
@given(typed(), _templates)
def test_the_type_of_a_template_holds_what_it_makes(left, template):
    whole, value = left
    made = infer_template(template, TypeEnvironment(whole))
    environment = Environment(value, chance=_Fixed())
    try:
        result = compile_template(template).evaluate(environment)
    except (EvaluationFailure, JsonPathReadError):
        return
    assert not made.fails
    assert contains(made.type, result), result


@many
@given(typed(), _calls)
def test_the_type_of_a_call_holds_what_it_returns(left, text):
    test_the_type_of_a_template_holds_what_it_makes.hypothesis.inner_test(left, {"a.$": text})


JOB = object_of({"Name": STRING}, optional={"Note": STRING})
JOBS = object_of({"Jobs": array_of(JOB, 1), "Pair": tuple_of([STRING, STRING])})


@pytest.mark.parametrize(
    ("text", "result", "presence"),
    [
        ("$.Jobs[0].Name", "string", "present"),
        ("$.Jobs[0].Note", "string", "maybe missing"),
        ("$.Jobs[0].Nmae", "never", "missing"),
        ("$.Jobs[*].Name", "[..string]", "present"),
        ("$.Jobs[*].Note", "[..string]", "present"),
        ("$.Jobs[1].Name", "string", "maybe missing"),
        ("$.Pair[2]", "never", "missing"),
        ("$.Pair[*]", "[string, string]", "present"),
        ("$.Pair[1:]", "[string]", "present"),
        ("$.Jobs[0]['Name','Note']", "{Name: string, Note?: string}", "present"),
        ("$.Jobs[?(@.Name == 'x')].Note", "[..string]", "maybe missing"),
        ("$..Name", "[..string]", "maybe missing"),
        ("$.Jobs.Name", "never", "missing"),
    ],
)
def test_a_path_is_typed(text, result, presence):
    found = infer_path(read_path(text), TypeEnvironment(JOBS))
    assert type_text(found.type) == result
    assert found.presence.value == presence


@pytest.mark.parametrize("text", ["$[0][*]", "$[0].a[*]", "$[0][*].a", "$.a[3][?(@.b)]"])
@pytest.mark.parametrize("value", [[], [[]], [{"a": [1]}], {"a": []}, {}, "text"])
def test_a_short_array_ends_an_indefinite_path(text, value):
    path = read_path(text).jsonpath
    for model in Model:
        check(infer_jsonpath(path, of_value(value), model), lambda model=model: compile_jsonpath(path, model)(value))


def test_a_miss_says_at_which_segment_and_what_was_meant():
    found = infer_path(read_path("$.Jobs[0].Nmae"), TypeEnvironment(JOBS))
    (miss,) = [each for each in found.misses if each.is_certain]
    assert (miss.step, miss.key) == (2, "Nmae")
    assert candidates(miss.holder, "Nmae") == ("Name",)


def test_a_variable_that_no_state_assigns_is_missing():
    environment = TypeEnvironment(STRING, {"order": Field(STRING)})
    found = infer_path(read_path("$oder.id"), environment)
    assert found.presence is Presence.MISSING
    assert candidates(found.misses[0].holder, "oder") == ("order",)


def test_the_name_of_a_job_made_of_the_name_of_the_execution():
    context = object_of({"Execution": object_of({"Name": string_like(min_length=1, max_length=80)})})
    made = infer_template(
        {"TrainingJobName.$": "States.Format('trainingjob-{}', $$.Execution.Name)"},
        TypeEnvironment(of_value({}), context=context),
    )
    assert type_text(made.type) == '{TrainingJobName: string "trainingjob-…" of 13 to 92 characters}'
    assert [read.found.presence for read in made.reads] == [Presence.PRESENT]
