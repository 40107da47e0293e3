"""Order: the order-by clause ``^(…)``, and the merge sort that it shares with ``$sort``.

Which two items are compared first decides which error a list of mixed types ends in, so the sort is the one of the
JavaScript library: halves, and the left item stays in front unless the comparison says that it comes after the right.
Source: JSONata documentation, "Sort".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .closures import Code
from .frames import Frame
from .messages import build_error
from .operators import utf16_order
from .sequences import Tuples
from .syntax import Expression, Sort
from .values import UNDEFINED, JsonataError

__all__ = ["compile_order", "merge_sort"]

_Key = Callable[[Any], Any]


def merge_sort(items: list[Any], is_after: Callable[[Any, Any], bool]) -> list[Any]:
    """Return the items in order; ``is_after(left, right)`` says that the two must change places."""
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], is_after), merge_sort(items[middle:], is_after)
    merged: list[Any] = []
    at = beside = 0
    while at < len(left) and beside < len(right):
        if is_after(left[at], right[beside]):
            merged.append(right[beside])
            beside += 1
        else:
            merged.append(left[at])
            at += 1
    return merged + left[at:] + right[beside:]


def compile_order(step: Sort, compile_: Callable[[Expression], Code]) -> Callable[[Any, Frame], list[Any]]:
    """Return the function that puts items, or tuples, in order."""
    terms = [(compile_(term.key), term.is_descending) for term in step.terms]
    position = step.span.start

    def order(items: Any, frame: Frame) -> list[Any]:
        is_stream = isinstance(items, Tuples)

        def key_of(code: Code) -> _Key:
            if is_stream:
                return lambda item: code(item["@"], frame.inner(item))
            return lambda item: code(item, frame)

        keys = [(key_of(code), is_descending) for code, is_descending in terms]
        frame.limits.count(len(items))
        found = _order_alike(items, keys)
        return _order_any(items, keys, position) if found is None else found

    return order


def _order_alike(items: list[Any], keys: list[tuple[_Key, bool]]) -> list[Any] | None:
    """Return the items in order if all keys of a term are texts or all are numbers, which Python sorts itself."""
    columns: list[list[Any]] = []
    for key, _ in keys:
        try:
            column = [key(item) for item in items]
        except JsonataError:
            # Perhaps no comparison ever comes to this key.
            return None
        kinds = set(map(type, column))
        if kinds == {str}:
            columns.append([text if text.isascii() else utf16_order(text) for text in column])
            if len(set(map(type, columns[-1]))) > 1:
                columns[-1] = [utf16_order(text) for text in column]
        elif kinds <= {int, float} and kinds:
            columns.append(column)
        else:
            return None
    places = list(range(len(items)))
    for column, (_, is_descending) in zip(reversed(columns), reversed(keys), strict=True):
        places.sort(key=column.__getitem__, reverse=is_descending)
    return [items[place] for place in places]


def _order_any(items: list[Any], keys: list[tuple[_Key, bool]], position: int) -> list[Any]:
    known: dict[tuple[int, int], Any] = {}

    def look_up(place: int, term: int) -> Any:
        if (place, term) not in known:
            known[place, term] = keys[term][0](items[place])
        return known[place, term]

    def is_after(left: int, right: int) -> bool:
        for term, (_, is_descending) in enumerate(keys):
            one, other = look_up(left, term), look_up(right, term)
            if one is UNDEFINED or other is UNDEFINED:
                if one is not other:
                    return one is UNDEFINED
                continue
            order = _compare(one, other, position)
            if order:
                return (order > 0) is not is_descending
        return False

    return [items[place] for place in merge_sort(list(range(len(items))), is_after)]


def _compare(left: Any, right: Any, position: int) -> int:
    for value in (left, right):
        if not isinstance(value, str) and type(value) not in {int, float}:
            raise build_error("T2008", position, value=value)
    if isinstance(left, str) != isinstance(right, str):
        raise build_error("T2007", position, value=left, value2=right)
    if isinstance(left, str) and not (left.isascii() or right.isascii()):
        left, right = utf16_order(left), utf16_order(right)
    return int(left > right) - int(left < right)
