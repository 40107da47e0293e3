"""Whether the values of one type may be used where another type is wanted, and if not, where it goes wrong.

There are three answers. ``YES``: every value of the source belongs to the target. ``NO``: none does, so a state that
passes one on fails in every run. ``MAYBE``: it depends on the value, or nothing is known about it. Mismatches say where
and why; a ``MAYBE`` without any mismatch is ignorance and no reason to say anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias, assert_never

from .characters import ANY, characters_of
from .join import field_type
from .model import Array, Boolean, Never, Null, Number, Object, String, Type, Union, Unknown
from .numbers import holds_number
from .strings import holds_string, matches_pattern

__all__ = ["ITEM", "Answer", "Assignability", "Mismatch", "MismatchKind", "assign", "is_subtype"]


class Answer(Enum):
    """How certain it is that a value fits."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class MismatchKind(Enum):
    """What is wrong at one place."""

    WRONG_TYPE = "wrong type"
    MISSING_FIELD = "missing field"
    UNEXPECTED_FIELD = "unexpected field"
    OUTSIDE_ENUM = "outside enum"
    PATTERN = "pattern"
    CHARACTERS = "characters"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    TOO_SMALL = "too small"
    TOO_LARGE = "too large"
    NOT_INTEGER = "not an integer"
    TOO_FEW_ITEMS = "too few items"
    TOO_MANY_ITEMS = "too many items"


class _Item(Enum):
    ITEM = "*"

    def __repr__(self) -> str:
        return "ITEM"


ITEM = _Item.ITEM
"""In the path of a mismatch: any item of an array, any member under a name that is not known."""

Where: TypeAlias = tuple["str | int | _Item", ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a value does not fit, or may not.

    Attributes:
        path: names and indexes from the value that was asked about to the place; :data:`ITEM` stands for any of them.
        kind: what is wrong there.
        is_certain: every value of the source has this mistake; otherwise some may.
        source: the type at the place; for a missing field, of the object that lacks it.
        target: what is wanted there.
        excess: for characters: those that the source may have and the target refuses.
    """

    path: Where
    kind: MismatchKind
    is_certain: bool
    source: Type
    target: Type
    excess: str = ""


@dataclass(frozen=True, slots=True)
class Assignability:
    """The answer and its reasons, in the order of the target's fields."""

    answer: Answer
    mismatches: tuple[Mismatch, ...] = ()


_YES = Assignability(Answer.YES)
_MAYBE = Assignability(Answer.MAYBE)


def assign(source: Type, target: Type) -> Assignability:
    """Tell whether values of ``source`` may stand where ``target`` is wanted.

    >>> from .build import object_of, string_of
    >>> from .model import STRING
    >>> found = assign(object_of({"ModelArn": STRING}), object_of({"RoleArn": STRING}, rest=STRING))
    >>> found.answer, found.mismatches[0].path, found.mismatches[0].kind.value
    (<Answer.NO: 'no'>, ('RoleArn',), 'missing field')
    """
    if source is target or type(target) is Unknown or type(source) is Never:
        return _YES
    if type(source) is Unknown:
        return _MAYBE
    if type(source) is Union:
        return _every([assign(member, target) for member in source.members])
    if type(target) is Never:
        return _wrong_type(source, target)
    if type(target) is Union:
        return _any(source, target)
    if type(source) is not type(target):
        return _wrong_type(source, target)
    match source, target:
        case Null(), _:
            return _YES
        case Boolean(), Boolean():
            return _assign_boolean(source, target)
        case Number(), Number():
            return _assign_number(source, target)
        case String(), String():
            return _assign_string(source, target)
        case Array(), Array():
            return _assign_array(source, target)
        case Object(), Object():
            return _assign_object(source, target)
        case _:
            raise AssertionError("types of one kind were compared above")


def is_subtype(source: Type, target: Type) -> bool:
    """Tell whether every value of ``source`` certainly belongs to ``target``."""
    return assign(source, target).answer is Answer.YES


def _refuse(kind: MismatchKind, source: Type, target: Type, excess: str = "") -> Assignability:
    return Assignability(Answer.NO, (Mismatch((), kind, True, source, target, excess),))


def _doubt(kind: MismatchKind, source: Type, target: Type, excess: str = "") -> Assignability:
    return Assignability(Answer.MAYBE, (Mismatch((), kind, False, source, target, excess),))


def _wrong_type(source: Type, target: Type) -> Assignability:
    return _refuse(MismatchKind.WRONG_TYPE, source, target)


def _uncertain(mismatches: Iterable[Mismatch]) -> tuple[Mismatch, ...]:
    return tuple(replace(each, is_certain=False) if each.is_certain else each for each in mismatches)


def _every(parts: list[Assignability]) -> Assignability:
    """Combine the answers for the alternatives that the source may be."""
    answers = {part.answer for part in parts}
    mismatches = tuple(mismatch for part in parts for mismatch in part.mismatches)
    if answers == {Answer.NO}:
        return Assignability(Answer.NO, mismatches)
    if answers == {Answer.YES}:
        return _YES
    return Assignability(Answer.MAYBE, _uncertain(mismatches))


def _any(source: Type, target: Union) -> Assignability:
    """Combine the answers for the alternatives that the target admits; the nearest one gives the reasons."""
    refused: list[Assignability] = []
    doubted: list[Assignability] = []
    for member in target.members:
        found = assign(source, member)
        match found.answer:
            case Answer.YES:
                return found
            case Answer.MAYBE:
                doubted.append(found)
            case Answer.NO:
                refused.append(found)
            case _:
                assert_never(found.answer)
    if doubted:
        # With two alternatives in doubt a value may fit the one or the other, so neither's reasons hold.
        return doubted[0] if len(doubted) == 1 else _MAYBE
    near = [found for found in refused if any(each.kind is not MismatchKind.WRONG_TYPE for each in found.mismatches)]
    return min(near, key=lambda found: len(found.mismatches)) if near else _wrong_type(source, target)


def _assign_boolean(source: Boolean, target: Boolean) -> Assignability:
    if target.value is None or source.value is target.value:
        return _YES
    kind = MismatchKind.OUTSIDE_ENUM
    return _doubt(kind, source, target) if source.value is None else _refuse(kind, source, target)


def _assign_number(source: Number, target: Number) -> Assignability:
    if source.values:
        fitting = sum(holds_number(target, value) for value in source.values)
        if fitting == len(source.values):
            return _YES
        bad = next(value for value in source.values if not holds_number(target, value))
        kind = _number_mistake(bad, target)
        return _doubt(kind, source, target) if fitting else _refuse(kind, source, target)
    if target.values:
        fits = any(holds_number(source, value) for value in target.values)
        return _MAYBE if fits else _refuse(MismatchKind.OUTSIDE_ENUM, source, target)
    if target.minimum is not None and source.maximum is not None and source.maximum < target.minimum:
        return _refuse(MismatchKind.TOO_SMALL, source, target)
    if target.maximum is not None and source.minimum is not None and source.minimum > target.maximum:
        return _refuse(MismatchKind.TOO_LARGE, source, target)
    found = []
    if target.minimum is not None and (source.minimum is None or source.minimum < target.minimum):
        found.append(MismatchKind.TOO_SMALL)
    if target.maximum is not None and (source.maximum is None or source.maximum > target.maximum):
        found.append(MismatchKind.TOO_LARGE)
    if target.is_integer and not source.is_integer:
        found.append(MismatchKind.NOT_INTEGER)
    if not found:
        return _YES
    known = [
        Mismatch((), kind, False, source, target)
        for kind in found
        if (kind is MismatchKind.TOO_SMALL and source.minimum is not None)
        or (kind is MismatchKind.TOO_LARGE and source.maximum is not None)
    ]
    return Assignability(Answer.MAYBE, tuple(known))


def _number_mistake(value: float, target: Number) -> MismatchKind:
    if target.values:
        return MismatchKind.OUTSIDE_ENUM
    if target.minimum is not None and value < target.minimum:
        return MismatchKind.TOO_SMALL
    if target.maximum is not None and value > target.maximum:
        return MismatchKind.TOO_LARGE
    return MismatchKind.NOT_INTEGER


def _assign_string(source: String, target: String) -> Assignability:
    if source.values:
        return _assign_texts(source, target)
    if target.values:
        fits = any(holds_string(source, value) for value in target.values)
        return _MAYBE if fits else _refuse(MismatchKind.OUTSIDE_ENUM, source, target)
    return _assign_pattern(source, target)


def _assign_texts(source: String, target: String) -> Assignability:
    bad = [value for value in source.values if not holds_string(target, value)]
    if bad:
        kind = _text_mistake(bad[0], target)
        excess = _excess_of(bad[0], target) if kind is MismatchKind.CHARACTERS else ""
        is_certain = len(bad) == len(source.values)
        return _refuse(kind, source, target, excess) if is_certain else _doubt(kind, source, target, excess)
    is_decided = all(matches_pattern(target, value) is not None for value in source.values)
    return _YES if is_decided else _MAYBE


def _text_mistake(value: str, target: String) -> MismatchKind:
    if target.values:
        return MismatchKind.OUTSIDE_ENUM
    if len(value) < target.min_length:
        return MismatchKind.TOO_SHORT
    if target.max_length is not None and len(value) > target.max_length:
        return MismatchKind.TOO_LONG
    return MismatchKind.PATTERN if target.characters.holds_all(value) else MismatchKind.CHARACTERS


def _excess_of(value: str, target: String) -> str:
    unwanted = dict.fromkeys(character for character in value if character not in target.characters)
    return str(characters_of("".join(unwanted)))


def _assign_pattern(source: String, target: String) -> Assignability:
    """Compare two types of which neither knows its values."""
    if target.max_length is not None and source.min_length > target.max_length:
        return _refuse(MismatchKind.TOO_LONG, source, target)
    if source.max_length is not None and source.max_length < target.min_length:
        return _refuse(MismatchKind.TOO_SHORT, source, target)
    for ends in (source.prefix, source.suffix):
        if not target.characters.holds_all(ends):
            return _refuse(MismatchKind.CHARACTERS, source, target, _excess_of(ends, target))
    if source.min_length and not (source.characters & target.characters).ranges:
        return _refuse(MismatchKind.CHARACTERS, source, target, str(source.characters))
    if not (_agree(source.prefix, target.prefix) and _agree(source.suffix[::-1], target.suffix[::-1])):
        return _refuse(MismatchKind.PATTERN, source, target)
    found = []
    is_long = target.max_length is not None and (source.max_length is None or source.max_length > target.max_length)
    if is_long and source.max_length is not None:
        found.append(Mismatch((), MismatchKind.TOO_LONG, False, source, target))
    is_short = source.min_length < target.min_length
    if is_short and source.max_length is not None:
        found.append(Mismatch((), MismatchKind.TOO_SHORT, False, source, target))
    has_excess = not source.characters <= target.characters
    if has_excess and source.characters.ranges != ANY.ranges:
        excess = str(source.characters - target.characters)
        found.append(Mismatch((), MismatchKind.CHARACTERS, False, source, target, excess))
    is_proved = (
        not (is_long or is_short or has_excess)
        and source.prefix.startswith(target.prefix)
        and source.suffix.endswith(target.suffix)
        and (target.pattern is None or target.pattern == source.pattern)
    )
    return _YES if is_proved else Assignability(Answer.MAYBE, tuple(found))


def _agree(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def _assign_array(source: Array, target: Array) -> Assignability:
    if source.max_items is not None and source.max_items < target.min_items:
        return _refuse(MismatchKind.TOO_FEW_ITEMS, source, target)
    if target.max_items is not None and source.min_items > target.max_items:
        return _refuse(MismatchKind.TOO_MANY_ITEMS, source, target)
    found: list[Mismatch] = []
    is_proved, is_refused = True, False
    if source.min_items < target.min_items:
        is_proved = False
        if source.max_items is not None:
            found.append(Mismatch((), MismatchKind.TOO_FEW_ITEMS, False, source, target))
    if target.max_items is not None and (source.max_items is None or source.max_items > target.max_items):
        is_proved = False
        if source.max_items is not None:
            found.append(Mismatch((), MismatchKind.TOO_MANY_ITEMS, False, source, target))
    places = max(len(source.prefix), len(target.prefix))
    if source.max_items is not None:
        places = min(places, source.max_items)
    steps: list[tuple[int | _Item, Type, Type, bool]] = [
        (index, _item(source, index), _item(target, index), index < max(source.min_items, target.min_items))
        for index in range(places)
    ]
    if source.max_items is None or source.max_items > places:
        steps.append((ITEM, source.items, target.items, source.min_items > places))
    for step, one, wanted, is_there in steps:
        inner = assign(one, wanted)
        is_proved = is_proved and inner.answer is Answer.YES
        is_refused = is_refused or (inner.answer is Answer.NO and is_there)
        found += _under(step, inner, is_there=is_there)
    return _verdict(found, is_proved=is_proved, is_refused=is_refused)


def _item(array: Array, index: int) -> Type:
    return array.prefix[index] if index < len(array.prefix) else array.items


def _under(step: str | int | _Item, inner: Assignability, *, is_there: bool) -> list[Mismatch]:
    return [
        replace(each, path=(step, *each.path), is_certain=each.is_certain and is_there) for each in inner.mismatches
    ]


def _verdict(found: list[Mismatch], *, is_proved: bool, is_refused: bool) -> Assignability:
    if is_refused:
        return Assignability(Answer.NO, tuple(found))
    if is_proved:
        return _YES
    return Assignability(Answer.MAYBE, _uncertain(found))


def _assign_object(source: Object, target: Object) -> Assignability:
    found: list[Mismatch] = []
    is_proved, is_refused = True, False
    for name in (*target.fields, *(name for name in source.fields if name not in target.fields)):
        one, wanted = field_type(source, name), field_type(target, name)
        if type(one.type) is Never:
            if wanted.is_required:
                found.append(Mismatch((name,), MismatchKind.MISSING_FIELD, True, source, wanted.type))
                is_proved, is_refused = False, True
            continue
        if type(wanted.type) is Never:
            found.append(Mismatch((name,), MismatchKind.UNEXPECTED_FIELD, one.is_required, one.type, target))
            is_proved, is_refused = False, is_refused or one.is_required
            continue
        if wanted.is_required and not one.is_required:
            is_proved = False
            if name in source.fields:
                found.append(Mismatch((name,), MismatchKind.MISSING_FIELD, False, source, wanted.type))
        inner = assign(one.type, wanted.type)
        is_there = one.is_required or wanted.is_required
        is_proved = is_proved and inner.answer is Answer.YES
        # A field that the target requires is wrong when it is there, and missing when it is not.
        is_refused = is_refused or (inner.answer is Answer.NO and is_there)
        if name in source.fields or type(source.rest) is not Unknown:
            found += _under(name, inner, is_there=is_there)
    rest = assign(source.rest, target.rest)
    is_proved = is_proved and rest.answer is Answer.YES
    if type(target.rest) is not Never:
        found += _under(ITEM, rest, is_there=False)
    return _verdict(found, is_proved=is_proved, is_refused=is_refused)
