"""Why a function refuses its arguments: the exception, and the table of texts.

The service's own words for bad types, limits and malformed JSON are not recorded anywhere; these are ours.
Only the texts about paths that find nothing, at the end, are the service's.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BAD_ALGORITHM",
    "BAD_BASE64",
    "BAD_CHUNK_SIZE",
    "BAD_JSON",
    "DEEP_MERGE",
    "EMPTY_INTERVAL",
    "INDEX_OUT_OF_RANGE",
    "MISSING_ARGUMENT",
    "NOT_INT32",
    "TOO_DEEP",
    "TOO_LONG",
    "TOO_MANY_ITEMS",
    "UNKNOWN_FUNCTION",
    "WRONG_ARITY",
    "WRONG_PLACEHOLDERS",
    "WRONG_TYPE",
    "ZERO_STEP",
    "Refusal",
]


class Refusal(Exception):
    """A function, or the path of an argument, cannot give a value.

    ``error`` is the Error Name that it becomes.
    """

    def __init__(self, reason: str, error: str = "States.IntrinsicFailure") -> None:
        super().__init__(reason)
        self.reason = reason
        self.error = error


WRONG_TYPE: Final = "The argument '{name}' must be {wanted}, but it is {found}"
NOT_INT32: Final = "The argument '{name}' must lie between -2147483648 and 2147483647"
TOO_LONG: Final = "The argument '{name}' has {length} characters, more than {limit}"
TOO_MANY_ITEMS: Final = "The result would have {length} elements, more than {limit}"
TOO_DEEP: Final = "The value is nested too deeply"
BAD_CHUNK_SIZE: Final = "The chunk size must be greater than zero, but it is {size}"
INDEX_OUT_OF_RANGE: Final = "The index {index} is outside an array of {length} elements"
ZERO_STEP: Final = "The step must not be zero"
BAD_BASE64: Final = "The argument is not valid Base64"
BAD_JSON: Final = "The argument is not valid JSON: {detail}"
BAD_ALGORITHM: Final = "The algorithm '{algorithm}' is not one of MD5, SHA-1, SHA-256, SHA-384 and SHA-512"
DEEP_MERGE: Final = "Deep merge is not available: the third argument must be false"
EMPTY_INTERVAL: Final = "The start {start} must be less than the end {end}"
WRONG_PLACEHOLDERS: Final = "The template has placeholders: {placeholders}; arguments for them: {arguments}"
UNKNOWN_FUNCTION: Final = "The function {name} does not exist"
WRONG_ARITY: Final = "The function {name} takes {wanted}, not {found}"

MISSING_ARGUMENT: Final = "The JsonPath argument for the field '{path}' could not be found in the input '{input}'"
