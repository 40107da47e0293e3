"""``States.MathAdd``: the sum of two integers.

Recorded: each decimal is rounded first, half up, and then added. The arguments have to fit into 32 bits. What the
service does with a sum that does not is not recorded; it stays exact here.
"""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_int32
from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(first: Json, second: Json) -> Json:
    return as_int32(first, "first") + as_int32(second, "second")


FUNCTION = IntrinsicFunction(
    name="States.MathAdd",
    parameters=(
        Parameter("first", "number", "an integer of 32 bits; decimals are rounded"),
        Parameter("second", "number", "an integer of 32 bits; decimals are rounded"),
    ),
    minimum=2,
    maximum=2,
    returns="number",
    since="0.1.0",
    doc="Returns the sum of two integers.",
    source="Developer Guide, Intrinsic functions, States.MathAdd",
    evaluate=_evaluate,
)
