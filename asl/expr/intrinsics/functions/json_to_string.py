"""``States.JsonToString``: compact JSON text.

Recorded: no spaces, keys in their order; scalars and null have a text as well.
"""

from __future__ import annotations

from asl.json_values import Json, compact

from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(value: Json) -> Json:
    return compact(value)


FUNCTION = IntrinsicFunction(
    name="States.JsonToString",
    parameters=(Parameter("value", "any", "any JSON value"),),
    minimum=1,
    maximum=1,
    returns="string",
    since="0.1.0",
    doc="Returns the JSON text of a value.",
    source="Developer Guide, Intrinsic functions, States.JsonToString",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
)
