"""How the evaluation of a path fails."""

from __future__ import annotations

__all__ = ["JsonPathReadError"]


class JsonPathReadError(Exception):
    """A path could not be read from a document.

    ``kind`` is the simple name of the Java exception that Jayway throws (``PathNotFoundException``,
    ``InvalidPathException``, ``JsonPathException``, …), ``message`` its text, which shows up in the service's causes.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
