"""How writing results fails: always as ``States.ResultWriterFailed``, told by ``MapRunFailed``."""

from __future__ import annotations

__all__ = ["ResultWriterFailed"]


class ResultWriterFailed(Exception):
    """The results cannot be written; the message is the failure's cause."""
