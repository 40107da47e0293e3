"""``$append $reverse $zip $distinct $sort $shuffle``. Source: JSONata documentation, "Array functions"."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from ..function import JsonataFunction
from ..signature import symbol_of
from ..values import UNDEFINED, JsonataError, Sequence, Surroundings
from .truth import is_true

__all__ = ["FUNCTIONS"]


def _append(first: Any, second: Any) -> Any:
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    left = first if isinstance(first, list) else Sequence([first])
    right = second if isinstance(second, list) else [second]
    joined = [*left, *right]
    return Sequence(joined) if isinstance(left, Sequence) else joined


def _reverse(items: list[Any]) -> Any:
    return items[::-1]


def _zip(*lists: Any) -> Any:
    if any(items is UNDEFINED for items in lists):
        return []
    return [list(group) for group in zip(*lists, strict=False)]


def _distinct(items: Any) -> Any:
    if not isinstance(items, list) or len(items) <= 1:
        return items
    seen: set[Any] = set()
    kept: list[Any] = []
    for item in items:
        identity = _identify(item)
        if identity not in seen:
            seen.add(identity)
            kept.append(item)
    return Sequence(kept) if isinstance(items, Sequence) else kept


def _identify(value: Any) -> Any:
    """Return something hashable that is equal exactly for deeply equal values; booleans are no numbers."""
    match symbol_of(value):
        case "a":
            return ("a", tuple(_identify(item) for item in value))
        case "o":
            return ("o", frozenset((name, _identify(member)) for name, member in value.items()))
        case symbol:
            return (symbol, value)


def _sort(items: list[Any], is_after: Any = UNDEFINED) -> Any:
    """Sort without changing the order of equals; ``is_after(left, right)`` says that the two must change places."""
    if len(items) <= 1:
        return items
    if is_after is UNDEFINED:
        if {symbol_of(item) for item in items} not in ({"n"}, {"s"}):
            message = (
                "The single argument form of the sort function can only be applied to an array of strings or"
                " an array of numbers.  Use the second argument to specify a comparison function"
            )
            raise JsonataError("D3070", message, value=items)
        return sorted(items)

    def compare(left: Any, right: Any) -> int:
        # Python's sort asks compare(later, earlier) < 0, so the comparator sees the earlier one first, as in JS.
        return -1 if is_true(is_after.call([right, left], None)) else 0

    return sorted(items, key=cmp_to_key(compare))


def _shuffle(surroundings: Surroundings, items: list[Any]) -> Any:
    shuffled: list[Any] = []
    for index, item in enumerate(items):
        place = int(surroundings.chance() * (index + 1))
        shuffled.append(item)
        shuffled[index], shuffled[place] = shuffled[place], shuffled[index]
    return shuffled


_SOURCE = "Array functions"
FUNCTIONS = (
    JsonataFunction("append", "<xx:a>", "1.0", "two arrays as one", _SOURCE, _append, passes_undefined=False),
    JsonataFunction("reverse", "<a:a>", "1.1", "the items from last to first", _SOURCE, _reverse),
    JsonataFunction("zip", "<a+>", "1.1", "items at the same place together", _SOURCE, _zip, passes_undefined=False),
    JsonataFunction("distinct", "<x:x>", "1.8", "the items without repetition", _SOURCE, _distinct),
    JsonataFunction("sort", "<af?:a>", "1.0", "the items in order", _SOURCE, _sort),
    JsonataFunction("shuffle", "<a:a>", "1.0", "the items in random order", _SOURCE, _shuffle, needs_surroundings=True),
)
