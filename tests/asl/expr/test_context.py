"""The Context Object and the table of its fields agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from asl.expr.context import CONTEXT_FIELDS, MapItem, build_context, find_context_field
from asl.json_values import MISSING, Json, compact, kind_of

BASE: dict[str, Any] = {
    "execution_id": "arn:aws:states:us-east-1:111122223333:execution:M:run",
    "execution_input": {"a": [1]},
    "execution_name": "run",
    "role_arn": "arn:aws:iam::111122223333:role/R",
    "start_ms": 1_767_323_045_678,
    "state_machine_id": "arn:aws:states:us-east-1:111122223333:stateMachine:M",
    "state_machine_name": "M",
    "state_name": "S",
    "entered_ms": 1_767_323_046_000,
}


def test_a_standard_execution_in_a_pass_state() -> None:
    assert compact(build_context(**BASE)) == (
        '{"Execution":{"Id":"arn:aws:states:us-east-1:111122223333:execution:M:run","Input":{"a":[1]},'
        '"StartTime":"2026-01-02T03:04:05.678Z","Name":"run","RoleArn":"arn:aws:iam::111122223333:role/R",'
        '"RedriveCount":0},"StateMachine":{"Id":"arn:aws:states:us-east-1:111122223333:stateMachine:M","Name":"M"},'
        '"State":{"Name":"S","EnteredTime":"2026-01-02T03:04:06Z"}}'
    )


def test_an_express_execution_orders_its_members_differently() -> None:
    context: Any = build_context(**BASE, is_express=True, redrive_count=MISSING)
    assert list(context["Execution"]) == ["Id", "Input", "Name", "RoleArn", "StartTime"]


def test_all_that_can_be_there() -> None:
    context: Any = build_context(
        **{**BASE, "role_arn": None},
        redrive_count=1,
        redrive_ms=1_767_323_047_001,
        retry_count=2,
        task_token="token",
        map_item=MapItem(3, {"v": 1}, key="k", source="STATE_DATA"),
    )
    assert list(context) == ["Execution", "StateMachine", "State", "Task", "Map"]
    assert context["Execution"]["RedriveTime"] == "2026-01-02T03:04:07.001Z"
    assert context["Execution"]["RoleArn"] is None
    assert context["State"]["RetryCount"] == 2
    assert context["Task"] == {"Token": "token"}
    assert compact(context["Map"]) == '{"Item":{"Index":3,"Key":"k","Value":{"v":1},"Source":"STATE_DATA"}}'


def test_an_item_of_an_array_has_no_key() -> None:
    context: Any = build_context(**BASE, map_item=MapItem(0, None))
    assert context["Map"] == {"Item": {"Index": 0, "Value": None}}


def test_the_input_is_shared() -> None:
    context: Any = build_context(**BASE)
    assert context["Execution"]["Input"] is BASE["execution_input"]


def walk(value: Json, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    if at:
        yield at, value
    if isinstance(value, dict) and at[-1:] not in (("Input",), ("Value",)):
        for key, member in value.items():
            yield from walk(member, (*at, key))


def test_the_table_lists_exactly_what_is_built() -> None:
    full = build_context(
        **BASE, redrive_ms=0, retry_count=0, task_token="t", map_item=MapItem(0, {}, key="k", source="s")
    )
    built = dict(walk(full))
    assert set(built) == {field.path for field in CONTEXT_FIELDS}
    for field in CONTEXT_FIELDS:
        assert field.doc.endswith(".")
        assert field.type in ("any", kind_of(built[field.path]))


def test_what_is_always_there() -> None:
    least = dict(walk(build_context(**BASE, redrive_count=MISSING)))
    assert set(least) == {field.path for field in CONTEXT_FIELDS if field.presence == "always"}


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("Execution",), ("Execution",)),
        (("Execution", "Input", "a", 0), ("Execution", "Input")),
        (("Map", "Item", "Value", 3), ("Map", "Item", "Value")),
        (("Task", "Token"), ("Task", "Token")),
        (("Execution", "Foo"), None),
        (("Execution", "Id", "x"), None),
        (("execution",), None),
        ((0,), None),
        ((), None),
    ],
)
def test_find(keys: tuple[str | int, ...], found: tuple[str, ...] | None) -> None:
    field = find_context_field(keys)
    assert (field.path if field else None) == found
