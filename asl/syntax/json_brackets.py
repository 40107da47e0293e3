"""What the brackets of a text tell about the one that is missing or too many."""

from __future__ import annotations

import re

__all__ = ["balance_after", "end_of_balanced", "is_misindented"]

_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\]]', re.DOTALL)


def end_of_balanced(text: str, start: int) -> int:
    """Return the offset after the bracket that closes the one at ``start``, or the end of the text.

    >>> end_of_balanced('[{"a": "]"}] x', 0)
    12
    """
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text, start):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return len(text)


def balance_after(text: str, start: int, closer: str) -> int:
    """Return how many more brackets of a kind the rest of a text closes than it opens.

    >>> balance_after('{"a": [{}]}}', 1, "}")
    2
    """
    opener = "{" if closer == "}" else "["
    balance = 0
    for token in _STRING_OR_BRACKET.finditer(text, start):
        balance += (token[0] == closer) - (token[0] == opener)
    return balance


def is_misindented(text: str, opening: int, closing: int) -> bool:
    """Tell whether a closing bracket is the first of its line and indented unlike the line of the opening one."""
    line = text.rfind("\n", 0, closing) + 1
    indent = text[line:closing]
    if indent.strip() or line <= opening:
        return False
    opening_line = text[text.rfind("\n", 0, opening) + 1 : opening]
    return opening_line[: len(opening_line) - len(opening_line.lstrip())] != indent
