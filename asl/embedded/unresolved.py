"""CloudFormation functions inside a definition become ``${Name}`` strings: what they give is not known yet.

Source: CloudFormation template reference, *Intrinsic functions*. ``Fn::Sub`` and ``Fn::Join`` keep the text that they
hold, with placeholders where references stand; every other function becomes one placeholder.
"""

from __future__ import annotations

import re
from typing import assert_never

from asl.syntax.located import Array, Located, Member, Object, Scalar, Unreadable

__all__ = ["function_of", "placeholder_of", "unresolve"]

_UNFIT = re.compile(r"[^A-Za-z0-9_.:-]+")
_MOST_CHARACTERS = 60


def placeholder_of(text: str) -> str:
    """Return ``${Name}`` with a name made of an expression's own words.

    >>> placeholder_of('lookup(var.arns, "a")'), placeholder_of("")
    ('${lookup.var.arns.a}', '${Value}')
    """
    words = re.sub(r"\.+", ".", _UNFIT.sub(".", text[: 4 * _MOST_CHARACTERS])).strip(".")
    return "${" + (words[:_MOST_CHARACTERS] or "Value") + "}"


def function_of(item: Located) -> tuple[str, Located] | None:
    """Return the name and argument of a CloudFormation function, or nothing when an item is none."""
    if not isinstance(item, Object) or len(item.members) != 1:
        return None
    member = item.members[0]
    is_function = member.key == "Ref" or member.key.startswith("Fn::")
    return (member.key, member.value) if is_function else None


def unresolve(item: Located) -> Located:
    """Return an item with strings in the place of functions; spans stay.

    >>> from asl.source import Span
    >>> ref = Object(Span(0, 9), (Member("Ref", Span(1, 4), Scalar(Span(5, 8), "Fn")),))
    >>> unresolve(ref)
    Scalar(span=Span(start=0, end=9), value='${Fn}', style='placeholder')
    """
    match item:
        case Scalar() | Unreadable():
            return item
        case Array():
            return Array(item.span, tuple(unresolve(child) for child in item.items))
        case Object():
            found = function_of(item)
            if found is not None:
                return _value_of(*found, item)
            return Object(
                item.span,
                tuple(
                    Member(member.key, member.key_span, unresolve(member.value), member.key_style)
                    for member in item.members
                ),
            )
        case _:
            assert_never(item)


def _value_of(name: str, argument: Located, whole: Object) -> Scalar:
    if name == "Fn::Sub":
        text = argument.items[0] if isinstance(argument, Array) and argument.items else argument
        if isinstance(text, Scalar) and isinstance(text.value, str):
            # Without a reference in it the text is what it says; with one it holds "${" and is passed over.
            return text
    if name == "Fn::Join":
        joined = _join(argument)
        if joined is not None:
            return Scalar(whole.span, joined, "placeholder")
    return Scalar(whole.span, reference_text(name, argument), "placeholder")


def reference_text(name: str, argument: Located) -> str:
    """Return the placeholder for a function: of ``GetAtt`` and ``Ref`` with the names that they hold."""
    words = ".".join(_words(argument))
    return placeholder_of(words if name in ("Ref", "Fn::GetAtt") else f"{name.removeprefix('Fn::')}.{words}")


def _words(item: Located) -> list[str]:
    match item:
        case Scalar():
            return [str(item.value)]
        case Array():
            return [word for child in item.items for word in _words(child)]
        case Object():
            return [word for member in item.members for word in _words(member.value)]
        case Unreadable():
            return []
        case _:
            assert_never(item)


def _join(argument: Located) -> str | None:
    """Return the text of ``[separator, [item, ...]]``."""
    if not isinstance(argument, Array) or len(argument.items) != 2:
        return None
    separator, items = argument.items
    if not (isinstance(separator, Scalar) and isinstance(items, Array)):
        return None
    values = [unresolve(child) for child in items.items]
    if not all(isinstance(value, Scalar) for value in values):
        return None
    return str(separator.value).join(str(value.value) for value in values if isinstance(value, Scalar))
