"""``States.Hash``: a digest in lower-case hexadecimal.

The guide speaks of strings and objects as data; that anything else than a string is hashed as its compact
JSON text is inferred.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from asl.json_values import Json, compact

from ..argument_values import as_short_string, as_string
from ..function import CallProblem, IntrinsicFunction, Parameter
from ..reasons import BAD_ALGORITHM, Refusal
from ..syntax import Call, Literal

__all__ = ["FUNCTION"]

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _evaluate(data: Json, algorithm: Json) -> Json:
    text = as_short_string(data if isinstance(data, str) else compact(data), "data")
    wanted = as_string(algorithm, "algorithm")
    if wanted not in _ALGORITHMS:
        raise Refusal(BAD_ALGORITHM.format(algorithm=wanted))
    digest = hashlib.new(_ALGORITHMS[wanted], text.encode("utf-8", "replace"), usedforsecurity=False)
    return digest.hexdigest()


def _check(call: Call) -> Iterator[CallProblem]:
    algorithm = call.arguments[1]
    if isinstance(algorithm, Literal) and isinstance(algorithm.value, str) and algorithm.value not in _ALGORITHMS:
        yield CallProblem(
            "hash-algorithm",
            f"unknown hash algorithm '{algorithm.value}'",
            algorithm.span,
            help=f"use one of {', '.join(_ALGORITHMS)}",
        )


FUNCTION = IntrinsicFunction(
    name="States.Hash",
    parameters=(
        Parameter("data", "any", "what to hash, at most 10,000 characters"),
        Parameter("algorithm", "string", "MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
    ),
    minimum=2,
    maximum=2,
    returns="string",
    since="0.1.0",
    doc="Returns the hash of data, in hexadecimal.",
    source="Developer Guide, Intrinsic functions, States.Hash",
    evaluate=_evaluate,
    is_allowed_in_fail=True,
    check=_check,
)
