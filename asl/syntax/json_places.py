"""Finds the span of one value in sound JSON without reading the whole text in Python.

The C scanner skips every value that does not lie on the way, so a span costs one loop over the members of the objects
on the way. What was found for an object is kept: the next place in the same object is a dictionary look-up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined] # typeshed leaves it out

from asl.pointer import ROOT, Pointer
from asl.source import Span

from .places import Found

__all__ = ["JsonPlaces"]

_BLANK = re.compile(r"[ \t\r\n]*")
_scan_once: Callable[[str, int], tuple[object, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # typeshed leaves it out


class JsonPlaces:
    """Places in a text that the C scanner has accepted; of duplicate keys the last is found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._children: dict[Pointer, dict[str | int, Found]] = {}
        start = self._skip(0)
        self._root = Found(Span(start, len(text.rstrip(" \t\r\n"))))

    def find(self, pointer: Pointer) -> Found | None:
        """Return the place of a pointer, or nothing when there is no such value."""
        found = self._root
        for depth, token in enumerate(pointer):
            here = pointer[:depth]
            children = self._children.get(here)
            if children is None:
                children = self._children[here] = self._read_children(found.span)
            child = children.get(token)
            if child is None:
                return None
            found = child
        assert pointer == ROOT or found is not self._root, "a token was followed"
        return found

    def _skip(self, at: int) -> int:
        blank = _BLANK.match(self._text, at)
        assert blank is not None, "an empty run matches everywhere"
        return blank.end()

    def _read_children(self, span: Span) -> dict[str | int, Found]:
        text, skip = self._text, self._skip
        children: dict[str | int, Found] = {}
        if text[span.start] not in "{[":
            return children
        at = skip(span.start + 1)
        key_span = None
        key: str | int = -1
        while text[at] not in "}]":
            if text[span.start] == "{":
                key, end = scanstring(text, at + 1)
                key_span = Span(at, end)
                at = skip(skip(end) + 1)
            else:
                key = len(children)
            _, end = _scan_once(text, at)
            children[key] = Found(Span(at, end), key_span)
            at = skip(end)
            if text[at] == ",":
                at = skip(at + 1)
        return children
