"""What the command's exit status means: the same for every verb, and part of the interface."""

from __future__ import annotations

from typing import Final

__all__ = ["CANNOT", "CLOSED_PIPE", "INTERRUPTED", "MEANINGS", "NO", "USAGE", "YES"]

YES: Final = 0
NO: Final = 1
USAGE: Final = 2
CANNOT: Final = 3
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141

MEANINGS: Final = (
    (YES, "yes: clean, unchanged, succeeded"),
    (NO, "no: there are errors, something would change, or the run did not succeed"),
    (USAGE, "the call makes no sense: unknown options, unreadable files, unusable input"),
    (CANNOT, "the job could not be done"),
    (INTERRUPTED, "stopped with Ctrl-C (and 141, silently, when nobody reads the output any more)"),
)
"""Status and meaning in the order in which help pages list them; a verb may say more about ``0`` and ``1``."""
