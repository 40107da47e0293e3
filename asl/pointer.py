"""A place inside a JSON document: the keys and indexes that lead to it.

A pointer is a plain tuple, ``("States", "Train", "Retry", 0)``, because the model makes one per state and field and a
tuple costs next to nothing. It survives reformatting, which an offset does not. RFC 6901 gives the text form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

__all__ = ["ROOT", "Pointer", "aws_location", "parse_pointer", "pointer_text"]

Pointer: TypeAlias = tuple[str | int, ...]

ROOT: Pointer = ()


def pointer_text(pointer: Sequence[str | int]) -> str:
    """Return the RFC 6901 text of a pointer.

    >>> pointer_text(("States", "a/b", "Retry", 0))
    '/States/a~1b/Retry/0'
    """
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in pointer)


def parse_pointer(text: str) -> Pointer:
    """Return the pointer that an RFC 6901 text names; tokens made of digits become indexes.

    >>> parse_pointer("/States/a~1b/Retry/0")
    ('States', 'a/b', 'Retry', 0)

    Raises:
        ValueError: the text is neither empty nor starts with ``/``.
    """
    if not text:
        return ROOT
    if not text.startswith("/"):
        raise ValueError(f"a JSON Pointer starts with '/': {text!r}")
    tokens = (part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/"))
    return tuple(int(token) if token.isdecimal() and token.isascii() else token for token in tokens)


def aws_location(pointer: Sequence[str | int]) -> str:
    """Return a place the way Step Functions writes it in its diagnostics: names unescaped, indexes in brackets.

    >>> aws_location(("States", "P", "Branches", 0, "States", "X"))
    '/States/P/Branches[0]/States/X'
    """
    return "".join(f"[{token}]" if isinstance(token, int) else f"/{token}" for token in pointer)
