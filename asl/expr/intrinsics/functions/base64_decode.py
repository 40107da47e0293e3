"""``States.Base64Decode``: text out of Base64.

Strictness is that of Java's plain decoder, which is inferred: only the standard alphabet, padding may be left
out but not be wrong. Bytes that are not UTF-8 become replacement characters, as Java's ``String`` makes them.
"""

from __future__ import annotations

import re
from base64 import b64decode

from asl.json_values import Json

from ..argument_values import as_short_string
from ..function import IntrinsicFunction, Parameter
from ..reasons import BAD_BASE64, Refusal

__all__ = ["FUNCTION"]

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?")


def _evaluate(text: Json) -> Json:
    encoded = as_short_string(text, "base64")
    if not _BASE64.fullmatch(encoded):
        raise Refusal(BAD_BASE64)
    return b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8", "replace")


FUNCTION = IntrinsicFunction(
    name="States.Base64Decode",
    parameters=(Parameter("base64", "string", "Base64, at most 10,000 characters"),),
    minimum=1,
    maximum=1,
    returns="string",
    since="0.1.0",
    doc="Returns the text that a Base64 string stands for.",
    source="Developer Guide, Intrinsic functions, States.Base64Decode",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
)
