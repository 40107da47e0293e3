"""The text that a template value stands for, in pieces: a string, ``Fn::Sub``, ``Fn::Join`` and what they hold.

``Fn::Sub`` keeps ``${Name}`` as it is and turns ``${!Name}`` into the text ``${Name}``; everything that is filled in at
deployment becomes a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.source import Span
from asl.syntax.located import Array, Located, Scalar

from .offsets import Piece, piece_of_scalar
from .unresolved import function_of, placeholder_of, reference_text

__all__ = ["pieces_of", "sub_names", "sub_pieces"]

_SUB = re.compile(r"\$\{(!?)([^{}]*)\}")
_FIT = re.compile(r"[A-Za-z0-9_.:-]+")


def pieces_of(item: Located) -> tuple[Piece, ...] | None:
    """Return the pieces of the text that a value stands for, or nothing when the value holds no text of its own."""
    if isinstance(item, Scalar):
        return (piece_of_scalar(item),) if isinstance(item.value, str) else None
    found = function_of(item)
    match found:
        case ("Fn::Sub", argument):
            text = _sub_text(argument)
            return None if text is None else tuple(sub_pieces(text))
        case ("Fn::Join", Array(items=(Scalar() as separator, Array() as parts))):
            return tuple(_joined(separator, parts))
        case _:
            return None


def sub_names(item: Located) -> frozenset[str]:
    """Return the names that ``Fn::Sub`` fills in somewhere in the text of a value."""
    return frozenset(_iter_sub_names(item))


def _iter_sub_names(item: Located) -> Iterator[str]:
    match function_of(item):
        case ("Fn::Sub", argument):
            text = _sub_text(argument)
            if text is not None:
                yield from (found[2] for found in _SUB.finditer(str(text.value)) if not found[1])
        case ("Fn::Join", Array(items=(_, Array() as parts))):
            for part in parts.items:
                yield from _iter_sub_names(part)
        case _:
            return


def _sub_text(argument: Located) -> Scalar | None:
    text = argument.items[0] if isinstance(argument, Array) and argument.items else argument
    return text if isinstance(text, Scalar) and isinstance(text.value, str) else None


def sub_pieces(scalar: Scalar) -> Iterator[Piece]:
    """Yield the pieces of a text for ``Fn::Sub``."""
    value = str(scalar.value)
    at = 0
    for found in _SUB.finditer(value):
        if not found[1] and _FIT.fullmatch(found[2]):
            continue
        if found.start() > at:
            yield piece_of_scalar(scalar, at, found.start())
        at = found.end()
        text = f"${{{found[2]}}}" if found[1] else placeholder_of(found[2])
        yield piece_of_scalar(scalar, found.start(), at, text)
    if at < len(value) or not value:
        yield piece_of_scalar(scalar, at)


def _joined(separator: Scalar, parts: Array) -> Iterator[Piece]:
    between = str(separator.value)
    before: Located | None = None
    for part in parts.items:
        if between and before is not None:
            yield Piece(between, Span(before.span.end, part.span.start), is_reference=True)
        before = part
        pieces = pieces_of(part)
        if pieces is not None:
            yield from pieces
        elif isinstance(part, Scalar):
            yield Piece(str(part.value), part.span, is_reference=True)
        else:
            yield Piece(_reference(part), part.span, is_reference=True)


def _reference(part: Located) -> str:
    found = function_of(part)
    return reference_text(*found) if found is not None else "${Value}"
