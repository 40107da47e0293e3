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
        has_redrive_count: the Context Object has ``Execution.RedriveCount`` (from 2023-11-15, when redrive came).
    """

    map_exit_follows_run_start: bool = True
    has_redrive_count: bool = True


CURRENT = Behaviour()


def behaviour_on(day: str) -> Behaviour:
    """Return the behaviour of a day, ``2024-03-17``.

    >>> behaviour_on("2024-03-17")
    Behaviour(map_exit_follows_run_start=False, has_redrive_count=True)
    """
    return Behaviour(map_exit_follows_run_start=day >= "2024-11-01", has_redrive_count=day >= "2023-11-15")
