"""What an expression gives, as far as it is known: a type, whether there is a value at all, or a function.

*Nothing* is not ``null``: an expression that gives nothing fails in a field, and adds nothing to an array. A *sequence*
is the list that a path or ``$map`` collects; one of a single item stands for that item, an empty one for nothing, as
soon as an expression hands it on. Where a sequence was put into another value before that, nobody can tell it from an
array by its JSON, and yet it behaves otherwise: such values are *odd*, and what is taken out of them is anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, TypeAlias

from asl.expr.jsonata import Expression
from asl.types import (
    BOOLEAN,
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Never,
    Null,
    Number,
    Object,
    String,
    Type,
    Union,
    Unknown,
    array_of,
    join,
    join_all,
    tuple_of,
)

__all__ = [
    "ANYTHING",
    "EMPTY",
    "FAILED",
    "NOTHING",
    "OPAQUE",
    "Builtin",
    "Form",
    "Frame",
    "Function",
    "LambdaFunction",
    "Opaque",
    "PartialFunction",
    "Value",
    "any_item",
    "collapse",
    "items_of",
    "join_values",
    "just",
    "members_of",
    "nested",
    "restrict",
    "spread",
    "symbols_of",
    "truth_of",
]


class Form(Enum):
    """What an array is: an array, a sequence that nothing has handed on yet, or one of the two."""

    PLAIN = "array"
    SEQUENCE = "sequence"
    MIXED = "either"


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class LambdaFunction:
    """A lambda with the names that it can see."""

    parameters: tuple[str, ...]
    body: Expression
    frame: Frame
    has_signature: bool


@dataclass(frozen=True, slots=True, eq=False)
class PartialFunction:
    """A function with some of its arguments; ``None`` stands for one that is missing."""

    function: Function
    given: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """A function of which nothing is known, a regular expression among them."""


Function: TypeAlias = Builtin | LambdaFunction | PartialFunction | Opaque
OPAQUE: Final = Opaque()


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression may give.

    Attributes:
        type: the JSON that it may be.
        is_optional: whether it may be nothing.
        function: the function that it may be.
        form: what its array is, when it is one.
        is_odd: whether there may be sequences, holes or functions inside.
    """

    type: Type = NEVER
    is_optional: bool = False
    function: Function | None = None
    form: Form = Form.PLAIN
    is_odd: bool = False

    @property
    def is_failed(self) -> bool:
        """Whether no evaluation gets past the expression."""
        return type(self.type) is Never and not self.is_optional and self.function is None

    @property
    def is_nothing(self) -> bool:
        """Whether there is certainly no value."""
        return type(self.type) is Never and self.is_optional and self.function is None


FAILED: Final = Value()
NOTHING: Final = Value(is_optional=True)
ANYTHING: Final = Value(UNKNOWN, True, OPAQUE, Form.MIXED, True)
EMPTY: Final = array_of(NEVER)


@dataclass(slots=True, eq=False)
class Frame:
    """The names of a block or call, in front of those around it; the empty name is the context."""

    outer: Frame | None
    bindings: dict[str, Value] = field(default_factory=dict)

    def look_up(self, name: str) -> Value | None:
        """Return what a name is bound to."""
        frame: Frame | None = self
        while frame is not None:
            found = frame.bindings.get(name)
            if found is not None:
                return found
            frame = frame.outer
        return None


def just(type_: Type, *, is_optional: bool = False) -> Value:
    """Return the value of a type, which is there unless it is optional."""
    return Value(type_, is_optional)


def join_values(values: Iterable[Value]) -> Value:
    """Return what may be any of some values; of none, one that fails."""
    joined = FAILED
    for value in values:
        joined = value if joined.is_failed else joined if value.is_failed else _join(joined, value)
    return joined


def _join(left: Value, right: Value) -> Value:
    function = left.function or right.function
    if left.function is not None and right.function is not None and left.function != right.function:
        function = OPAQUE
    form = left.form
    if type(left.type) is Never:
        form = right.form
    elif type(right.type) is not Never and left.form is not right.form:
        form = Form.MIXED
    return Value(
        join(left.type, right.type),
        left.is_optional or right.is_optional,
        function,
        form,
        left.is_odd or right.is_odd,
    )


def members_of(whole: Type) -> tuple[Type, ...]:
    """Return the alternatives of a type; none for ``never``."""
    if type(whole) is Union:
        return whole.members
    return () if type(whole) is Never else (whole,)


def any_item(array: Array) -> Type:
    """Return the type of the items of an array, whichever they are."""
    return join_all((*array.prefix, array.items)) if array.max_items != 0 else NEVER


def collapse(value: Value) -> Value:
    """Return what an expression hands on: a sequence of one item as that item, an empty one as nothing."""
    if value.form is Form.PLAIN:
        return value
    handed: list[Value] = []
    for member in members_of(value.type):
        if type(member) is Array:
            handed.append(_collapsed(member, value))
            if value.form is Form.MIXED:
                handed.append(just(member))
        else:
            handed.append(just(member))
    whole = join_values(handed)
    form = value.form if value.form is Form.MIXED else Form.PLAIN
    return Value(
        whole.type,
        whole.is_optional or value.is_optional,
        OPAQUE if value.is_odd and value.function is None else value.function,
        form,
        value.is_odd,
    )


def _collapsed(array: Array, value: Value) -> Value:
    parts: list[Type] = []
    if array.min_items <= 1 and array.max_items != 0:
        parts.append(UNKNOWN if value.is_odd else array.prefix[0] if array.prefix else array.items)
    if array.max_items is None or array.max_items > 1:
        parts.append(array_of(array.items, max(2, array.min_items), array.max_items, array.prefix))
    return Value(join_all(parts), array.min_items == 0)


def nested(value: Value) -> bool:
    """Tell whether a value makes odd what it is put into."""
    if value.is_odd or value.function is not None:
        return True
    if value.form is Form.PLAIN:
        return False
    return any(
        type(member) is Unknown or (type(member) is Array and member.min_items < 2) for member in members_of(value.type)
    )


def spread(value: Value) -> Array:
    """Return what a value adds to a list that it is made part of: the items of an array, or itself."""
    parts: list[Type] = [EMPTY] if value.is_optional else []
    alone: list[Type] = []
    for member in members_of(value.type):
        if type(member) is Array:
            parts.append(member)
        elif type(member) is Unknown:
            parts.append(Array(UNKNOWN))
        else:
            alone.append(member)
    if value.function is not None:
        alone.append(UNKNOWN)
    if alone:
        parts.append(tuple_of([join_all(alone)]))
    made = join_all(parts)
    return made if isinstance(made, Array) else Array(UNKNOWN)


def items_of(value: Value) -> Value:
    """Return any one item of a value taken for a list; it fails when there is none."""
    if value.is_odd:
        return ANYTHING
    return just(any_item(spread(replace(value, is_optional=False))))


_SYMBOLS: Final[dict[type, str]] = {
    Null: "l",
    Boolean: "b",
    Number: "n",
    String: "s",
    Array: "a",
    Object: "o",
    Unknown: "lbnsao",
    Never: "",
}
_KINDS: Final[dict[str, Type]] = {
    "l": NULL,
    "b": BOOLEAN,
    "n": NUMBER,
    "s": STRING,
    "a": Array(UNKNOWN),
    "o": Object({}, UNKNOWN),
}


def symbols_of(value: Value) -> str:
    """Return the letters that signatures have for what a value may be: ``lbnsao``, ``f``, and ``m`` for nothing."""
    letters = "".join(_SYMBOLS[type(member)] for member in members_of(value.type))
    return letters + ("f" if value.function is not None else "") + ("m" if value.is_optional else "")


def restrict(value: Value, letters: str) -> Value:
    """Return what is left of a value when it is one of the kinds that some letters stand for."""
    kept: list[Type] = []
    for member in members_of(value.type):
        if type(member) is Unknown:
            known = [_KINDS[letter] for letter in letters if letter in _KINDS]
            kept.append(UNKNOWN if len(known) == len(_KINDS) else join_all(known))
        elif _SYMBOLS[type(member)] in letters:
            kept.append(member)
    function = value.function if "f" in letters else None
    whole = value.type if len(kept) == 1 and kept[0] is value.type else join_all(kept)
    return Value(whole, value.is_optional and "m" in letters, function, value.form, value.is_odd)


def truth_of(value: Value) -> bool | None:
    """Return what a value counts as in a condition, ``None`` when that is not known."""
    answers = {_truth(member) for member in members_of(value.type)}
    if value.is_optional or value.function is not None:
        answers.add(False)
    return answers.pop() if len(answers) == 1 else None


def _truth(member: Type) -> bool | None:
    match member:
        case Null():
            return False
        case Boolean(value=known):
            return known
        case Number(values=values) if values:
            answers = {bool(value) for value in values}
        case String(values=texts) if texts:
            answers = {bool(text) for text in texts}
        case String(min_length=length):
            return True if length else None
        case Array():
            items = _truth_of_items(any_item(member))
            return False if items is False else True if items is True and member.min_items else None
        case Object(fields=fields):
            if any(each.is_required for each in fields.values()):
                return True
            is_empty = member.is_closed and all(type(each.type) is Never for each in fields.values())
            return False if is_empty else None
        case _:
            return None
    return answers.pop() if len(answers) == 1 else None


def _truth_of_items(whole: Type) -> bool | None:
    answers = {_truth(member) for member in members_of(whole)} or {False}
    return answers.pop() if len(answers) == 1 else None
