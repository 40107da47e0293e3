"""Functions that Step Functions adds: ``$partition $range $hash $uuid $parse`` and ``$random`` with a seed.

Source: Step Functions Developer Guide, "Transforming data with JSONata", on its built-in functions.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from asl.expr.java_random import JavaRandom
from asl.json_values import parse_json

from ..function import JsonataFunction
from ..messages import build_error
from ..nesting import too_large
from ..number_text import as_number
from ..operators import is_number
from ..values import UNDEFINED, JsonataError, Sequence, Surroundings
from .string import render_string

__all__ = ["FUNCTIONS"]

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _mismatch(index: int, function_name: str, value: Any) -> JsonataError:
    message = f'Argument {index} of function "{function_name}" does not match function signature'
    return JsonataError("T0410", message, token=function_name, value=value)


def _partition(items: list[Any], size: Any) -> Any:
    if size is UNDEFINED or not is_number(size) or size < 1:
        raise _mismatch(2, "partition", size)
    step = int(size)
    return [items[start : start + step] for start in range(0, len(items), step)]


def _range(surroundings: Surroundings, first: Any, last: Any, step: Any) -> Any:
    for index, value in enumerate((first, last, step), start=1):
        if value is UNDEFINED or not is_number(value) or (index == 3 and value == 0):
            raise _mismatch(index, "range", value)
    size = (last - first) / step
    if size >= surroundings.max_range:
        raise build_error("D2014", value=as_number(float(size)))
    return Sequence([as_number(first + index * step) for index in range(int(size // 1) + 1)])


def _hash(data: Any, algorithm: Any) -> Any:
    if algorithm not in _ALGORITHMS:
        raise _mismatch(2, "hash", algorithm)
    text = str(render_string(data)).encode("utf-8", "replace")
    return hashlib.new(_ALGORITHMS[algorithm], text, usedforsecurity=False).hexdigest()


def _random(surroundings: Surroundings, seed: Any = UNDEFINED) -> Any:
    if seed is UNDEFINED or not is_number(seed):
        return surroundings.chance()
    return JavaRandom(int(seed)).next_double()


def _uuid(surroundings: Surroundings) -> str:
    """Return a version 4 UUID made from 122 bits of chance."""
    octets = bytearray(int(surroundings.chance() * 256) for _ in range(16))
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _parse(text: str) -> Any:
    try:
        return parse_json(text)
    except RecursionError:
        raise too_large() from None
    except ValueError as error:
        raise JsonataError("D3137", f"$parse() could not read the text as JSON: {error}", value=text) from None


_SOURCE = "Transforming data with JSONata in Step Functions"
FUNCTIONS = (
    JsonataFunction("partition", "<an:a<a>>", "AWS", "the items in lists of a size", _SOURCE, _partition),
    JsonataFunction(
        "range",
        "<nnn:a<n>>",
        "AWS",
        "numbers at a distance",
        _SOURCE,
        _range,
        passes_undefined=False,
        needs_surroundings=True,
    ),
    JsonataFunction("hash", "<xs:s>", "AWS", "the digest in hexadecimal digits", _SOURCE, _hash),
    JsonataFunction(
        "random",
        "<n?:n>",
        "1.0",
        "a number from 0 up to 1",
        _SOURCE,
        _random,
        passes_undefined=False,
        needs_surroundings=True,
    ),
    JsonataFunction("uuid", "<:s>", "AWS", "a random UUID", _SOURCE, _uuid, needs_surroundings=True),
    JsonataFunction("parse", "<s:x>", "AWS", "the value of JSON text", _SOURCE, _parse),
)
