"""``States.ArrayContains``: is a value among the elements, compared deeply and by type."""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_array
from ..function import IntrinsicFunction, Parameter
from ..node_equality import identity

__all__ = ["FUNCTION"]


def _evaluate(array: Json, value: Json) -> Json:
    wanted = identity(value)
    kind = type(value)
    return any(type(item) is kind and identity(item) == wanted for item in as_array(array, "array"))


FUNCTION = IntrinsicFunction(
    name="States.ArrayContains",
    parameters=(
        Parameter("array", "array", "the array to look into"),
        Parameter("value", "any", "the value to look for"),
    ),
    minimum=2,
    maximum=2,
    returns="boolean",
    since="0.1.0",
    doc="Tells whether an array has an element that is the same JSON value.",
    source="Developer Guide, Intrinsic functions, States.ArrayContains",
    evaluate=_evaluate,
)
