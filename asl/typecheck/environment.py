"""What an expression can see, as types: the counterpart of :class:`asl.expr.environment.Environment`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from asl.types import UNKNOWN, Field, Type

__all__ = ["TypeEnvironment"]

_NONE: Mapping[str, Field] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TypeEnvironment:
    """Types of what the roots of paths stand for.

    Attributes:
        data: what ``$`` names.
        variables: what ``$name`` names; one that is not required is assigned on some ways only.
        context: the Context Object, ``$$``.
        knows_variables: whether a variable that is not listed is certainly not assigned.
    """

    data: Type
    variables: Mapping[str, Field] = field(default_factory=lambda: _NONE)
    context: Type = UNKNOWN
    knows_variables: bool = True
