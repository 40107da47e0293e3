"""When two JSON values are the same to ``ArrayContains`` and ``ArrayUnique``.

Deep, by structure, types included: a boolean is no number, a string no number. The service keeps integers and
decimals in values of different Java types, which are never equal to each other, so ``1`` is not ``1.0`` here,
although :func:`asl.json_values.equal` says otherwise. That last point is inferred, not recorded.
"""

from __future__ import annotations

from collections.abc import Hashable

from asl.json_values import Json

__all__ = ["identity"]


def identity(value: Json) -> Hashable:
    """Return something hashable that is equal for the same values, whatever the order of their keys.

    >>> identity({"a": 1, "b": [True]}) == identity({"b": [True], "a": 1})
    True
    >>> identity(1) == identity(1.0), identity(1) == identity(True)
    (False, False)
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return (list, *map(identity, value))
    if isinstance(value, dict):
        return (dict, frozenset((key, identity(member)) for key, member in value.items()))
    return (type(value), value)
