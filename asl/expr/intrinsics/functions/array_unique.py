"""``States.ArrayUnique``: an array without repetitions; of equal elements the first stays where it is."""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_array
from ..function import IntrinsicFunction, Parameter
from ..node_equality import identity

__all__ = ["FUNCTION"]


def _evaluate(array: Json) -> Json:
    by_identity: dict[object, Json] = {}
    for item in as_array(array, "array"):
        by_identity.setdefault(identity(item), item)
    return list(by_identity.values())


FUNCTION = IntrinsicFunction(
    name="States.ArrayUnique",
    parameters=(Parameter("array", "array", "the array, possibly with repetitions"),),
    minimum=1,
    maximum=1,
    returns="array",
    since="0.1.0",
    doc="Returns the distinct elements of an array in the order of their first appearance.",
    source="Developer Guide, Intrinsic functions, States.ArrayUnique",
    evaluate=_evaluate,
)
