"""The append-only history of one execution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .clock import Clock
from .events import Event, aws_event

__all__ = ["History", "HistoryLimitReached"]


class HistoryLimitReached(Exception):
    """No more events fit; one place is kept for the event that says so."""


class History:
    """Events in order; ids count from 1 across the whole execution, branches included.

    ``watch`` is called with each event and its id as it is recorded; it may look and must not touch. ``earlier`` are
    the events of the execution before it was redriven.
    """

    __slots__ = ("_clock", "_room", "events", "watch")

    def __init__(
        self,
        clock: Clock,
        max_events: int | None,
        watch: Callable[[Event, int], None] | None = None,
        earlier: Iterable[Event] = (),
    ) -> None:
        self.events: list[Event] = list(earlier)
        self._clock = clock
        self._room = 1 << 62 if max_events is None else max_events - 1
        self.watch = watch

    def append(
        self, type_: str, previous_id: int, name: str | None = None, value: Any = None, extra: Any = None
    ) -> int:
        """Record an event at the clock's time and return its id."""
        events = self.events
        number = len(events) + 1
        if number > self._room:
            raise HistoryLimitReached(f"The execution reached the maximum number of history events ({self._room + 1}).")
        event = Event(type_, previous_id, self._clock.now_ms, name, value, extra)
        events.append(event)
        if self.watch is not None:
            self.watch(event, number)
        return number

    def append_last(self, type_: str, previous_id: int, value: Any) -> int:
        """Record the event that ends the execution; there is always room for it."""
        self._room += 1
        return self.append(type_, previous_id, None, value)

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def to_aws(self, *, include_execution_data: bool = True) -> dict[str, Any]:
        """Return the history as ``GetExecutionHistory`` answers it: ``{"events": [...]}``."""
        return {
            "events": [
                aws_event(event, number, include_execution_data=include_execution_data)
                for number, event in enumerate(self.events, 1)
            ]
        }
