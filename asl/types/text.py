"""Types in a form that people can read: one line for messages, a tree for listings.

``{ModelArn: string, Tags?: [..string]}`` is an object with a required and an optional field; ``..`` alone says that
there may be more of any kind, ``..string`` more of that type. ``[string, number]`` is an array of two items. ``…``
stands for what was cut because the text became too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from asl.json_values import compact

from .characters import ANY
from .model import Array, Boolean, Field, Never, Null, Number, Object, String, Type, Union, Unknown

__all__ = ["type_text", "type_tree"]

_PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]*")
_LONGEST_VALUE: Final = 40
_SHOWN_VALUES: Final = 6
_CUT: Final = "…"


def type_text(whole: Type, limit: int = 120) -> str:
    """Return a type on one line of at most ``limit`` characters, which may not be fewer than 20.

    >>> from .build import array_of, object_of
    >>> from .model import STRING
    >>> type_text(object_of({"ModelArn": STRING}, optional={"Tags": array_of()}))
    '{ModelArn: string, Tags?: [..]}'
    """
    text = _text(whole, limit)
    return text if len(text) <= limit else text[: limit - 1] + _CUT


def _text(whole: Type, budget: int) -> str:
    """Return the text of a type, cut inside where it goes beyond a budget of characters."""
    match whole:
        case Unknown():
            return "unknown"
        case Never():
            return "never"
        case Null():
            return "null"
        case Boolean(value=value):
            return "boolean" if value is None else compact(value)
        case Number():
            return _number(whole)
        case String():
            return _string(whole)
        case Array():
            return _array(whole, budget)
        case Object():
            return _object(whole, budget)
        case Union(members=members):
            return _joined((_text(member, budget // 2) for member in members), " | ", budget)
        case _:
            assert_never(whole)


def _joined(parts: Iterator[str], between: str, budget: int) -> str:
    shown: list[str] = []
    used = 0
    every = list(parts)
    for part in every:
        # All but the last part leave room for the mark that something was cut.
        room = budget if len(shown) == len(every) - 1 else budget - len(between) - len(_CUT)
        if shown and used + len(part) > room:
            shown.append(_CUT)
            break
        shown.append(part)
        used += len(part) + len(between)
    return between.join(shown)


def _number(number: Number) -> str:
    if number.values:
        shown = [compact(value) if abs(value) < 10**30 else f"{value:.3e}" for value in number.values[:_SHOWN_VALUES]]
        return " | ".join([*shown, _CUT] if len(number.values) > _SHOWN_VALUES else shown)
    kind = "integer" if number.is_integer else "number"
    if number.minimum is None and number.maximum is None:
        return kind
    if number.maximum is None:
        return f"{kind} >= {number.minimum}"
    if number.minimum is None:
        return f"{kind} <= {number.maximum}"
    return f"{kind} {number.minimum} to {number.maximum}"


def _quoted(text: str) -> str:
    return compact(text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + _CUT)


def _string(string: String) -> str:
    if string.values:
        shown = [_quoted(value) for value in string.values[:_SHOWN_VALUES]]
        return " | ".join([*shown, _CUT] if len(string.values) > _SHOWN_VALUES else shown)
    text = "string"
    if string.prefix or string.suffix:
        text += f" {_quoted(string.prefix + _CUT + string.suffix)}"
    if string.max_length is not None and string.min_length == string.max_length:
        text += f" of {string.min_length} characters"
    elif string.max_length is not None:
        text += f" of {string.min_length} to {string.max_length} characters"
    return text


def _array(array: Array, budget: int) -> str:
    if array.max_items == 0:
        return "[]"
    parts = [_text(each, budget // 2) for each in array.prefix]
    if type(array.items) is not Never:
        parts.append(".." if type(array.items) is Unknown else f"..{_in_list(array.items, budget // 2)}")
    return f"[{_joined(iter(parts), ', ', budget - 2)}]"


def _in_list(whole: Type, budget: int) -> str:
    text = _text(whole, budget)
    return f"({text})" if " | " in text and isinstance(whole, (Union, String, Number)) else text


def _object(whole: Object, budget: int) -> str:
    return f"{{{_joined(_members(whole, budget // 2), ', ', budget - 2)}}}"


def _members(whole: Object, budget: int) -> Iterator[str]:
    for name, member in whole.fields.items():
        if type(member.type) is not Never:
            yield f"{_label(name, member)}: {_text(member.type, budget)}"
    rest = _rest(whole, budget)
    if rest:
        yield rest


def _rest(whole: Object, budget: int) -> str:
    if whole.is_closed:
        return ""
    return ".." if type(whole.rest) is Unknown else f"..{_in_list(whole.rest, budget)}"


def _label(name: str, member: Field) -> str:
    shown = name if _PLAIN_NAME.fullmatch(name) and len(name) <= _LONGEST_VALUE else _quoted(name)
    return shown if member.is_required else f"{shown}?"


def type_tree(whole: Type, *, indent: str = "  ", max_lines: int = 400) -> str:
    """Return a type as an indented tree, a line for each field; what goes beyond ``max_lines`` is cut.

    >>> from .build import object_of
    >>> from .model import STRING
    >>> print(type_tree(object_of({"Model": object_of({"Arn": STRING})}, optional={"Note": STRING})))
    object
      Model: object
        Arn: string
      Note?: string
    """
    lines: list[str] = []
    for depth, line in _lines(whole, "", 0):
        if len(lines) == max_lines:
            lines.append(_CUT)
            break
        lines.append(indent * depth + line)
    return "\n".join(lines)


def _lines(whole: Type, label: str, depth: int) -> Iterator[tuple[int, str]]:
    lead = f"{label}: " if label else ""
    match whole:
        case Object() if whole.fields or not whole.is_closed:
            yield depth, f"{lead}object"
            for name, inner in whole.fields.items():
                if type(inner.type) is not Never:
                    yield from _lines(inner.type, _label(name, inner), depth + 1)
            if type(whole.rest) is Unknown:
                yield depth + 1, ".."
            elif not whole.is_closed:
                yield from _lines(whole.rest, "..", depth + 1)
        case Array() if whole.max_items != 0 and (whole.prefix or isinstance(whole.items, (Object, Array, Union))):
            yield depth, f"{lead}array{_count(whole)}"
            for position, each in enumerate(whole.prefix):
                yield from _lines(each, f"[{position}]", depth + 1)
            if type(whole.items) is not Never:
                yield from _lines(whole.items, "[*]", depth + 1)
        case Union(members=members) if any(isinstance(member, (Object, Array)) for member in members):
            yield depth, f"{lead}one of"
            for member in members:
                yield from _lines(member, "", depth + 1)
        case _:
            yield depth, lead + _text(whole, 100) + _alphabet(whole)


def _count(array: Array) -> str:
    if array.min_items == array.max_items:
        return f" of {array.min_items}"
    if array.max_items is None:
        return f" of {array.min_items} or more" if array.min_items else ""
    return f" of {array.min_items} to {array.max_items}"


def _alphabet(whole: Type) -> str:
    if not isinstance(whole, String) or whole.values or whole.characters.ranges == ANY.ranges:
        return ""
    text = str(whole.characters)
    return f" ({text})" if len(text) <= 60 else ""
