"""``States.Array``: its arguments as an array.

Recorded: no arguments give ``[]``; objects and null are kept as they are.
"""

from __future__ import annotations

from asl.json_values import Json

from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(*items: Json) -> Json:
    return list(items)


FUNCTION = IntrinsicFunction(
    name="States.Array",
    parameters=(Parameter("item", "any", "an element of the array"),),
    minimum=0,
    maximum=None,
    returns="array",
    since="0.1.0",
    doc="Returns an array of the arguments, in their order.",
    source="Developer Guide, Intrinsic functions, States.Array",
    evaluate=_evaluate,
)
