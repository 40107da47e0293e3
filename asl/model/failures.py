"""Retriers and Catchers.

Source: States Language specification, "Errors"; ranges and defaults as the service documents them.
"""

from __future__ import annotations

from dataclasses import dataclass

from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.pointer import Pointer

__all__ = ["Catcher", "Retrier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrier:
    """One entry of ``Retry``. Seconds are whole, ``backoff_rate`` multiplies the delay after each retry."""

    at: Pointer
    raw: JsonObject
    error_equals: tuple[str, ...] = ()
    interval_seconds: int | Missing = MISSING
    max_attempts: int | Missing = MISSING
    backoff_rate: float | Missing = MISSING
    max_delay_seconds: int | Missing = MISSING
    jitter_strategy: str | Missing = MISSING
    comment: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Catcher:
    """One entry of ``Catch``. ``next`` names the fallback state."""

    at: Pointer
    raw: JsonObject
    error_equals: tuple[str, ...] = ()
    next: str | Missing = MISSING
    result_path: str | None | Missing = MISSING
    output: Json | Missing = MISSING
    assign: JsonObject | Missing = MISSING
    comment: str | Missing = MISSING
