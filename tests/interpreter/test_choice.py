"""Choice: every operator, what counts as its type, and where the state leads."""

from __future__ import annotations

from typing import Any

import pytest

from interpreter import Execution
from tests.interpreter.machines import run_states, shape

EARLY, LATE = "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000000001Z"
EARLY_ELSEWHERE = "2020-01-01T02:00:00+02:00"
WRONG: dict[str, list[Any]] = {
    "String": [1, True, None, ["b"], {}],
    "Numeric": ["5", True, None, [5], {}],
    "Boolean": ["true", 1, None, [True], {}],
    "Timestamp": ["2020-01-01", "2020-01-01 00:00:00Z", 0, None, {}],
}
ORDERED: dict[str, tuple[Any, Any, Any]] = {
    "String": ("a", "b", "c"),
    "Numeric": (4.5, 5, 10**20),
    "Timestamp": ("1999-12-31T23:59:59Z", EARLY, LATE),
}
HOLDS: dict[str, tuple[bool, bool, bool]] = {
    "Equals": (False, True, False),
    "LessThan": (True, False, False),
    "GreaterThan": (False, False, True),
    "LessThanEquals": (True, True, False),
    "GreaterThanEquals": (False, True, True),
}
COMPARISONS = [
    (f"{family}{comparison}", variable, values[1], holds)
    for family, values in ORDERED.items()
    for comparison, expected in HOLDS.items()
    for variable, holds in zip(values, expected, strict=True)
] + [("BooleanEquals", left, right, left is right) for left in (True, False) for right in (True, False)]


def choose(rule: dict[str, Any], data: Any, **fields: Any) -> Execution:
    return run_states(
        ("C", {"Type": "Choice", "Choices": [{**rule, "Next": "Yes"}], "Default": "No", **fields}),
        ("Yes", {"Type": "Pass", "Result": "yes", "End": True}),
        ("No", {"Type": "Pass", "Result": "no", "End": True}),
        data=data,
    )


def holds(rule: dict[str, Any], data: Any) -> bool:
    return bool(choose(rule, data).output == "yes")


@pytest.mark.parametrize(("operator", "variable", "operand", "expected"), COMPARISONS)
def test_comparisons(operator: str, variable: Any, operand: Any, expected: bool) -> None:
    assert holds({"Variable": "$.x", operator: operand}, {"x": variable}) is expected
    path_rule = {"Variable": "$.x", f"{operator}Path": "$.y"}
    assert holds(path_rule, {"x": variable, "y": operand}) is expected
    assert holds({"Not": {"Variable": "$.x", operator: operand}}, {"x": variable}) is not expected


@pytest.mark.parametrize(
    ("operator", "wrong"),
    [
        (f"{family}{comparison}", wrong)
        for family, values in WRONG.items()
        for comparison in (HOLDS if family in ORDERED else ("Equals",))
        for wrong in values
    ],
)
def test_another_type_is_false_on_either_side(operator: str, wrong: Any) -> None:
    right = True if operator.startswith("Boolean") else next(v[1] for k, v in ORDERED.items() if operator.startswith(k))
    assert not holds({"Variable": "$.x", operator: right}, {"x": wrong})
    assert not holds({"Variable": "$.x", f"{operator}Path": "$.y"}, {"x": wrong, "y": right})
    assert not holds({"Variable": "$.x", f"{operator}Path": "$.y"}, {"x": right, "y": wrong})


OTHERS: list[tuple[str, Any, Any, bool]] = [
    ("TimestampEquals", EARLY_ELSEWHERE, EARLY, True),
    ("NumericEquals", 1.0, 1, True),
    ("StringMatches", "log-1.txt", "log-*.txt", True),
    ("StringMatches", "log-1.txt", "log-*", True),
    ("StringMatches", "log-\n.txt", "log-*.txt", True),
    ("StringMatches", "my-log-1.txt", "log-*", False),
    ("StringMatches", "a*b", r"a\*b", True),
    ("StringMatches", "axb", r"a\*b", False),
    ("StringMatches", "a.b", "a.b", True),
    ("StringMatches", "axb", "a.b", False),
    ("StringMatches", 5, "*", False),
    ("IsNull", None, True, True),
    ("IsNull", 0, True, False),
    ("IsNull", 0, False, True),
    ("IsString", "", True, True),
    ("IsString", 1, True, False),
    ("IsNumeric", 1.5, True, True),
    ("IsNumeric", True, True, False),
    ("IsNumeric", "1", False, True),
    ("IsBoolean", False, True, True),
    ("IsBoolean", 0, True, False),
    ("IsTimestamp", EARLY, True, True),
    ("IsTimestamp", "2020", True, False),
    ("IsTimestamp", 0, False, True),
    ("IsPresent", None, True, True),
    ("IsPresent", None, False, False),
]


@pytest.mark.parametrize(("operator", "variable", "operand", "expected"), OTHERS)
def test_patterns_and_kinds(operator: str, variable: Any, operand: Any, expected: bool) -> None:
    assert holds({"Variable": "$.x", operator: operand}, {"x": variable}) is expected


@pytest.mark.parametrize("wanted", [True, False])
def test_a_variable_that_is_not_there(wanted: bool) -> None:
    assert holds({"Variable": "$.x.y", "IsPresent": wanted}, {}) is not wanted


TRUE, FALSE = {"Variable": "$.t", "BooleanEquals": True}, {"Variable": "$.t", "BooleanEquals": False}
TREES: list[tuple[dict[str, Any], bool]] = [
    ({"And": [TRUE, TRUE]}, True),
    ({"And": [TRUE, FALSE]}, False),
    ({"Or": [FALSE, TRUE]}, True),
    ({"Or": [FALSE, FALSE]}, False),
    ({"Not": FALSE}, True),
    ({"Not": {"Or": [FALSE, {"And": [TRUE, {"Not": TRUE}]}]}}, True),
]


@pytest.mark.parametrize(("rule", "expected"), TREES)
def test_trees_of_rules(rule: dict[str, Any], expected: bool) -> None:
    assert holds(rule, {"t": True}) is expected


def test_a_tree_stops_at_the_first_answer() -> None:
    missing = {"Variable": "$.nope", "IsNull": True}
    assert holds({"And": [{"Variable": "$.nope", "IsPresent": False}, TRUE]}, {"t": True})
    assert not holds({"And": [{"Variable": "$.nope", "IsPresent": True}, missing]}, {})
    assert holds({"Or": [TRUE, missing]}, {"t": True})


MISSING_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"Variable": "$.nope", "StringEquals": "a"}, "$.nope"),
    ({"Variable": "$.nope", "IsNull": True}, "$.nope"),
    ({"Variable": "$.x", "NumericEqualsPath": "$.nope"}, "$.nope"),
    ({"Not": {"Variable": "$.nope", "NumericEquals": 1}}, "$.nope"),
]


@pytest.mark.parametrize(("rule", "path"), MISSING_VALUES)
def test_a_path_that_finds_nothing_fails_the_state(rule: dict[str, Any], path: str) -> None:
    execution = choose(rule, {"x": 1})
    assert execution.error == "States.Runtime"
    assert execution.cause == (
        "An error occurred while executing the state 'C' (entered at the event id #2). "
        f"Invalid path '{path}': The choice state's condition path references an invalid value."
    )


def test_the_first_rule_that_holds_decides() -> None:
    rules = [{"Variable": "$.n", "NumericGreaterThan": least, "Next": f"Over {least}"} for least in (10, 5, 1)]
    states = [(f"Over {least}", {"Type": "Pass", "Result": least, "End": True}) for least in (10, 5, 1)]
    execution = run_states(("C", {"Type": "Choice", "Choices": rules}), *states, data={"n": 7})
    assert execution.output == 5


def test_no_rule_and_no_default() -> None:
    execution = run_states(
        ("C", {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "S"}]}),
        ("S", {"Type": "Succeed"}),
        data={"n": 2},
    )
    assert execution.error == "States.NoChoiceMatched"
    assert shape(execution)[1:] == ["ChoiceStateEntered(2<-0)", "ExecutionFailed(3<-2)"]


def test_the_state_around_can_catch_it() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "S"}]}
    branch = {"StartAt": "C", "States": {"C": choice, "S": {"Type": "Succeed"}}}
    caught = [{"ErrorEquals": ["States.NoChoiceMatched"], "Next": "After"}]
    execution = run_states(
        ("P", {"Type": "Parallel", "Branches": [branch], "Catch": caught, "Next": "After"}),
        ("After", {"Type": "Pass", "Parameters": {"e.$": "$.Error"}}),
        data={"n": 2},
    )
    assert execution.output == {"e": "States.NoChoiceMatched"}


def test_input_and_output_paths() -> None:
    rule = {"Variable": "$.n", "NumericEquals": 1, "Next": "S"}
    execution = run_states(
        ("C", {"Type": "Choice", "Choices": [rule], "InputPath": "$.a", "OutputPath": "$.n"}),
        ("S", {"Type": "Succeed"}),
        data={"a": {"n": 1}},
    )
    assert execution.output == 1


@pytest.mark.parametrize(("n", "expected"), [(1, "rule"), (2, "state")])
def test_a_rule_has_its_own_assign_in_place_of_the_states(n: int, expected: str) -> None:
    rule = {"Variable": "$.n", "NumericEquals": 1, "Next": "S", "Assign": {"from": "rule"}}
    execution = run_states(
        ("C", {"Type": "Choice", "Choices": [rule], "Default": "S", "Assign": {"from": "state"}}),
        ("S", {"Type": "Pass", "Parameters": {"from.$": "$from"}}),
        data={"n": n},
    )
    assert execution.output == {"from": expected}
