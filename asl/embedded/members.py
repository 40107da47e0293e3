"""Asks located items for members by name, the way templates are read: what is not there is nothing."""

from __future__ import annotations

from collections.abc import Iterator

from asl.syntax.located import Located, Member, Object, Scalar

__all__ = ["member_of", "members_of", "names_of", "path_of", "text_of"]


def members_of(item: Located | None) -> Iterator[Member]:
    """Yield the members of an object; none of anything else."""
    if isinstance(item, Object):
        yield from item.members


def member_of(item: Located | None, *names: str) -> Located | None:
    """Return the value of the first member that has one of the names."""
    return next((member.value for member in members_of(item) if member.key in names), None)


def path_of(item: Located | None, *names: str) -> Located | None:
    """Return the value that names lead to, one after the other."""
    for name in names:
        item = member_of(item, name)
    return item


def names_of(item: Located | None) -> frozenset[str]:
    """Return the keys of an object."""
    return frozenset(member.key for member in members_of(item))


def text_of(item: Located | None) -> str | None:
    """Return the value of a string."""
    return item.value if isinstance(item, Scalar) and isinstance(item.value, str) else None
