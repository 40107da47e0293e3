"""``States.ArrayLength``: the number of elements of an array; strings and objects have no length."""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_array
from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(array: Json) -> Json:
    return len(as_array(array, "array"))


FUNCTION = IntrinsicFunction(
    name="States.ArrayLength",
    parameters=(Parameter("array", "array", "the array to count"),),
    minimum=1,
    maximum=1,
    returns="number",
    since="0.1.0",
    doc="Returns the number of elements of an array.",
    source="Developer Guide, Intrinsic functions, States.ArrayLength",
    evaluate=_evaluate,
)
