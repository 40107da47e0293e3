"""Exceptions: the caller or the world failed. Mistakes in a user's document are diagnostics, not exceptions."""

from __future__ import annotations

__all__ = ["AslError", "UsageError"]


class AslError(Exception):
    """Base of every exception that the toolkit raises on purpose. ``help`` is the next step, or empty."""

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002 - the word users of the attribute expect
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(AslError):
    """The call itself makes no sense: a file that is not there, input that is not JSON, a mock for an unknown state."""
