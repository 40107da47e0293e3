"""Why a value does not fit, in one clause that people can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, assert_never

from asl.json_values import compact

from .access import candidates
from .model import NEVER, NULL, Array, Field, Number, Object, String, Type, Union
from .numbers import greatest, least
from .relation import ITEM, Mismatch, MismatchKind
from .strings import outline
from .text import type_text

__all__ = ["mismatch_help", "mismatch_text", "place_text"]

_PLAIN = re.compile(r"[A-Za-z_]\w*")
_SHOWN: Final = 80


def place_text(path: Sequence[object], root: str = "$") -> str:
    """Return the path of a mismatch as a JSONPath.

    >>> place_text(("Tags", 0, "Key")), place_text((ITEM, "a b"))
    ('$.Tags[0].Key', "$[*]['a b']")
    """
    text = root
    for step in path:
        if step is ITEM or isinstance(step, int):
            text += f"[{'*' if step is ITEM else step}]"
        else:
            name = str(step)
            text += f".{name}" if _PLAIN.fullmatch(name) else f"['{name}']"
    return text


def mismatch_text(mismatch: Mismatch) -> str:
    """Return what is wrong, without the place: lower case, no full stop.

    >>> from .build import string_like
    >>> from .relation import assign
    >>> found = assign(string_like("job-", max_length=92), string_like(max_length=63))
    >>> mismatch_text(found.mismatches[0])
    'it may have 92 characters, where at most 63 are allowed'
    """
    source, target = mismatch.source, mismatch.target
    verb = "is" if mismatch.is_certain else "may be"
    has = "has" if mismatch.is_certain else "may have"
    match mismatch.kind:
        case MismatchKind.WRONG_TYPE:
            return f"it {verb} {_shown(source)}, where {_shown(target)} is wanted"
        case MismatchKind.MISSING_FIELD:
            name = mismatch.path[-1]
            return f"{name} {'is' if mismatch.is_certain else 'may be'} missing from {_shown(source)}"
        case MismatchKind.UNEXPECTED_FIELD:
            return f"there is no {mismatch.path[-1]} in {_shown(target)}"
        case MismatchKind.OUTSIDE_ENUM:
            return f"it {verb} {_shown(source)}, which is not one of {_shown(target)}"
        case MismatchKind.PATTERN:
            return f"it {verb} {_shown(source)}, which does not match {_pattern(target)}"
        case MismatchKind.CHARACTERS:
            return f"it {has} characters that are not allowed: {_cut(mismatch.excess)}"
        case MismatchKind.TOO_SHORT:
            return f"it {has} {_length(source, longest=False)} characters, where at least {_least(target)} are needed"
        case MismatchKind.TOO_LONG:
            return f"it {has} {_length(source, longest=True)} characters, where at most {_most(target)} are allowed"
        case MismatchKind.TOO_SMALL:
            return (
                f"it {verb} {_number(source, is_high=False)}, where at least {_bound(target, is_high=False)} is wanted"
            )
        case MismatchKind.TOO_LARGE:
            return f"it {verb} {_number(source, is_high=True)}, where at most {_bound(target, is_high=True)} is wanted"
        case MismatchKind.NOT_INTEGER:
            return f"it {verb} {_shown(source)}, where an integer is wanted"
        case MismatchKind.TOO_FEW_ITEMS:
            wanted = _count(target, is_high=False)
            return f"it {has} {_count(source, is_high=False)} items, where at least {wanted} are needed"
        case MismatchKind.TOO_MANY_ITEMS:
            wanted = _count(target, is_high=True)
            return f"it {has} {_count(source, is_high=True)} items, where at most {wanted} are allowed"
        case _:
            assert_never(mismatch.kind)


def mismatch_help(mismatch: Mismatch) -> str:
    """Return the next step for a misspelt name or value, or nothing.

    >>> from .build import of_value, string_of
    >>> from .relation import assign
    >>> mismatch_help(assign(of_value("ml.m5.larg"), string_of(["ml.m5.large", "ml.p3.large"])).mismatches[0])
    'did you mean "ml.m5.large"?'
    """
    near: tuple[str, ...] = ()
    match mismatch.kind, mismatch.source, mismatch.target:
        case MismatchKind.MISSING_FIELD, (Object() | Union()) as holder, _:
            near = candidates(holder, str(mismatch.path[-1]))
        case MismatchKind.UNEXPECTED_FIELD, _, Object() as holder:
            near = candidates(holder, str(mismatch.path[-1]))
        case MismatchKind.OUTSIDE_ENUM, String(values=(value,)), String(values=values):
            near = candidates(Object(dict.fromkeys(values, Field(NULL)), NEVER), value)
        case _:
            pass
    return f"did you mean {compact(near[0])}?" if near else ""


def _shown(whole: Type) -> str:
    return type_text(whole, _SHOWN)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _pattern(target: Type) -> str:
    if isinstance(target, String) and target.pattern is not None:
        return _cut(target.pattern)
    return _shown(target)


def _length(whole: Type, *, longest: bool) -> str:
    if not isinstance(whole, String):
        return "other"
    bounds = outline(whole)
    return str(bounds.max_length if longest and bounds.max_length is not None else bounds.min_length)


def _least(whole: Type) -> str:
    return _length(whole, longest=False)


def _most(whole: Type) -> str:
    return _length(whole, longest=True)


def _number(whole: Type, *, is_high: bool) -> str:
    return _bound(whole, is_high=is_high) if isinstance(whole, Number) else _shown(whole)


def _bound(whole: Type, *, is_high: bool) -> str:
    bound = (greatest(whole) if is_high else least(whole)) if isinstance(whole, Number) else None
    return "any number" if bound is None else compact(bound)


def _count(whole: Type, *, is_high: bool) -> str:
    if not isinstance(whole, Array):
        return "other"
    return str(whole.max_items if is_high and whole.max_items is not None else whole.min_items)
