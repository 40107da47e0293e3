"""Where the service itself changed over the years: what it did on a given day.

A run behaves as the service does now. Replaying or comparing an older history needs the service of that day; each
attribute is one observed change, with the first recording that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CURRENT", "Behaviour", "behaviour_on"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What differs between days.

    Attributes:
        map_exit_follows_run_start: ``MapStateExited`` of a Distributed Map points back to ``MapRunStarted``
            (recordings from 2024-11-13 on) and not to ``MapRunSucceeded`` (up to 2024-08-19).
        maps_objects: a Distributed Map goes through the members of a JSON object. A recording of 2023-09-21 shows that
            it did not; that it does since the release of 2025-02-07 is the developer guide's document history.
        has_item_source: the Context Object has ``Map.Item.Source`` (from the release of 2025-09-18).
        has_redrive_count: the Context Object has ``Execution.RedriveCount`` (from 2023-11-15, when redrive came).
        has_cause_prefix: causes of bad data name the state and the event that entered it. An execution's always do,
            TestState's do not.
    """

    map_exit_follows_run_start: bool = True
    has_redrive_count: bool = True
    maps_objects: bool = True
    has_item_source: bool = True
    has_cause_prefix: bool = True


CURRENT = Behaviour()


def behaviour_on(day: str) -> Behaviour:
    """Return the behaviour of a day, ``2024-03-17``.

    >>> behaviour_on("2024-03-17").has_redrive_count, behaviour_on("2024-03-17").map_exit_follows_run_start
    (True, False)
    """
    return Behaviour(
        map_exit_follows_run_start=day >= "2024-11-01",
        has_redrive_count=day >= "2023-11-15",
        maps_objects=day >= "2025-02-07",
        has_item_source=day >= "2025-09-18",
    )
