"""``States.ArrayPartition``: an array cut into chunks.

Recorded: an empty array has no chunks, and the last one may be shorter.
"""

from __future__ import annotations

from asl.json_values import Json

from ..argument_values import as_array, as_int32
from ..function import IntrinsicFunction, Parameter
from ..reasons import BAD_CHUNK_SIZE, Refusal

__all__ = ["FUNCTION"]


def _evaluate(array: Json, chunk_size: Json) -> Json:
    items = as_array(array, "array")
    size = as_int32(chunk_size, "chunkSize")
    if size < 1:
        raise Refusal(BAD_CHUNK_SIZE.format(size=size))
    return [items[start : start + size] for start in range(0, len(items), size)]


FUNCTION = IntrinsicFunction(
    name="States.ArrayPartition",
    parameters=(
        Parameter("array", "array", "the array to cut up"),
        Parameter("chunkSize", "number", "elements per chunk, at least 1"),
    ),
    minimum=2,
    maximum=2,
    returns="array",
    since="0.1.0",
    doc="Returns an array of consecutive chunks of an array.",
    source="Developer Guide, Intrinsic functions, States.ArrayPartition",
    evaluate=_evaluate,
)
