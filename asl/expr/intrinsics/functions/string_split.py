"""``States.StringSplit``: the pieces of a text between delimiters.

Recorded: the second argument is a set of single characters, and empty pieces are dropped everywhere, which is
what Java's ``StringTokenizer`` does; white space stays.
"""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_string
from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(text: Json, delimiters: Json) -> Json:
    rest = as_string(text, "string")
    characters = as_string(delimiters, "delimiters")
    if not characters:
        return [rest] if rest else []
    first = characters[0]
    if len(characters) > 1:
        rest = rest.translate(dict.fromkeys(map(ord, characters), first))
    return [piece for piece in rest.split(first) if piece]


FUNCTION = IntrinsicFunction(
    name="States.StringSplit",
    parameters=(
        Parameter("string", "string", "the text to split"),
        Parameter("delimiters", "string", "the characters to split at, each on its own"),
    ),
    minimum=2,
    maximum=2,
    returns="array",
    since="0.1.0",
    doc="Returns the non-empty pieces of a text between delimiter characters.",
    source="Developer Guide, Intrinsic functions, States.StringSplit",
    evaluate=_evaluate,
)
