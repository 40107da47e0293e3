"""Finds the spans of a pointer in a located tree."""

from __future__ import annotations

from typing import NamedTuple, Protocol, assert_never

from asl.pointer import Pointer
from asl.source import Span

from .located import Array, Located, Object, Scalar, Unreadable

__all__ = ["Found", "Places", "TreePlaces"]


class Found(NamedTuple):
    """Where a value stands, and its key when it is a member of an object."""

    span: Span
    key_span: Span | None = None


class Places(Protocol):
    """Finds places by pointer."""

    def find(self, pointer: Pointer) -> Found | None:
        """Return the place of a pointer, or nothing when there is no such value."""


class TreePlaces:
    """Places in a located tree; of duplicate keys the last is found."""

    def __init__(self, root: Located) -> None:
        self._root = root
        self._children: dict[Pointer, dict[str | int, tuple[Located, Found]]] = {}

    def find(self, pointer: Pointer) -> Found | None:
        """Return the place of a pointer, or nothing when there is no such value."""
        item, found = self._root, Found(self._root.span)
        for depth, token in enumerate(pointer):
            here = pointer[:depth]
            children = self._children.get(here)
            if children is None:
                children = self._children[here] = _children_of(item)
            child = children.get(token)
            if child is None:
                return None
            item, found = child
        return found


def _children_of(item: Located) -> dict[str | int, tuple[Located, Found]]:
    match item:
        case Object():
            children: dict[str | int, tuple[Located, Found]] = {}
            for member in item.members:
                # As in the plain value: the last one that can be read counts.
                if isinstance(member.value, Unreadable) and member.key in children:
                    continue
                children[member.key] = (member.value, Found(member.value.span, member.key_span))
            return children
        case Array():
            return {index: (child, Found(child.span)) for index, child in enumerate(item.items)}
        case Scalar() | Unreadable():
            return {}
        case _:
            assert_never(item)
