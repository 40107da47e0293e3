"""Payload templates: what they make, how they fail, what is told about bad ones."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.environment import Environment
from asl.expr.failure import EvaluationFailure
from asl.expr.template import (
    TemplateProblem,
    compile_template,
    iter_calls,
    iter_paths,
    path_not_found,
    read_template,
)
from asl.json_values import Json, compact

DATA: Json = {"name": "Ann", "n": 41, "items": [1, 2], "deep": {"er": {"x": None}}, "s": "text"}


def environment(data: Json = DATA) -> Environment:
    return Environment(data, {"v": {"w": 7}}, context=lambda: {"State": {"Name": "S"}, "Execution": {"Input": data}})


def evaluate(template: Json, data: Json = DATA) -> Json:
    return compile_template(template).evaluate(environment(data))


@pytest.mark.parametrize(
    ("template", "result"),
    [
        ({"a.$": "$.name"}, {"a": "Ann"}),
        ({"a.$": "$"}, {"a": DATA}),
        ({"z": 1, "y.$": "$.n", "x": [2], "w.$": "$.items"}, {"z": 1, "y": 41, "x": [2], "w": [1, 2]}),
        ({"a": {"b": {"c.$": "$.deep.er"}}}, {"a": {"b": {"c": {"x": None}}}}),
        ({"a": [1, {"b.$": "$.n"}, [{"c.$": "$.s"}], {"d": 0}]}, {"a": [1, {"b": 41}, [{"c": "text"}], {"d": 0}]}),
        ([{"a.$": "$.n"}, "$.n"], [{"a": 41}, "$.n"]),
        ({"a.$": "$$.State.Name", "b.$": "$v.w", "c.$": "$v"}, {"a": "S", "b": 7, "c": {"w": 7}}),
        ({"a.$": "States.MathAdd($.n, 1)"}, {"a": 42}),
        ({"a.$": "$.deep.er.x"}, {"a": None}),
        ({"a.$": "$.items[5]"}, {"a": None}),
        ({"a.$": "$.items[*]"}, {"a": [1, 2]}),
        ({"a.$": "$.gone[*].b"}, {"a": []}),
        ({".$": "$.n"}, {"": 41}),
        ({"a.$.$": "$.n"}, {"a.$": 41}),
        ({"a$": "$.n", "b.$ ": "$.n"}, {"a$": "$.n", "b.$ ": "$.n"}),
    ],
)
def test_value(template: Json, result: Json) -> None:
    _, problems = read_template(template)
    assert problems == ()
    assert compact(evaluate(template)) == compact(result)


@pytest.mark.parametrize("template", [{}, [], None, True, 5, "$.a", {"a": {"b": ["$.a", {"c": 1}]}}])
def test_a_constant_template_is_its_own_value(template: Json) -> None:
    read = compile_template(template)
    assert read.is_constant
    assert read.evaluate(environment()) is template
    assert list(iter_paths(read)) == []


def test_constant_parts_are_shared_and_containers_are_new() -> None:
    constant: Json = {"k": [1]}
    template = compile_template({"c": constant, "a.$": "$.n"})
    first: Any = template.evaluate(environment())
    second: Any = template.evaluate(environment())
    assert not template.is_constant
    assert first == second
    assert first is not second
    assert first["c"] is constant
    assert second["c"] is constant


def test_data_is_shared() -> None:
    data: Json = {"big": [1, 2, 3]}
    result: Any = evaluate({"a.$": "$.big"}, data)
    assert isinstance(data, dict)
    assert result["a"] is data["big"]


@pytest.mark.parametrize(
    ("template", "path", "key"),
    [
        ({"value.$": "$.gone"}, "$.gone", "value.$"),
        ({"a.$": "$.n", "value.$": "$.gone.deeper", "c.$": "$.n"}, "$.gone.deeper", "value.$"),
        ({"a": [{"in.$": "$.deep.gone"}], "b.$": "$.n"}, "$.deep.gone", "in.$"),
        ({"c.$": "$$.Execution.Input.gone"}, "$$.Execution.Input.gone", "c.$"),
    ],
)
def test_a_definite_path_that_finds_nothing(template: Json, path: str, key: str) -> None:
    with pytest.raises(EvaluationFailure) as caught:
        evaluate(template)
    assert caught.value.error == "States.Runtime"
    assert caught.value.cause == (
        f"The JSONPath '{path}' specified for the field '{key}' could not be found in the input '{compact(DATA)}'"
    )


def test_the_same_text_for_a_fail_state() -> None:
    failure = path_not_found("$.ErrorX", "ErrorPath", Environment({"a": 0}))
    assert failure.cause == (
        "The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{\"a\":0}'"
    )


def test_an_intrinsic_fails_in_its_own_words() -> None:
    with pytest.raises(EvaluationFailure) as caught:
        evaluate({"a.$": "States.MathAdd($.s, 1)"})
    assert caught.value.error == "States.IntrinsicFailure"
    assert caught.value.cause.startswith("The function 'States.MathAdd($.s, 1)' had the following error: ")


# Bad templates.


def problem_of(template: Json, *, intrinsics: bool = True) -> TemplateProblem:
    read, (problem,) = read_template(template, ("States", "S", "Parameters"), intrinsics=intrinsics)
    assert not read.is_constant
    return problem


@pytest.mark.parametrize(
    ("value", "kind", "place"),
    [
        (5, "value-not-string", None),
        (None, "value-not-string", None),
        ({"b.$": "$.c"}, "value-not-string", None),
        ("plain text", "value-not-expression", None),
        ("", "value-not-expression", None),
        ("$.a[", "path-syntax", ...),
        ("States.Format('a", "intrinsic-syntax", "'a"),
        ("States.Format('\\n')", "intrinsic-syntax", "\\n"),
        ("States.Formt('a')", "unknown-function", "States.Formt"),
        ("States.MathAdd(1)", "arity", "States.MathAdd(1)"),
    ],
)
def test_refused(value: Json, kind: str, place: object) -> None:
    problem = problem_of({"ok.$": "$.n", "list": [0, {"a.$": value}]})
    assert (problem.kind, problem.key, problem.is_refused) == (kind, "a.$", True)
    assert problem.pointer == ("States", "S", "Parameters", "list", 1, "a.$")
    if place is None:
        assert problem.span is None
    else:
        assert problem.span is not None
        assert isinstance(value, str)
        assert place in (..., value[slice(*problem.span)])
    with pytest.raises(EvaluationFailure):
        evaluate({"a.$": value})


def test_certain_failures_are_told_but_not_refused() -> None:
    problem = problem_of({"a.$": "States.ArrayLength('x')"})
    assert (problem.kind, problem.is_refused, problem.is_certain) == ("argument-type", False, True)


def test_both_spellings_of_a_key() -> None:
    problem = problem_of({"a": 1, "a.$": "$.n"})
    assert (problem.kind, problem.pointer[-1]) == ("duplicate-key", "a.$")
    assert evaluate({"a": 1, "a.$": "$.n"}) == {"a": 41}


def test_no_calls_where_only_paths_are_taken() -> None:
    assert problem_of({"a.$": "States.UUID()"}, intrinsics=False).kind == "value-not-expression"


def test_every_mistake_is_told() -> None:
    template: Json = {"a.$": 1, "b": [{"c.$": "x"}, {"d.$": "$.ok"}], "e.$": "States.Nope(States.MathAdd())"}
    _, problems = read_template(template)
    assert [problem.kind for problem in problems] == [
        "value-not-string",
        "value-not-expression",
        "unknown-function",
        "arity",
    ]


def test_depth_is_bounded() -> None:
    template: Json = {"a.$": "$.n"}
    for _ in range(100_000):
        template = [template]
    read, (problem,) = read_template(template)
    assert problem.kind == "too-deep"
    with pytest.raises(EvaluationFailure):
        read.evaluate(environment())


# What a template reads.


def test_paths_and_calls_in_order() -> None:
    text = "States.Format('{}', States.MathAdd($.b, 1), $$.State.Name)"
    template, _ = read_template({"x.$": "$.a", "l": [{"y.$": text}], "z.$": "$v.w"}, ("P",))
    paths = [(pointer, path.text, span) for pointer, path, span in iter_paths(template)]
    assert [(pointer, path) for pointer, path, _ in paths] == [
        (("P", "x.$"), "$.a"),
        (("P", "l", 0, "y.$"), "$.b"),
        (("P", "l", 0, "y.$"), "$$.State.Name"),
        (("P", "z.$"), "$v.w"),
    ]
    assert [text[slice(*span)] for pointer, _, span in paths if pointer[1] == "l"] == ["$.b", "$$.State.Name"]
    assert [read.is_argument for read in template.paths] == [False, True, True, False]
    assert [(pointer, call.text) for pointer, call in iter_calls(template)] == [(("P", "l", 0, "y.$"), text)]


# Laws.

expressions = st.sampled_from(
    [
        "$",
        "$.a",
        "$.gone",
        "$v",
        "$$.State",
        "States.Array($.a, 1)",
        "States.Nope()",
        "x",
        "",
        "$[",
        "States.Array('",
        "😀",
    ]
)
templates: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | expressions,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "a.$", "c.$", ".$", "d"]), inner | expressions, max_size=4)
    ),
    max_leaves=10,
)


@given(templates, st.recursive(st.integers(), lambda inner: st.dictionaries(st.sampled_from("ab"), inner)))
def test_reading_never_raises_and_nothing_is_changed(template: Json, data: Json) -> None:
    before = copy.deepcopy(template), copy.deepcopy(data)
    read, problems = read_template(template)
    try:
        value = read.evaluate(environment(data))
    except EvaluationFailure:
        value = None
    else:
        assert not [problem for problem in problems if problem.is_refused and problem.kind != "duplicate-key"]
        compact(value)
    assert (template, data) == before
    assert read.is_constant == (".$" not in compact(template))


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_keys_keep_their_order(members: dict[str, Json]) -> None:
    names = [key for key in members if not key.endswith(".$")]
    template: Json = {f"{key}.$" if at % 2 else key: "$" if at % 2 else members[key] for at, key in enumerate(names)}
    value = evaluate(template)
    assert isinstance(value, dict)
    assert list(value) == names
