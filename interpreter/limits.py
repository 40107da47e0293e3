"""Quotas of the service, each of which can be set or lifted, and the measuring of payloads.

Source: developer guide, "Quotas for state machine executions".
"""

from __future__ import annotations

from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from asl.json_values import Json, compact, size_bytes

__all__ = ["STANDARD_LIMITS", "UNLIMITED", "Limits", "SizeMeter"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an execution may use; ``None`` lifts a limit.

    Attributes:
        history_events: events in a Standard history.
        payload_bytes: UTF-8 bytes of the JSON text of an input or output.
        variable_bytes: bytes of one variable, and of all variables of one Assign.
        stored_variables_bytes: bytes of all variables of an execution.
        inline_map_concurrency: iterations of an inline Map that run at once.
        execution_ms: longest run.
    """

    history_events: int | None = 25_000
    payload_bytes: int | None = 262_144
    variable_bytes: int | None = 262_144
    stored_variables_bytes: int | None = 10 * 1024 * 1024
    inline_map_concurrency: int = 40
    execution_ms: int | None = 365 * 86_400_000


STANDARD_LIMITS = Limits()
EXPRESS_LIMITS = Limits(history_events=None, execution_ms=300_000)
UNLIMITED = Limits(
    history_events=None,
    payload_bytes=None,
    variable_bytes=None,
    stored_variables_bytes=None,
    execution_ms=None,
)

_REMEMBERED_BYTES = 512
_WALKED_MEMBERS = 64


class SizeMeter:
    """Measures payloads without serialising the same container twice.

    States hand on most of their input by reference, so the sizes of larger containers and strings are remembered by
    identity; the reference that is kept with the size also keeps the identity from being used again. Small objects are
    walked, because they are what ResultPath makes anew; lists and large objects go through the C encoder once.
    """

    __slots__ = ("_sizes",)

    def __init__(self) -> None:
        self._sizes: dict[int, tuple[Any, int]] = {}

    def size_bytes(self, value: Json) -> int:
        """Return the UTF-8 length of the compact JSON text of a value."""
        kind = type(value)
        if kind is str:
            return self._size_of_string(value)  # type: ignore[arg-type]  # narrowed by the exact type
        if kind is int:
            return len(str(value))
        if value is None or value is True:
            return 4
        if value is False:
            return 5
        if kind is float:
            return len(compact(value))
        known = self._sizes.get(id(value))
        if known is not None:
            return known[1]
        if kind is dict and len(value) <= _WALKED_MEMBERS:  # type: ignore[arg-type]  # narrowed by the exact type
            measure = self.size_bytes
            total = 1 + (not value)
            for key, member in value.items():  # type: ignore[union-attr]  # narrowed by the exact type
                total += (len(key) + 3 if key.isalnum() and key.isascii() else self._size_of_string(key) + 1) + 1
                total += measure(member)
        else:
            total = size_bytes(value)
        if total >= _REMEMBERED_BYTES:
            self._sizes[id(value)] = (value, total)
        return total

    def _size_of_string(self, text: str) -> int:
        if len(text) < _REMEMBERED_BYTES:
            encoded: str = encode_basestring(text)
            return len(encoded) if encoded.isascii() else len(encoded.encode("utf-8", "surrogatepass"))
        known = self._sizes.get(id(text))
        if known is not None:
            return known[1]
        encoded = encode_basestring(text)
        size = len(encoded) if encoded.isascii() else len(encoded.encode("utf-8", "surrogatepass"))
        self._sizes[id(text)] = (text, size)
        return size
