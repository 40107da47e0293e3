"""The tree of a text: its plain value at once, its spans when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from asl.diagnostics import Edit
from asl.json_values import Json, Missing
from asl.pointer import Pointer
from asl.source import Source, Span

from .characters import character_spans
from .located import Located, unreadable
from .places import Found, Places

__all__ = ["Tree"]


class Tree:
    """What a text says and where.

    ``value`` is plain data, ``MISSING`` when nothing could be read; it is not to be changed. Everything else is worked
    out on first use and kept.
    """

    def __init__(
        self,
        source: Source,
        value: Json | Missing,
        *,
        places: Callable[[], Places],
        root: Callable[[], Located | None],
        is_sound: bool = False,
    ) -> None:
        self.source = source
        self.value = value
        self.is_sound = is_sound
        """Whether the C scanner accepted the text; then nothing in it is unreadable."""
        self._make_places = places
        self._make_root = root

    @cached_property
    def root(self) -> Located | None:
        """The located items, duplicate keys included; nothing when no value could be read."""
        return self._make_root()

    @cached_property
    def unreadable(self) -> tuple[Pointer, ...]:
        """The places where a value belongs and none could be read; each has been reported."""
        return () if self.is_sound or self.root is None else unreadable(self.root)

    @property
    def written(self) -> Tree:
        """The tree of the text as it was parsed: another one when that text is part of another text.

        Edits are made on it and brought to the outer text by :meth:`outward`.
        """
        return self

    def outward(self, edit: Edit) -> Edit | None:
        """Return an edit of the written text as one of :attr:`source`; nothing when it cannot be made there."""
        return edit

    @cached_property
    def _places(self) -> Places:
        return self._make_places()

    def _find(self, pointer: Pointer) -> Found | None:
        return None if isinstance(self.value, Missing) else self._places.find(pointer)

    def span(self, pointer: Pointer, part: Literal["value", "key"] = "value") -> Span | None:
        """Return where the value at a pointer stands, or its key; nothing when there is no such place.

        Items of arrays and the root have no key.
        """
        found = self._find(pointer)
        if found is None:
            return None
        return found.span if part == "value" else found.key_span

    def nearest(self, pointer: Pointer) -> Span:
        """Return the span of the deepest part of a pointer that exists; the start of the text when nothing does."""
        for length in range(len(pointer), -1, -1):
            found = self._find(pointer[:length])
            if found is not None:
                return found.span
        return Span(0, 0)

    def span_within(self, pointer: Pointer, within: Span, part: Literal["value", "key"] = "value") -> Span | None:
        """Return where some characters of the string at a pointer stand in the text.

        ``within`` counts characters of the string's value. Escapes, quotes and YAML's folding are seen through: the
        result covers exactly the characters that stand for them. A range past the end is cut; an empty range gives an
        empty span. Nothing when there is no string there.
        """
        span = self.span(pointer, part)
        if span is None:
            return None
        decoded = pointer[-1] if part == "key" else self._value_at(pointer)
        if not isinstance(decoded, str):
            return None
        spans, end = character_spans(self.source.text, span, decoded, self.source.format)
        start = min(max(within.start, 0), len(spans))
        stop = min(max(within.end, start), len(spans))
        first = spans[start].start if start < len(spans) else end
        return Span(first, spans[stop - 1].end if stop > start else first)

    def _value_at(self, pointer: Pointer) -> Json | Missing:
        value = self.value
        for token in pointer:
            if isinstance(value, dict) and isinstance(token, str):
                value = value.get(token)
            elif isinstance(value, list) and isinstance(token, int):
                value = value[token]
            else:
                return None
        return value
