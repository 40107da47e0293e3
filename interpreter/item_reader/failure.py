"""How reading items fails: always as ``States.ItemReaderFailed``, told by ``MapRunFailed``.

Two causes are recorded, ``Attempting to map over non-iterable node.`` and ``field MaxItems must be positive``. The
one of columns that have the same name is what another emulator of the service says; all others are our own words.
"""

from __future__ import annotations

__all__ = ["DUPLICATES", "NOT_ITERABLE", "ItemReaderFailed"]

DUPLICATES = "CSV headers cannot contain duplicates."
NOT_ITERABLE = "Attempting to map over non-iterable node."


class ItemReaderFailed(Exception):
    """The items cannot be read; the message is the failure's cause."""
