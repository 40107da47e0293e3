"""``States.ArrayRange``: integers from the first to the last, which is included when a step lands on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.json_values import Json

from ..argument_values import as_int32
from ..function import CallProblem, IntrinsicFunction, Parameter
from ..reasons import TOO_MANY_ITEMS, ZERO_STEP, Refusal
from ..syntax import Call, Literal

__all__ = ["FUNCTION", "MAX_ITEMS"]

MAX_ITEMS: Final = 1000
"""Most elements of the result (Developer Guide)."""


def _evaluate(first: Json, last: Json, step: Json) -> Json:
    start = as_int32(first, "first")
    stop = as_int32(last, "last")
    by = as_int32(step, "step")
    if by == 0:
        raise Refusal(ZERO_STEP)
    # Counting down with a negative step is documented for the JSONata twin only.
    numbers = range(start, stop + (1 if by > 0 else -1), by)
    if len(numbers) > MAX_ITEMS:
        raise Refusal(TOO_MANY_ITEMS.format(length=len(numbers), limit=MAX_ITEMS))
    return list(numbers)


def _check(call: Call) -> Iterator[CallProblem]:
    step = call.arguments[2]
    if not isinstance(step, Literal):
        return
    try:
        is_zero = as_int32(step.value, "step") == 0
    except Refusal:
        return
    if is_zero:
        yield CallProblem("certain-failure", "the call always fails: the step is zero", step.span)


FUNCTION = IntrinsicFunction(
    name="States.ArrayRange",
    parameters=(
        Parameter("first", "number", "the first element"),
        Parameter("last", "number", "the bound, included"),
        Parameter("step", "number", "the difference of two neighbours, not 0"),
    ),
    minimum=3,
    maximum=3,
    returns="array",
    since="0.1.0",
    doc="Returns an array of at most 1000 evenly spaced integers.",
    source="Developer Guide, Intrinsic functions, States.ArrayRange",
    evaluate=_evaluate,
    check=_check,
)
