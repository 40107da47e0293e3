"""The tree of a pattern. Source: ECMA-262, "Patterns", with "Additional ECMAScript Features for Web Browsers"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .charset import CharSet

__all__ = ["Alternatives", "Assertion", "BackReference", "Group", "Look", "Node", "Repeat", "Sequence_", "Single"]


@dataclass(frozen=True, slots=True)
class Single:
    """One character out of a set."""

    accepted: CharSet


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801 - "Sequence" means something else in JSONata
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """``a|b``."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """``(a)``; ``number`` counts opening parentheses from 1."""

    number: int
    body: Node


@dataclass(frozen=True, slots=True)
class Repeat:
    """``a*``, ``a{2,3}?``; ``most`` is None without limit, the groups inside are ``first`` up to before ``last``."""

    body: Node
    least: int
    most: int | None
    is_greedy: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """``^``, ``$``, ``b`` for a word boundary and ``B`` for none."""

    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    """``(?=a)`` and its three relatives."""

    body: Node
    is_behind: bool
    is_negated: bool


@dataclass(frozen=True, slots=True)
class BackReference:
    r"""``\1`` or ``\k<name>``."""

    number: int


Node: TypeAlias = Single | Sequence_ | Alternatives | Group | Repeat | Assertion | Look | BackReference
