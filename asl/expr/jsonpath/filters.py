"""Filters: the comparison rules of Jayway's value nodes.

Numbers and numeric strings are equal to one another under ``==`` and not under ``===``; strings compare with the text
of a number. A path that finds nothing is *undefined*, which equals nothing, itself included. Lists and objects compare
as Java compares them: ``1`` and ``1.0`` inside them differ.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

from asl.json_values import Json, java_double

from .errors import JsonPathReadError
from .model import Model
from .syntax import (
    Both,
    Compare,
    Either,
    Exists,
    JsonLiteral,
    Negate,
    NumberLiteral,
    Operand,
    PathOperand,
    Pattern,
    StringLiteral,
    Test,
    Unquoted,
)

if TYPE_CHECKING:
    from .evaluate import Evaluator

__all__ = ["Accept", "compile_test"]

Accept: TypeAlias = Callable[[Json, Json], bool]
"""``(item, root document) -> bool``"""


class _Refused(Exception):
    """A comparison that Jayway gives up on; the filter then does not accept the item."""


@dataclass(frozen=True, slots=True)
class _Number:
    text: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.text)


@dataclass(frozen=True, slots=True)
class _Regex:
    pattern: re.Pattern[str]


class _Undefined:
    pass


_UNDEFINED = _Undefined()

_Node: TypeAlias = "None | bool | str | _Number | list[Json] | dict[str, Json] | _Regex | _Undefined"
_Read: TypeAlias = Callable[[Json, Json], _Node]


def compile_test(test: Test, model: Model, evaluator: Callable[..., Evaluator]) -> Accept:
    """Compile the test of a filter."""
    compiled = _compile(test, model, evaluator)

    def accept(item: Json, root: Json) -> bool:
        try:
            return compiled(item, root)
        except _Refused:
            return False

    return accept


def _compile(test: Test, model: Model, evaluator: Callable[..., Evaluator]) -> Accept:
    match test:
        case Both(tests=tests):
            inner = [_compile(each, model, evaluator) for each in tests]
            return lambda item, root: all(holds(item, root) for holds in inner)
        case Either(tests=tests):
            inner = [_compile(each, model, evaluator) for each in tests]
            return lambda item, root: any(holds(item, root) for holds in inner)
        case Negate(test=negated):
            holds = _compile(negated, model, evaluator)
            return lambda item, root: not holds(item, root)
        case Exists(path=path, wanted=wanted):
            exists = evaluator(path, model, requires_properties=True)

            def is_there(item: Json, root: Json) -> bool:
                # Jayway reads this path from the item even when it starts with $.
                try:
                    exists.read(item, root)
                except JsonPathReadError as error:
                    if error.kind == "InvalidPathException":
                        raise _Refused from None
                    if error.kind != "PathNotFoundException":
                        raise
                    return not wanted
                return wanted

            return is_there
        case Compare(left=left, operator=operator, right=right):
            return _compile_compare(left, operator, right, model, evaluator)


def _compile_compare(
    left: Operand, operator: str, right: Operand, model: Model, evaluator: Callable[..., Evaluator]
) -> Accept:
    compare = _OPERATORS.get(operator)
    if compare is None:
        raise JsonPathReadError("InvalidPathException", f"Filter operator {operator} is not supported!")
    if isinstance(left, JsonLiteral) and isinstance(left.value, (list, dict)) and operator in _EQUALITIES:
        # Jayway compares the unparsed text of a literal on the left, which equals nothing.
        return lambda _item, _root: operator.startswith("!")
    read_left, read_right = _compile_operand(left, model, evaluator), _compile_operand(right, model, evaluator)
    return lambda item, root: compare(read_left(item, root), read_right(item, root))


def _compile_operand(operand: Operand, model: Model, evaluator: Callable[..., Evaluator]) -> _Read:
    node: _Node
    match operand:
        case NumberLiteral(text=text):
            node = _Number(str(Decimal(text)))
        case StringLiteral(value=value):
            node = value
        case JsonLiteral(value=value):
            node = _node(value)
        case Pattern(pattern=pattern, flags=flags):
            node = _Regex(_compile_regex(pattern, flags))
        case Unquoted(text=text):

            def fail(_item: Json, _root: Json) -> _Node:
                raise JsonPathReadError("NumberFormatException", f"{text!r} is neither quoted nor a number")

            return fail
        case PathOperand(path=path):
            found = evaluator(path, model)

            def read(item: Json, root: Json) -> _Node:
                try:
                    return _node(found.read(item if path.is_item else root, root))
                except JsonPathReadError as error:
                    if error.kind == "PathNotFoundException":
                        return _UNDEFINED
                    if error.kind == "InvalidPathException":
                        raise _Refused from None
                    raise

            return read
    return lambda _item, _root: node


_EQUALITIES = frozenset({"==", "!=", "===", "!=="})
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "d": re.NOFLAG, "u": re.NOFLAG}
_LONGEST_PATTERN = 1_000


def _compile_regex(pattern: str, flags: str) -> re.Pattern[str]:
    if len(pattern) > _LONGEST_PATTERN:
        raise JsonPathReadError("PatternSyntaxException", "the pattern is too long")
    combined = re.NOFLAG
    for flag in flags:
        combined |= _FLAGS.get(flag.lower(), re.NOFLAG)
    try:
        with warnings.catch_warnings():
            # Python announces that "[[" will mean something else one day; that is no news to the user.
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(pattern, combined)
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise JsonPathReadError("PatternSyntaxException", str(error)) from None


def _node(value: Json) -> _Node:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return _Number(str(Decimal(java_double(value))))
    if isinstance(value, int):
        return _Number(str(value))
    return value


def _equals(left: _Node, right: _Node) -> bool:
    if isinstance(left, _Number):
        if isinstance(right, _Number):
            return left.value == right.value
        return isinstance(right, str) and (number := _as_number(right)) is not None and number == left.value
    if isinstance(left, str):
        if isinstance(right, _Number):
            return left == right.text
        return isinstance(right, str) and left == right
    if isinstance(left, bool) or left is None:
        return left is right
    if isinstance(left, (list, dict)):
        return isinstance(right, (list, dict)) and _java_equals(left, right)
    if isinstance(left, _Regex):
        return isinstance(right, _Regex) and left == right
    return False


def _as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _java_equals(left: Json, right: Json) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_java_equals, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_java_equals(v, right[k]) for k, v in left.items())
    return left == right


def _same_kind(left: _Node, right: _Node) -> bool:
    if isinstance(left, (list, dict)):
        return isinstance(right, (list, dict))
    return type(left) is type(right)


def _ordering(holds: Callable[[int], bool]) -> Callable[[_Node, _Node], bool]:
    def compare(left: _Node, right: _Node) -> bool:
        if isinstance(left, _Number) and isinstance(right, _Number):
            return holds((left.value > right.value) - (left.value < right.value))
        if isinstance(left, str) and isinstance(right, str):
            return holds((left > right) - (left < right))
        return False

    return compare


def _items(node: _Node) -> list[_Node]:
    """Return the items of a list, or give up on the comparison as Jayway does."""
    if not isinstance(node, list):
        raise _Refused
    for item in node:
        if isinstance(item, (list, dict)):
            raise JsonPathReadError("JsonPathException", "Could not determine value type")
    return [_node(item) for item in node]


def _contains_equal(items: list[_Node], wanted: _Node) -> bool:
    return any(_equals(wanted, item) for item in items)


def _is_in(left: _Node, right: _Node) -> bool:
    if isinstance(right, dict):
        return False
    return _contains_equal(_items(right), left)


def _contains(left: _Node, right: _Node) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return right in left
    return isinstance(left, list) and _contains_equal(_items(left), right)


def _has_all(left: _Node, right: _Node) -> bool:
    """Jayway asks the list on the right for its items before it has parsed it, and so never gets them."""
    raise _Refused


def _has_size(left: _Node, right: _Node) -> bool:
    if not isinstance(right, _Number):
        return False
    expected = int(right.value)
    if isinstance(left, dict):
        return expected == -1
    return isinstance(left, (str, list)) and len(left) == expected


def _is_empty(left: _Node, right: _Node) -> bool:
    if not isinstance(left, (str, list, dict)):
        return False
    if not isinstance(right, bool):
        raise _Refused
    return (len(left) == 0) is right


def _subset_of(left: _Node, right: _Node) -> bool:
    if isinstance(left, dict) or isinstance(right, dict):
        return False
    wanted, items = _items(right), _items(left)
    return all(_contains_equal(wanted, item) for item in items)


def _any_of(left: _Node, right: _Node) -> bool:
    if isinstance(left, dict) or isinstance(right, dict):
        return False
    wanted, items = _items(right), _items(left)
    return any(_contains_equal(wanted, item) for item in items)


def _none_of(left: _Node, right: _Node) -> bool:
    if isinstance(left, dict) or isinstance(right, dict):
        return False
    return not _any_of(left, right)


def _matches(left: _Node, right: _Node) -> bool:
    if isinstance(left, _Regex) == isinstance(right, _Regex):
        return False
    regex, tested = (left, right) if isinstance(left, _Regex) else (right, left)
    assert isinstance(regex, _Regex)
    if isinstance(tested, list):
        return any(regex.pattern.fullmatch(_regex_input(_node(item))) is not None for item in tested)
    return regex.pattern.fullmatch(_regex_input(tested)) is not None


def _regex_input(node: _Node) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, _Number):
        return node.text
    return str(node).lower() if isinstance(node, bool) else ""


def _refuse(left: _Node, right: _Node) -> bool:
    """Operators that Jayway reads and that need Java values which JSON cannot hold."""
    raise _Refused


_OPERATORS: dict[str, Callable[[_Node, _Node], bool]] = {
    "==": _equals,
    "!=": lambda left, right: not _equals(left, right),
    "===": lambda left, right: _same_kind(left, right) and _equals(left, right),
    "!==": lambda left, right: not (_same_kind(left, right) and _equals(left, right)),
    "<": _ordering(lambda sign: sign < 0),
    ">": _ordering(lambda sign: sign > 0),
    "<=": _ordering(lambda sign: sign <= 0),
    ">=": _ordering(lambda sign: sign >= 0),
    "=~": _matches,
    "in": _is_in,
    "nin": lambda left, right: not _is_in(left, right),
    "contains": _contains,
    "all": _has_all,
    "size": _has_size,
    "empty": _is_empty,
    "subsetof": _subset_of,
    "anyof": _any_of,
    "noneof": _none_of,
    "type": _refuse,
    "matches": _refuse,
    "exists": _refuse,
}
