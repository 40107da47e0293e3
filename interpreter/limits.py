"""Quotas of the service, each of which can be set or lifted, and the measuring of payloads.

Source: developer guide, "Quotas for state machine executions", and the ``stepfunctions`` model for the lengths of
errors and causes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from json.encoder import encode_basestring
from typing import Any

from asl.errors import UsageError
from asl.json_values import Json, compact, size_bytes

__all__ = ["EXPRESS_LIMITS", "STANDARD_LIMITS", "UNLIMITED", "Limits", "SizeMeter", "VariableMeter", "with_limit"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an execution may use; ``None`` lifts a limit.

    Attributes:
        history_events: events in a Standard history.
        payload_bytes: UTF-8 bytes of the JSON text of an input or output: of executions, states and tasks.
        variable_bytes: bytes of one variable, and of all variables of one Assign.
        stored_variables_bytes: bytes of all variables that a state can see.
        inline_map_concurrency: iterations of an inline Map that run at once.
        map_run_concurrency: child executions of a Map Run that run at once.
        execution_ms: longest run.
        error_chars, cause_chars: characters of an error and of a cause; what is longer is cut.
        http_ms: longest ``http:invoke``, whatever its TimeoutSeconds says.
    """

    history_events: int | None = 25_000
    payload_bytes: int | None = 262_144
    variable_bytes: int | None = 262_144
    stored_variables_bytes: int | None = 10 * 1024 * 1024
    inline_map_concurrency: int | None = 40
    map_run_concurrency: int | None = 10_000
    execution_ms: int | None = 365 * 86_400_000
    error_chars: int | None = 256
    cause_chars: int | None = 32_768
    http_ms: int | None = 60_000

    def cut(self, error: str | None, cause: str | None) -> tuple[str | None, str | None]:
        """Return an error and a cause, each cut to its length.

        >>> Limits(error_chars=3).cut("Failed", None)
        ('Fai', None)
        """
        return error and error[: self.error_chars], cause and cause[: self.cause_chars]


STANDARD_LIMITS = Limits()
EXPRESS_LIMITS = Limits(history_events=None, execution_ms=300_000)
UNLIMITED = Limits(**{limit.name: None for limit in fields(Limits)})


def with_limit(limits: Limits, name: str, value: int | None) -> Limits:
    """Return limits with one of them changed; ``None`` lifts it.

    >>> with_limit(STANDARD_LIMITS, "payload_bytes", 1024).payload_bytes
    1024

    Raises:
        UsageError: there is no limit of that name, or the value is below 1.
    """
    names = [limit.name for limit in fields(Limits)]
    if name not in names:
        raise UsageError(f'there is no limit "{name}"', help=f"the limits are {', '.join(names)}")
    if value is not None and value < 1:
        raise UsageError(f"{name} cannot be {value}", help="give a whole number of at least 1, or none to lift it")
    return replace(limits, **{name: value})


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
            total = 1 + (not value)
            for key, member in value.items():  # type: ignore[union-attr]  # narrowed by the exact type
                total += (len(key) + 3 if key.isalnum() and key.isascii() else self._size_of_string(key) + 1) + 1
                # The members that most objects have are measured here, which is cheaper than another call.
                if member is True:
                    total += 4
                elif type(member) is str and member.isalnum() and member.isascii():
                    total += len(member) + 2
                elif type(member) is int:
                    total += len(str(member))
                else:
                    total += self.size_bytes(member)
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


class VariableMeter:
    """Holds the variables of an execution against their quotas.

    All that was ever assigned bounds what is stored, so what is stored is measured only once that bound is reached.
    """

    __slots__ = ("_assigned_bytes", "_limits", "_meter")

    def __init__(self, limits: Limits, meter: SizeMeter) -> None:
        self._limits = limits
        self._meter = meter
        self._assigned_bytes = 0

    def excess(self, assigned: Mapping[str, Json], stored: Mapping[str, Json]) -> str | None:
        """Return which quota an Assign breaks, in words, or ``None``; ``stored`` are the variables before it."""
        size_bytes, limit = self._meter.size_bytes, self._limits.variable_bytes
        total = 0
        for name, value in assigned.items():
            size = size_bytes(value)
            if limit is not None and size > limit:
                return f"The variable '{name}' has a size exceeding the maximum of {limit} bytes."
            total += size
        if limit is not None and total > limit:
            return f"The variables of one Assign have a size exceeding the maximum of {limit} bytes."
        self._assigned_bytes += total
        room = self._limits.stored_variables_bytes
        if room is None or self._assigned_bytes <= room:
            return None
        kept = sum(size_bytes(value) for name, value in stored.items() if name not in assigned)
        return None if kept + total <= room else f"The stored variables have a size exceeding {room} bytes in all."
