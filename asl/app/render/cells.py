"""Characters and the columns that they take in a terminal.

Source text goes to a terminal only through here, so that nothing in a file can move the cursor, change colours or turn
the reading direction.
"""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["TAB_WIDTH", "cells", "printable"]

TAB_WIDTH: Final = 4
_REPLACEMENT: Final = "\ufffd"
_PICTURES: Final = 0x2400
"""Unicode has a picture for each ASCII control character, in the same order."""


def cells(text: str) -> list[tuple[str, int]]:
    r"""Return what is shown for each character of a line, with its width in columns.

    >>> cells("a\t漢\u0301")
    [('a', 1), ('   ', 3), ('漢', 2), ('́', 0)]
    >>> cells("\x1b\u202e")
    [('␛', 1), ('�', 1)]
    """
    shown: list[tuple[str, int]] = []
    column = 0
    for character in text:
        cell = _tab(column) if character == "\t" else _cell(character)
        shown.append(cell)
        column += cell[1]
    return shown


def printable(text: str) -> str:
    r"""Return a text that cannot disturb a terminal; line breaks stay.

    >>> printable("state \x1b[31mred\n")
    'state ␛[31mred\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character == "\n" else _cell(character)[0] for character in text)


def _tab(column: int) -> tuple[str, int]:
    width = TAB_WIDTH - column % TAB_WIDTH
    return " " * width, width


def _cell(character: str) -> tuple[str, int]:
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return character, 1
    if code < 0x20:
        return chr(_PICTURES + code), 1
    if code == 0x7F:
        return "\u2421", 1
    category = unicodedata.category(character)
    if category in ("Mn", "Me") or character == "\u200d":
        return character, 0
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn"):
        return _REPLACEMENT, 1
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1
