"""Values written one after the other: texts, as ``States.Format`` does, and arrays.

A part may be of any type; only what is a string (or an array) in it counts, because the operation fails on the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from .build import array_of
from .join import join_all
from .limits import MAX_TUPLE
from .meet import meet
from .model import NEVER, STRING, UNKNOWN, Array, Never, String, Type
from .strings import concat_strings as _concat_texts

__all__ = ["concat_arrays", "concat_strings"]


def concat_strings(parts: Iterable[Type]) -> String | Never:
    """Return the type of some strings written one after the other; ``never`` when a part is no string.

    >>> from .build import string_like, string_of
    >>> concat_strings([string_of(["trainingjob-"]), string_like(min_length=1, max_length=80)]).max_length
    92
    """
    texts = []
    for part in parts:
        text = meet(part, STRING)
        if not isinstance(text, String):
            return NEVER
        texts.append(text)
    return _concat_texts(texts)


def concat_arrays(parts: Iterable[Type]) -> Type:
    """Return the type of the items of some arrays in one array; ``never`` when a part is no array.

    >>> from .build import of_value
    >>> concat_arrays([of_value([1]), of_value([2, 3])]) == of_value([1, 2, 3])
    True
    """
    whole: Type = array_of(NEVER)
    for part in parts:
        found = meet(part, Array(UNKNOWN))
        if not isinstance(whole, Array) or not isinstance(found, Array):
            return NEVER
        whole = _append(whole, found)
    return whole


def _append(left: Array, right: Array) -> Type:
    least = left.min_items + right.min_items
    most = None if left.max_items is None or right.max_items is None else left.max_items + right.max_items
    if left.min_items == left.max_items and left.min_items <= MAX_TUPLE:
        first = [*left.prefix, *[left.items] * (left.min_items - len(left.prefix))][: left.min_items]
        return array_of(right.items, least, most, (*first, *right.prefix))
    # From where the left array may end, an item is of either.
    sure = min(left.min_items, MAX_TUPLE)
    first = [*left.prefix, *[left.items] * max(0, sure - len(left.prefix))][:sure]
    others = join_all((left.items, *left.prefix[sure:], right.items, *right.prefix))
    return array_of(others, least, most, first)
