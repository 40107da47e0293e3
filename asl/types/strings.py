"""Strings of the lattice: making them, joining, meeting, concatenating, and which text belongs to which type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from .characters import ANY, NONE, Characters, characters_of
from .limits import MAX_EXACT_LENGTH, MAX_VALUES
from .model import NEVER, STRING, Never, String
from .regex import compile_whole, read_bounds, strip_anchors

__all__ = [
    "concat_strings",
    "holds_string",
    "join_strings",
    "matches_pattern",
    "meet_strings",
    "outline",
    "string_like",
    "string_of",
    "without_strings",
]

_ENDS_KEPT = 64


def string_of(values: Iterable[str]) -> String | Never:
    """Return the type of some texts and no others; of a very long text only the ends and the length are known."""
    unique = tuple(sorted(set(values)))
    if not unique:
        return NEVER
    return _outline(unique) if any(len(value) > MAX_EXACT_LENGTH for value in unique) else String(unique)


def string_like(
    prefix: str = "",
    suffix: str = "",
    min_length: int = 0,
    max_length: int | None = None,
    characters: Characters = ANY,
    pattern: str | None = None,
) -> String | Never:
    """Return the type of the strings that keep to everything given.

    >>> string_like("trainingjob-", max_length=12).values
    ('trainingjob-',)
    >>> string_like(pattern="^[a-z-]{1,9}$").max_length
    9
    """
    if pattern is not None:
        pattern = strip_anchors(pattern)
        bounds = read_bounds(pattern)
        characters = characters & bounds.characters
        min_length = max(min_length, bounds.min_length)
        if bounds.max_length is not None:
            max_length = bounds.max_length if max_length is None else min(max_length, bounds.max_length)
        if bounds.is_exact:
            pattern = None
    min_length = max(min_length, len(prefix), len(suffix))
    if max_length is not None and max_length < min_length:
        return NEVER
    if not (characters.holds_all(prefix) and characters.holds_all(suffix)) or (min_length and not characters.ranges):
        return NEVER
    if not characters.ranges:
        max_length = 0
    if max_length == len(prefix) or max_length == len(suffix):
        only = prefix if max_length == len(prefix) else suffix
        return String((only,)) if only.startswith(prefix) and only.endswith(suffix) else NEVER
    made = String((), prefix, suffix, min_length, max_length, characters, pattern)
    return STRING if made == STRING else made


def _common_start(texts: Sequence[str]) -> str:
    """Return the longest text that all of some texts start with."""
    lowest, highest = min(texts), max(texts)
    for index, character in enumerate(lowest):
        if character != highest[index]:
            return lowest[:index]
    return lowest


@lru_cache(maxsize=4096)
def _outline(values: tuple[str, ...]) -> String:
    characters = NONE
    for value in values:
        characters = characters | characters_of(value)
    lengths = [len(value) for value in values]
    prefix = _common_start(values)[:_ENDS_KEPT]
    suffix = _common_start([value[::-1] for value in values])[:_ENDS_KEPT][::-1]
    return String((), prefix, suffix, min(lengths), max(lengths), characters)


def outline(string: String) -> String:
    """Return what is common to the values of a type: ends, lengths and characters; the type itself if it has none."""
    return _outline(string.values) if string.values else string


def holds_string(string: String, value: str) -> bool:
    """Tell whether a text belongs to the type; a pattern that Python cannot read counts as matched."""
    if string.values:
        return value in string.values
    if string is STRING:
        return True
    return (
        value.startswith(string.prefix)
        and value.endswith(string.suffix)
        and string.min_length <= len(value)
        and (string.max_length is None or len(value) <= string.max_length)
        and string.characters.holds_all(value)
        and matches_pattern(string, value) is not False
    )


def matches_pattern(string: String, value: str) -> bool | None:
    """Tell whether a text matches the pattern of the type; ``None`` when Python cannot read the pattern."""
    if string.pattern is None:
        return True
    compiled = compile_whole(string.pattern)
    return None if compiled is None else compiled.fullmatch(value) is not None


def join_strings(left: String, right: String) -> String:
    """Return the least type of both; more known values than a join keeps apart become what they have in common."""
    if left is STRING or left.values == right.values != ():
        return left
    if left.values and right.values:
        both = {*left.values, *right.values}
        if len(both) == len(left.values):
            return left
        if len(both) <= max(MAX_VALUES, len(right.values)):
            return String(tuple(sorted(both)))
    elif right.values and all(holds_string(left, value) for value in right.values):
        return left
    elif left.values and all(holds_string(right, value) for value in left.values):
        return right
    first, second = outline(left), outline(right)
    longest = (first.max_length, second.max_length)
    joined = String(
        (),
        _common_start((first.prefix, second.prefix)),
        _common_start((first.suffix[::-1], second.suffix[::-1]))[::-1],
        min(first.min_length, second.min_length),
        None if longest[0] is None or longest[1] is None else max(longest[0], longest[1]),
        first.characters | second.characters,
        first.pattern if first.pattern == second.pattern else None,
    )
    if joined == left:
        return left
    return STRING if joined == STRING else joined


def meet_strings(left: String, right: String) -> String | Never:
    """Return the strings of both types; of two different patterns one is kept."""
    if left.values or right.values:
        known, other = (left, right) if left.values else (right, left)
        kept = tuple(value for value in known.values if holds_string(other, value))
        return known if len(kept) == len(known.values) else string_of(kept)
    if STRING in (left, right):
        return right if left == STRING else left
    longer, shorter = sorted((left.prefix, right.prefix), key=len, reverse=True)
    longer_end, shorter_end = sorted((left.suffix, right.suffix), key=len, reverse=True)
    if not longer.startswith(shorter) or not longer_end.endswith(shorter_end):
        return NEVER
    most = [length for length in (left.max_length, right.max_length) if length is not None]
    return string_like(
        longer,
        longer_end,
        max(left.min_length, right.min_length),
        min(most, default=None),
        left.characters & right.characters,
        left.pattern or right.pattern,
    )


def without_strings(left: String, right: String) -> String | Never:
    """Return the strings of ``left`` that are not in ``right``, or more of ``left`` where that is no type."""
    if left.values:
        kept = (v for v in left.values if not (holds_string(right, v) and matches_pattern(right, v)))
        return string_of(kept)
    return NEVER if right == STRING else left


def concat_strings(parts: Iterable[String]) -> String:
    """Return the type of the parts written one after the other.

    >>> made = concat_strings([String(("trainingjob-",)), String(min_length=1, max_length=80)])
    >>> made.prefix, made.min_length, made.max_length
    ('trainingjob-', 13, 92)
    """
    whole = String(("",))
    for part in parts:
        whole = _concat(whole, part)
    return whole


def _concat(left: String, right: String) -> String:
    if left.values and right.values and len(left.values) * len(right.values) <= MAX_VALUES:
        joined = {before + after for before in left.values for after in right.values}
        if all(len(value) <= MAX_EXACT_LENGTH for value in joined):
            return String(tuple(sorted(joined)))
    first, second = outline(left), outline(right)
    # A part of one known value lengthens what is known of its neighbour; of any other only its own end is known.
    prefix = left.values[0] + second.prefix if len(left.values) == 1 else first.prefix
    suffix = first.suffix + right.values[0] if len(right.values) == 1 else second.suffix
    is_bounded = first.max_length is not None and second.max_length is not None
    return String(
        (),
        prefix[:_ENDS_KEPT],
        suffix[-_ENDS_KEPT:],
        first.min_length + second.min_length,
        (first.max_length or 0) + (second.max_length or 0) if is_bounded else None,
        first.characters | second.characters,
    )
