"""``States.UUID``: a random UUID, version 4, in lower case.

It is drawn from the environment, so a seeded run repeats it.
"""

from __future__ import annotations

from asl.expr.environment import Chance
from asl.json_values import Json

from ..function import IntrinsicFunction

__all__ = ["FUNCTION"]


def _evaluate(chance: Chance) -> Json:
    return chance.uuid()


FUNCTION = IntrinsicFunction(
    name="States.UUID",
    parameters=(),
    minimum=0,
    maximum=0,
    returns="string",
    since="0.1.0",
    doc="Returns a new random UUID.",
    source="Developer Guide, Intrinsic functions, States.UUID",
    evaluate=_evaluate,
    draws=True,
    is_allowed_in_fail=True,
)
