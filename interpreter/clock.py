"""Time: the only module that may read the machine's clock.

A run never asks what time it is; it is handed a :class:`Clock`. Dry runs and tests use :class:`VirtualClock`, whose
time moves only when the scheduler has nothing else to do, so that a Wait of a year takes no time. Times are whole
milliseconds since the epoch, UTC.
"""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["DEFAULT_START_MS", "Clock", "VirtualClock", "cpu_seconds", "wall_ms"]

DEFAULT_START_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z, when a run starts unless it is told otherwise: equal arguments must give equal histories."""


class Clock(Protocol):
    """What a run sees of time."""

    now_ms: int


class VirtualClock:
    """A clock that stands still until it is moved forward."""

    __slots__ = ("now_ms",)

    def __init__(self, start_ms: int = DEFAULT_START_MS) -> None:
        self.now_ms = start_ms

    def move_to(self, time_ms: int) -> None:
        """Move forward; time never runs backwards."""
        assert time_ms >= self.now_ms, f"virtual time cannot go back from {self.now_ms} to {time_ms}"
        self.now_ms = time_ms


def wall_ms() -> int:
    """Return the machine's time, for those who ask for ``--start-time now``."""
    return time.time_ns() // 1_000_000


def cpu_seconds() -> float:
    """Return the CPU time that this process has used, for measurements."""
    return time.process_time()
