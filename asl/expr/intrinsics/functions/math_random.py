"""``States.MathRandom``: an integer from the start, included, to the end, excluded.

With a seed the number is always the same; see :mod:`asl.expr.java_random` for what is known of the
mapping. Without one it is drawn from the environment, so a run with the same seed draws the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.expr.environment import Chance
from asl.expr.java_random import JavaRandom
from asl.json_values import Json

from ..argument_values import as_int32, as_integer
from ..function import CallProblem, IntrinsicFunction, Parameter
from ..reasons import EMPTY_INTERVAL, Refusal
from ..syntax import Call, Literal

__all__ = ["FUNCTION"]


def _evaluate(chance: Chance, start: Json, end: Json, *seed: Json) -> Json:
    origin, bound = _interval(start, end)
    if seed:
        return JavaRandom(as_integer(seed[0], "seed")).next_between(origin, bound)
    return origin + int(chance.uniform() * (bound - origin))


def _interval(start: Json, end: Json) -> tuple[int, int]:
    origin = as_int32(start, "start")
    bound = as_int32(end, "end")
    if origin >= bound:
        raise Refusal(EMPTY_INTERVAL.format(start=origin, end=bound))
    return origin, bound


def _check(call: Call) -> Iterator[CallProblem]:
    start, end = call.arguments[:2]
    if not isinstance(start, Literal) or not isinstance(end, Literal):
        return
    try:
        _interval(start.value, end.value)
    except Refusal as refusal:
        reason = refusal.reason[0].lower() + refusal.reason[1:]
        yield CallProblem("certain-failure", f"the call always fails: {reason}", call.span)


FUNCTION = IntrinsicFunction(
    name="States.MathRandom",
    parameters=(
        Parameter("start", "number", "the least result"),
        Parameter("end", "number", "the first number above the results"),
        Parameter("seed", "number", "an integer that fixes the result"),
    ),
    minimum=2,
    maximum=3,
    returns="number",
    since="0.1.0",
    doc="Returns a random integer.",
    source="Developer Guide, Intrinsic functions, States.MathRandom",
    evaluate=_evaluate,
    draws=True,
    check=_check,
)
