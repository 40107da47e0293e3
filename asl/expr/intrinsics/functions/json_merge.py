"""``States.JsonMerge``: two objects as one, shallow.

Recorded: of a key in both the second value is taken whole. The keys of the first object come first, then the new
ones of the second; the recording does not tell the order.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Json

from ..argument_values import as_object
from ..function import CallProblem, IntrinsicFunction, Parameter
from ..reasons import DEEP_MERGE, Refusal
from ..syntax import Call, Literal

__all__ = ["FUNCTION"]


def _evaluate(first: Json, second: Json, is_deep: Json) -> Json:
    left = as_object(first, "json1")
    right = as_object(second, "json2")
    if is_deep is not False:
        raise Refusal(DEEP_MERGE)
    return {**left, **right}


def _check(call: Call) -> Iterator[CallProblem]:
    is_deep = call.arguments[2]
    if isinstance(is_deep, Literal) and is_deep.value is True:
        yield CallProblem(
            "certain-failure",
            "the call always fails: the service offers no deep merge",
            is_deep.span,
            help="write false",
        )


FUNCTION = IntrinsicFunction(
    name="States.JsonMerge",
    parameters=(
        Parameter("json1", "object", "the object to start from"),
        Parameter("json2", "object", "the object whose values win"),
        Parameter("isDeep", "boolean", "always false: the service offers no deep merge"),
    ),
    minimum=3,
    maximum=3,
    returns="object",
    since="0.1.0",
    doc="Returns an object with the members of two objects.",
    source="Developer Guide, Intrinsic functions, States.JsonMerge",
    evaluate=_evaluate,
    check=_check,
)
