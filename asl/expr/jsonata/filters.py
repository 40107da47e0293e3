"""Predicates, ``[condition]``: by position, or by what is true of an item.

Source: JSONata documentation, "Predicate Queries".
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from .closures import Code
from .frames import Frame
from .operators import is_number
from .sequences import Tuples
from .syntax import Expression, Literal
from .truth import is_true
from .values import UNDEFINED, Sequence

__all__ = ["compile_filter"]

_NUMBERS = frozenset({int, float})


def compile_filter(condition: Expression, compile_: Callable[[Expression], Code]) -> Code:
    """Return the code of ``[condition]`` on the value it gets as context."""
    if isinstance(condition, Literal) and type(condition.value) in _NUMBERS:
        return _compile_position(math.floor(condition.value))
    test = compile_(condition)

    def select(value: Any, frame: Frame) -> Any:
        is_stream = isinstance(value, Tuples)
        kept: list[Any] = Tuples() if is_stream else Sequence()
        items = value if isinstance(value, list) else [value]
        frame.limits.count(len(items) >> 3)
        for index, item in enumerate(items):
            found = test(item["@"], frame.inner(item)) if is_stream else test(item, frame)
            if found is True:
                kept.append(item)
            elif found is not False and found is not UNDEFINED:
                kept.extend([item] * _count_hits(found, index, len(items)))
        return kept

    return select


def _compile_position(position: int) -> Code:
    def pick(value: Any, _frame: Frame) -> Any:
        items = value if isinstance(value, list) else [value]
        at = position + len(items) if position < 0 else position
        if not 0 <= at < len(items) or items[at] is UNDEFINED:
            return Tuples() if isinstance(value, Tuples) else Sequence()
        item = items[at]
        if isinstance(value, Tuples):
            return Tuples([item])
        return item if isinstance(item, list) else Sequence([item])

    return pick


def _count_hits(found: Any, index: int, size: int) -> int:
    """Return how often the item at ``index`` is kept: once for each position that names it, or once for truth."""
    positions = [found] if type(found) in _NUMBERS else found
    if isinstance(positions, list) and all(map(is_number, positions)):
        return sum((at + size if at < 0 else at) == index for at in map(math.floor, positions))
    return int(is_true(found))
