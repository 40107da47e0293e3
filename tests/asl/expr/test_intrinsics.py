"""Intrinsic functions: fixtures in ``intrinsics_cases.json``, the registry, how calls fail, the generator of Java."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.environment import Chance, Environment
from asl.expr.failure import EvaluationFailure
from asl.expr.intrinsics import compile_intrinsic, find_function, intrinsic_functions, parse_intrinsic
from asl.expr.intrinsics.argument_values import round_half_up
from asl.expr.java_random import JavaRandom
from asl.json_values import Json, compact, equal

CASES = json.loads(Path(__file__).with_name("intrinsics_cases.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[3]
RECORDED = ROOT.parent / "shared" / "reference" / "intrinsics-recorded.json"


class FixedChance(Chance):
    """Draws the same every time."""

    __slots__ = ()

    def uuid(self) -> str:
        return "12345678-1234-4234-8234-123456789abc"

    def uniform(self) -> float:
        return 0.5


def evaluate(text: str, data: Json = None, **variables: Json) -> Json:
    environment = Environment(data, variables, context=lambda: {"Execution": {"Input": data}}, chance=FixedChance())
    return compile_intrinsic(parse_intrinsic(text))(environment)


def failure_of(text: str, data: Json = None) -> EvaluationFailure:
    with pytest.raises(EvaluationFailure) as caught:
        evaluate(text, data)
    return caught.value


ACCEPTS = [(name, case) for name, cases in CASES.items() for case in cases["accepts"]]
REFUSES = [(name, case) for name, cases in CASES.items() for case in cases["refuses"]]


@pytest.mark.parametrize(("name", "case"), ACCEPTS, ids=[case["call"] for _, case in ACCEPTS])
def test_accepts(name: str, case: dict[str, Any]) -> None:
    assert name in case["call"]
    # Compared as text: the order of keys and the difference of 1 and 1.0 belong to the result.
    assert compact(evaluate(case["call"], case["input"])) == compact(case["result"])


@pytest.mark.parametrize(("name", "case"), REFUSES, ids=[case["call"] for _, case in REFUSES])
def test_refuses(name: str, case: dict[str, Any]) -> None:
    failure = failure_of(case["call"], case["input"])
    assert failure.error == case["error"]
    assert failure.cause.startswith(f"The function '{case['call']}' had the following error: ")
    assert case["reason"] in failure.cause.partition(" had the following error: ")[2]


def test_the_registry_is_complete() -> None:
    functions = intrinsic_functions()
    assert len(functions) == 18
    assert list(functions) == sorted(functions)
    assert set(CASES) == set(functions)
    for name, function in functions.items():
        assert function.name == name
        assert function.doc.endswith(".")
        assert function.source
        assert function.since
        assert len(function.parameters) >= function.minimum
        assert function.maximum is None or function.maximum == len(function.parameters)
        assert all(parameter.doc for parameter in function.parameters)
        assert CASES[name]["accepts"]
        assert CASES[name]["refuses"]
    assert find_function("States.format") is None


def test_each_function_has_its_own_module() -> None:
    folder = ROOT / "asl" / "expr" / "intrinsics" / "functions"
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) == 18


def test_functions_that_a_fail_state_may_call() -> None:
    allowed = {function.name for function in intrinsic_functions().values() if function.is_allowed_in_fail}
    assert allowed == {
        "States.ArrayGetItem",
        "States.Base64Decode",
        "States.Base64Encode",
        "States.Format",
        "States.Hash",
        "States.JsonToString",
        "States.UUID",
    }


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("States.UUID", "States.UUID()"),
        ("States.Format", "States.Format(template, value...)"),
        ("States.MathRandom", "States.MathRandom(start, end[, seed])"),
        ("States.JsonMerge", "States.JsonMerge(json1, json2, isDeep)"),
    ],
)
def test_signature(name: str, signature: str) -> None:
    assert intrinsic_functions()[name].signature == signature


# How a call fails.


def test_the_outermost_call_is_quoted_as_written() -> None:
    text = "States.Format( '{}',  States.MathAdd($.a, 1) )"
    failure = failure_of(text, {"a": "x"})
    assert failure.error == "States.IntrinsicFailure"
    assert failure.cause == (
        f"The function '{text}' had the following error: The argument 'first' must be a number, but it is a string"
    )


@pytest.mark.parametrize(
    ("text", "data", "reason"),
    [
        (
            "States.Format('{} {}', $.a, $.b.c)",
            {"a": 1},
            "The JsonPath argument for the field '$.b.c' could not be found in the input '{\"a\":1}'",
        ),
        (
            "States.Format('{}', $$.Nope.Deep)",
            {"a": 1},
            "The JsonPath argument for the field '$.Nope.Deep' could not be found in the input '{\"a\":1}'",
        ),
        (
            "States.Format('{}', $.list[5])",
            {"list": [1, 2]},
            "The JsonPath argument for the field '$.list[5]' could not be found in the input '{\"list\":[1,2]}'",
        ),
        (
            "States.Array(States.Format('{}', $.n[0]))",
            {"n": 1},
            "Filter: [0] can only be applied to arrays. Current context is: 1",
        ),
    ],
)
def test_a_path_that_finds_nothing_is_a_runtime_error(text: str, data: Json, reason: str) -> None:
    failure = failure_of(text, data)
    assert failure.error == "States.Runtime"
    assert failure.cause == f"The function '{text}' had the following error: {reason}"


def test_null_is_found_and_indefinite_paths_never_miss() -> None:
    assert evaluate("States.Array($.a)", {"a": None}) == [None]
    assert evaluate("States.ArrayLength($.list[*].gone)", {"list": [{}, {}]}) == 0


def test_context_and_variables() -> None:
    assert evaluate("States.Format('{}', $$.Execution.Input.a)", {"a": 1}) == "1"
    assert evaluate("States.MathAdd($count, $nested.n)", None, count=1, nested={"n": 2}) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("States.Nope(1)", "The function States.Nope does not exist"),
        ("States.MathAdd(1)", "The function States.MathAdd takes 2 arguments, not 1"),
        ("States.MathRandom(1)", "The function States.MathRandom takes 2 or 3 arguments, not 1"),
    ],
)
def test_a_call_that_cannot_work_fails_when_it_is_evaluated(text: str, reason: str) -> None:
    assert failure_of(text).cause == f"The function '{text}' had the following error: {reason}"


def test_constant_calls_give_the_same_value_each_time() -> None:
    function = compile_intrinsic(parse_intrinsic("States.Array(1, States.Array('a'))"))
    assert function(Environment(None)) == [1, ["a"]]
    assert function(Environment(None)) is function(Environment(1))


def test_values_nested_beyond_the_stack_fail_as_values_do() -> None:
    deep: Json = []
    for _ in range(100_000):
        deep = [deep]
    failure = failure_of("States.Format('{}', $)", deep)
    assert failure.error == "States.IntrinsicFailure"
    assert "nested too deeply" in failure.cause


# Limits.


@pytest.mark.parametrize("call", ["States.Base64Encode($.t)", "States.Base64Decode($.t)", "States.Hash($.t, 'MD5')"])
def test_data_of_ten_thousand_characters(call: str) -> None:
    assert evaluate(call, {"t": "a" * 10_000})
    assert "has 10001 characters, more than 10000" in failure_of(call, {"t": "a" * 10_001}).cause


def test_range_of_a_thousand_elements() -> None:
    assert evaluate("States.ArrayRange(1, $, 1)", 1000) == list(range(1, 1001))
    assert "1001 elements, more than 1000" in failure_of("States.ArrayRange(1, $, 1)", 1001).cause
    assert "2147483648 elements" in failure_of("States.ArrayRange(0, $, 1)", 2**31 - 1).cause


# Rounding.

JAVA_ROUNDING = {
    0.5: 1,
    1.5: 2,
    2.5: 3,
    3.5: 4,
    1.49: 1,
    -0.5: 0,
    -1.5: -1,
    -1.51: -2,
    -2.5: -2,
    -3.5: -3,
    0.49999999999999994: 0,
    -0.0: 0,
    4503599627370497.5: 4503599627370498,
    9007199254740993.0: 9007199254740992,
}


@pytest.mark.parametrize(("number", "rounded"), JAVA_ROUNDING.items())
def test_rounding(number: float, rounded: int) -> None:
    assert round_half_up(number) == rounded


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_is_nearest_and_up_on_a_tie(number: float) -> None:
    distance = Fraction(round_half_up(number)) - Fraction(number)
    assert Fraction(-1, 2) < distance <= Fraction(1, 2)


int32 = st.integers(-(2**31), 2**31 - 1)


@given(int32, int32)
def test_math_add_of_integers(first: int, second: int) -> None:
    assert evaluate("States.MathAdd($.a, $.b)", {"a": first, "b": second}) == first + second


# Java's generator.


def test_java_random() -> None:
    # The numbers are what OpenJDK 17 prints.
    assert JavaRandom(42).next_double() == 0.7275636800328681
    assert JavaRandom(42).next_int() == -1170105035
    draws = JavaRandom(42)
    assert [draws.next_int_below(100) for _ in range(5)] == [30, 63, 48, 84, 70]
    assert JavaRandom(42).next_int_below(16) == 11
    assert JavaRandom(-5).next_int_below(1_000_000_007) == 578_319_411
    assert JavaRandom(42).next_between(-5, 20) == 0
    assert JavaRandom(42).next_between(-(2**31), 2**31 - 1) == -1170105035
    assert JavaRandom(-5).next_double() == JavaRandom(-5 + 2**64).next_double()


@given(int32, int32, st.integers(-(2**63), 2**63 - 1))
def test_a_seeded_draw_repeats_and_stays_in_its_interval(one: int, other: int, seed: int) -> None:
    start, end = sorted((one, other))
    if start == end:
        return
    data: Json = {"start": start, "end": end, "seed": seed}
    number = evaluate("States.MathRandom($.start, $.end, $.seed)", data)
    assert isinstance(number, int)
    assert start <= number < end
    assert number == evaluate("States.MathRandom($.start, $.end, $.seed)", data)


def test_without_chance_there_is_no_draw() -> None:
    with pytest.raises(LookupError):
        compile_intrinsic(parse_intrinsic("States.UUID()"))(Environment(None))


# Against independent implementations, and laws.

scalars: st.SearchStrategy[Json] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
json_values: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
encodable = st.text(st.characters(exclude_categories=["Cs"]))


@given(encodable)
def test_base64_round_trip(text: str) -> None:
    encoded = evaluate("States.Base64Encode($)", text)
    assert encoded == base64.b64encode(text.encode()).decode()
    assert evaluate("States.Base64Decode($)", encoded) == text


@given(encodable, st.sampled_from(["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"]))
def test_hash_is_that_of_hashlib(text: str, algorithm: str) -> None:
    expected = hashlib.new(algorithm.replace("-", ""), text.encode()).hexdigest()
    assert evaluate("States.Hash($.t, $.a)", {"t": text, "a": algorithm}) == expected


@given(json_values)
def test_json_text_round_trip(value: Json) -> None:
    text = evaluate("States.JsonToString($)", value)
    assert isinstance(text, str)
    assert equal(evaluate("States.StringToJson($)", text), value)


@given(st.lists(json_values, max_size=12), st.integers(1, 15))
def test_partitions_join_to_the_array(items: list[Json], size: int) -> None:
    data: Json = {"items": items, "size": size}
    chunks: Any = evaluate("States.ArrayPartition($.items, $.size)", data)
    assert [item for chunk in chunks for item in chunk] == items
    assert all(len(chunk) == size for chunk in chunks[:-1])
    assert all(1 <= len(chunk) <= size for chunk in chunks)


@given(st.lists(st.sampled_from([0, 1, 1.0, True, False, None, "1", "", [], [1], [True], {}, {"a": 1}])))
def test_unique_keeps_the_first_of_each(items: list[Json]) -> None:
    unique: Any = evaluate("States.ArrayUnique($)", items)
    assert evaluate("States.ArrayUnique($)", unique) == unique
    by_text = {(json.dumps(item), str(type(item))): item for item in reversed(items)}
    assert len(unique) == len(by_text)
    for item in items:
        assert evaluate("States.ArrayContains($.items, $.item)", {"items": unique, "item": item}) is True


@given(st.dictionaries(st.text(), json_values), st.dictionaries(st.text(), json_values))
def test_merge_prefers_the_second(first: dict[str, Json], second: dict[str, Json]) -> None:
    data: Json = {"a": first, "b": second}
    before = compact(data)
    merged: Any = evaluate("States.JsonMerge($.a, $.b, false)", data)
    assert set(merged) == {*first, *second}
    assert all(merged[key] is second.get(key, first.get(key)) for key in merged)
    assert list(merged)[: len(first)] == list(first)
    assert compact(data) == before


@given(st.text("abc,. \n"), st.text(",. \n", max_size=3))
def test_split_pieces_hold_no_delimiter_and_lose_nothing_else(text: str, delimiters: str) -> None:
    pieces: Any = evaluate("States.StringSplit($.t, $.d)", {"t": text, "d": delimiters})
    assert "".join(pieces) == "".join(character for character in text if character not in delimiters)
    assert all(piece and not set(piece) & set(delimiters) for piece in pieces)
    is_cut = [character in delimiters for character in text]
    starts = sum(not cut and (at == 0 or is_cut[at - 1]) for at, cut in enumerate(is_cut))
    assert len(pieces) == starts


@given(int32, int32, st.integers(-50, 50))
def test_range_steps_evenly_up_to_its_bound(first: int, last: int, step: int) -> None:
    data: Json = {"first": first, "last": last, "step": step}
    try:
        numbers: Any = evaluate("States.ArrayRange($.first, $.last, $.step)", data)
    except EvaluationFailure:
        assert step == 0 or abs(last - first) // abs(step) >= 1000
        return
    assert all(after - before == step for before, after in pairwise(numbers))
    assert not numbers or numbers[0] == first
    assert not numbers or abs(last - numbers[-1]) < abs(step)


# Recorded pairs, when they are available.


@pytest.mark.shared
def test_recorded_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    if not RECORDED.exists():
        pytest.skip("the recorded pairs are not available")
    assert load_runner().main([str(RECORDED)]) == 0, capsys.readouterr().out


def test_the_conformance_runner_counts_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [
        {"expression": "States.MathAdd($.a, 1)", "input": {"a": 1}, "expected": 2},
        {"expression": "States.MathAdd($.a, 1)", "input": {"a": 1}, "expected": 3},
        {"expression": "States.UUID()", "input": {}, "expected": "any"},
        {"expression": "States.UUID(", "input": {}, "expected": "any"},
    ]
    file = tmp_path / "pairs.json"
    file.write_text(json.dumps(pairs), encoding="utf-8")
    runner = load_runner()
    assert runner.main([str(file)]) == 1
    assert runner.main([str(file), "--at-least", "50"]) == 0
    assert "2 of    4 (50.0 %)" in capsys.readouterr().out


def load_runner() -> Any:
    specification = spec_from_file_location("intrinsics_runner", ROOT / "tests" / "conformance" / "intrinsics.py")
    assert specification is not None
    assert specification.loader is not None
    module = module_from_spec(specification)
    sys.modules[specification.name] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module
