"""API shapes as types."""

from __future__ import annotations

import pytest

from asl.integrations.naming import Style
from asl.integrations.sdk import load_service
from asl.integrations.shape_types import type_of_shape
from asl.integrations.shapes import Shape
from asl.types import UNKNOWN, Answer, Type, assign, contains, of_value, read, type_text


def request_of(service: str, operation: str, *, depth: int = 10) -> Type:
    model = load_service(service)
    return type_of_shape(
        Shape(model.operations[operation]["input"]["shape"], Style.OPTIMIZED, model.shapes), depth=depth
    )


def result_of(service: str, operation: str, **options) -> Type:
    model = load_service(service)
    shape = Shape(model.operations[operation]["output"]["shape"], Style.OPTIMIZED, model.shapes)
    return type_of_shape(shape, **options)


def test_a_result_is_closed_unless_asked_otherwise():
    assert type_text(result_of("sagemaker", "CreateModel")).startswith("{ModelArn: string of ")
    assert type_text(result_of("sagemaker", "CreateModel", is_open=True)).endswith(", ..}")


@pytest.mark.parametrize(
    ("request_value", "kind", "path"),
    [
        ({"EndpointConfigName": "x", "EndpointName": "a_b"}, "characters", ("EndpointName",)),
        ({"EndpointName": "a"}, "missing field", ("EndpointConfigName",)),
        ({"EndpointConfigName": "x", "EndpointName": 1}, "wrong type", ("EndpointName",)),
        ({"EndpointConfigName": "x" * 64, "EndpointName": "a"}, "too long", ("EndpointConfigName",)),
        ({"EndpointConfigName": "x", "EndpointName": "a", "Tag": []}, "unexpected field", ("Tag",)),
        (
            {"EndpointConfigName": "x", "EndpointName": "a", "Tags": [{"Key": "k"}]},
            "missing field",
            ("Tags", 0, "Value"),
        ),
    ],
)
def test_a_wrong_request_is_refused_at_its_place(request_value, kind, path):
    found = assign(of_value(request_value), request_of("sagemaker", "CreateEndpoint"))
    assert found.answer is Answer.NO
    assert [(each.kind.value, each.path) for each in found.mismatches] == [(kind, path)]


def test_a_right_request_is_accepted():
    value = {"EndpointConfigName": "x", "EndpointName": "a-b"}
    assert assign(of_value(value), request_of("sagemaker", "CreateEndpoint")).answer is Answer.YES


def test_a_shape_inside_itself_is_followed_to_a_depth():
    whole = request_of("dynamodb", "PutItem", depth=4)
    assert whole.depth <= 5
    assert read(whole, ("Item", "key", "M", "inner", "M", "deeper")).type == UNKNOWN
    assert contains(whole, {"TableName": "t", "Item": {"a": {"M": {"b": {"M": {"c": {"S": "x"}}}}}}})
