"""``States.ArrayGetItem``: the element at an index counted from 0.

An index outside the array, negative ones included, is a failure.
"""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_array, as_int32
from ..function import IntrinsicFunction, Parameter
from ..reasons import INDEX_OUT_OF_RANGE, Refusal

__all__ = ["FUNCTION"]


def _evaluate(array: Json, index: Json) -> Json:
    items = as_array(array, "array")
    position = as_int32(index, "index")
    if 0 <= position < len(items):
        return items[position]
    raise Refusal(INDEX_OUT_OF_RANGE.format(index=position, length=len(items)))


FUNCTION = IntrinsicFunction(
    name="States.ArrayGetItem",
    parameters=(
        Parameter("array", "array", "the array"),
        Parameter("index", "number", "which element, from 0"),
    ),
    minimum=2,
    maximum=2,
    returns="any",
    since="0.1.0",
    doc="Returns the element of an array at an index.",
    source="Developer Guide, Intrinsic functions, States.ArrayGetItem",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
)
