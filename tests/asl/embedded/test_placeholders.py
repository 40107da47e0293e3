"""What deployment fills in later is no mistake, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.diagnostics import Severity
from asl.document import parse
from asl.embedded import find_definitions
from asl.source import Source
from asl.validator import validate
from tests.strategies import machines

_MARK = "@@mark@@"


def places(value: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for token, child in children:
        yield (*pointer, token)
        yield from places(child, (*pointer, token))


def put(value: Any, pointer: tuple[str | int, ...], new: Any) -> Any:
    if not pointer:
        return new
    if isinstance(value, dict):
        return {key: put(child, pointer[1:], new) if key == pointer[0] else child for key, child in value.items()}
    return [put(child, pointer[1:], new) if index == pointer[0] else child for index, child in enumerate(value)]


@pytest.mark.parametrize("written", ['"${Name}"', "${Name}", '"arn:${AWS::Partition}:x"'])
@settings(max_examples=40, deadline=None)
@given(data=st.data(), machine=machines())
def test_a_placeholder_in_the_place_of_any_value_is_no_error(written, data, machine):
    pointer = data.draw(st.sampled_from(list(places(machine))))
    text = json.dumps(put(machine, pointer, _MARK)).replace(f'"{_MARK}"', written)
    errors = [found for found in validate(parse(text)) if found.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": ${N}}', {"a": "${N}"}),
        ('{"a": [${N}, 1, ${AWS::Region}]}', {"a": ["${N}", 1, "${AWS::Region}"]}),
        ('{"a": 1, ${More}}', {"a": 1, "${More}": "${More}"}),
        ("{${Key}: 1}", {"${Key}": 1}),
    ],
)
def test_an_unquoted_placeholder_is_text_in_json(text, value):
    document = parse(text, name="x.json")
    assert document.value == value
    assert {found.code for found in document.diagnostics} == {"ASL014"}


@pytest.mark.parametrize("function", [{"Fn::GetAtt": ["Fn", "Arn"]}, {"Ref": "Name"}, {"Fn::If": ["A", 1, 2]}])
@settings(max_examples=40, deadline=None)
@given(data=st.data(), machine=machines())
def test_a_function_in_the_place_of_any_value_of_a_template_is_no_error(function, data, machine):
    pointer = data.draw(st.sampled_from(list(places(machine))))
    properties = {"Definition": put(machine, pointer, function)}
    text = json.dumps({"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": properties}}})
    (found,) = find_definitions(Source(text, "template.json", "json"))
    assert [one for one in validate(found.document) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: ${N}", {"a": "${N}"}),
        ("a: [${N}, {b: ${AWS::Region}, ${K}: 1}]", {"a": ["${N}", {"b": "${AWS::Region}", "${K}": 1}]}),
        ('a: {b: "${N}"}', {"a": {"b": "${N}"}}),
    ],
)
def test_an_unquoted_placeholder_is_text_in_yaml(text, value):
    document = parse(text, name="x.yaml")
    assert document.value == value
    assert document.diagnostics == ()
    (key,) = value
    span = document.tree.span((key,))
    assert text[span.start : span.end] == text.removeprefix("a: ")
