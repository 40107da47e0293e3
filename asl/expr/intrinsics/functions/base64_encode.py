"""``States.Base64Encode``: a text's UTF-8 bytes in the standard alphabet, padded, in one line."""

from __future__ import annotations

from base64 import b64encode

from asl.json_values import Json

from ..argument_values import as_short_string
from ..function import IntrinsicFunction, Parameter

__all__ = ["FUNCTION"]


def _evaluate(text: Json) -> Json:
    # Half a surrogate pair becomes '?', as Java's encoder writes it.
    return b64encode(as_short_string(text, "data").encode("utf-8", "replace")).decode("ascii")


FUNCTION = IntrinsicFunction(
    name="States.Base64Encode",
    parameters=(Parameter("data", "string", "text of at most 10,000 characters"),),
    minimum=1,
    maximum=1,
    returns="string",
    since="0.1.0",
    doc="Returns the Base64 of a text.",
    source="Developer Guide, Intrinsic functions, States.Base64Encode",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
)
