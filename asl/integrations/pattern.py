"""The four ways in which a Task can wait for the service that it calls."""

from __future__ import annotations

from enum import Enum

__all__ = ["Pattern"]


class Pattern(Enum):
    """Service integration pattern; the value is the suffix of the action in ``Resource``.

    Source: developer guide, *Discover service integration patterns in Step Functions*.
    """

    REQUEST_RESPONSE = ""
    SYNC = ".sync"
    SYNC_2 = ".sync:2"
    WAIT_FOR_TASK_TOKEN = ".waitForTaskToken"  # noqa: S105 - a suffix, not a secret

    @property
    def is_sync(self) -> bool:
        """Whether the Task waits until the job has ended."""
        return self in (Pattern.SYNC, Pattern.SYNC_2)
