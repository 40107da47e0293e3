"""``$append $reverse $zip $distinct $sort $shuffle``. Source: JSONata documentation, "Array functions"."""

from __future__ import annotations

from typing import Any

from ..function import JsonataFunction
from ..nesting import MAX_SIZE, Walk, too_large
from ..operators import is_number, utf16_order
from ..ordering import merge_sort
from ..signature import symbol_of
from ..values import UNDEFINED, JsonataError, Sequence, Surroundings

__all__ = ["FUNCTIONS"]


def _append(first: Any, second: Any) -> Any:
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    left = first if isinstance(first, list) else [first]
    right = second if isinstance(second, list) else [second]
    if len(left) + len(right) > MAX_SIZE:
        raise too_large()
    return [*left, *right]


def _reverse(items: list[Any]) -> Any:
    return items[::-1]


def _zip(*lists: Any) -> Any:
    if any(items is UNDEFINED for items in lists):
        return []
    return [list(group) for group in zip(*lists, strict=False)]


def _distinct(items: Any) -> Any:
    if not isinstance(items, list) or len(items) <= 1:
        return items
    walk = Walk()
    seen: set[Any] = set()
    kept: list[Any] = []
    for item in items:
        identity = _identify(item, walk)
        if identity not in seen:
            seen.add(identity)
            kept.append(item)
    return Sequence(kept) if isinstance(items, Sequence) else kept


def _identify(value: Any, walk: Walk) -> Any:
    """Return something hashable that is equal exactly for deeply equal values; booleans are no numbers."""
    symbol = symbol_of(value)
    if symbol not in "ao":
        return (symbol, value)
    return walk.into(len(value), _identify_items if symbol == "a" else _identify_members, value, walk)


def _identify_items(value: list[Any], walk: Walk) -> Any:
    return ("a", tuple([_identify(item, walk) for item in value]))


def _identify_members(value: dict[str, Any], walk: Walk) -> Any:
    return ("o", frozenset([(name, _identify(member, walk)) for name, member in value.items()]))


def _sort(items: list[Any], is_after: Any = UNDEFINED) -> Any:
    """Sort without changing the order of equals; ``is_after(left, right)`` says that the two must change places."""
    if len(items) <= 1:
        return items
    if is_after is UNDEFINED:
        symbols = {symbol_of(item) for item in items}
        if symbols == {"s"} and not all(map(str.isascii, items)):
            return sorted(items, key=utf16_order)
        if symbols not in ({"n"}, {"s"}) or not all(map(is_number, items) if "n" in symbols else ()):
            message = (
                "The single argument form of the sort function can only be applied to an array of strings or"
                " an array of numbers.  Use the second argument to specify a comparison function"
            )
            raise JsonataError("D3070", message, value=items)
        return sorted(items)

    def is_after_left(left: Any, right: Any) -> bool:
        # The library leaves it to JavaScript what is true here: any list is, and any object.
        found = is_after.call([left, right], None)
        return bool(found) or isinstance(found, (list, dict))

    return merge_sort(items, is_after_left)


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
