"""What is known when a state is entered: the type of its data and of the workflow variables.

Facts are joined where ways meet. A variable that only some ways assign is a field that is not required; one that no way
assigns is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asl.types import Field, Never, Type, join, widen

__all__ = ["Facts", "Variables", "assign_variables", "join_facts", "widen_facts"]

Variables = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Facts:
    """The types of the data and of the variables at one point of a flow."""

    data: Type
    variables: Variables = field(default_factory=dict)

    @property
    def is_impossible(self) -> bool:
        """Whether no run gets here."""
        return type(self.data) is Never


def join_facts(left: Facts, right: Facts) -> Facts:
    """Return what holds whichever way a run came."""
    if left is right:
        return left
    return Facts(join(left.data, right.data), _join_variables(left.variables, right.variables))


def _join_variables(left: Variables, right: Variables) -> Variables:
    if left is right or left == right:
        return left
    joined: dict[str, Field] = {}
    for name in (*left, *(name for name in right if name not in left)):
        one, other = left.get(name), right.get(name)
        if one is None or other is None:
            known = one or other
            assert known is not None
            joined[name] = Field(known.type, is_required=False)
        else:
            joined[name] = Field(join(one.type, other.type), one.is_required and other.is_required)
    return joined


def widen_facts(old: Facts, new: Facts) -> Facts:
    """Return facts above both that no further round of a loop can raise without end."""
    variables = {
        name: Field(widen(old.variables[name].type, known.type), known.is_required) if name in old.variables else known
        for name, known in new.variables.items()
    }
    return Facts(widen(old.data, new.data), variables)


def assign_variables(variables: Variables, assigned: Mapping[str, Type]) -> Variables:
    """Return the variables after an Assign."""
    if not assigned:
        return variables
    return {**variables, **{name: Field(made) for name, made in assigned.items()}}
