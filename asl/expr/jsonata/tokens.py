"""The tokens of an expression, each with its span, read one at a time.

Whether ``/`` divides or opens a regular expression depends on what stands before it, so the parser says with each
request whether an operand has just ended. Source: JSONata documentation, "Expressions"; version 2.0.6.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final

from .messages import build_error

__all__ = ["Token", "TokenReader"]

_BLANKS: Final = " \t\n\r\v"
_SINGLE: Final = frozenset(".[]{}(),@#;:?+-*/%|=<>^&!~")
_DOUBLE: Final = frozenset({"..", ":=", "!=", ">=", "<=", "**", "~>"})
_NUMBER: Final = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")
_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``kind`` is operator, string, number, value, name, variable, regex or end.

    ``value`` is the text of an operator or name (a variable's without ``$``), a literal's value, or a regular
    expression as the pair of pattern and flags.
    """

    kind: str
    value: Any
    start: int
    end: int


class TokenReader:
    """Reads the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._position = 0

    def next(self, *, after_operand: bool) -> Token:
        """Return the next token, of kind ``end`` when there is none.

        Raises:
            JsonataError: S0101 to S0106, S0301 or S0302.
        """
        self._skip_blanks()
        text, start = self.text, self._position
        if start >= len(text):
            return Token("end", "(end)", len(text), len(text))
        first = text[start]
        if first == "/" and not after_operand:
            return self._read_regex(start)
        if text[start : start + 2] in _DOUBLE:
            return self._make("operator", text[start : start + 2], start, start + 2)
        if first in _SINGLE:
            return self._make("operator", first, start, start + 1)
        if first in "\"'":
            return self._read_string(start, first)
        if number := _NUMBER.match(text, start):
            return self._read_number(number)
        if first == "`":
            end = text.find("`", start + 1)
            if end < 0:
                raise build_error("S0105", len(text))
            return self._make("name", text[start + 1 : end], start, end + 1)
        return self._read_name(start)

    def _make(self, kind: str, value: Any, start: int, end: int) -> Token:
        self._position = end
        return Token(kind, value, start, end)

    def _skip_blanks(self) -> None:
        text = self.text
        while self._position < len(text):
            if text[self._position] in _BLANKS:
                self._position += 1
            elif text.startswith("/*", self._position):
                end = text.find("*/", self._position + 2)
                if end < 0:
                    raise build_error("S0106", self._position)
                self._position = end + 2
            else:
                return

    def _read_number(self, match: re.Match[str]) -> Token:
        digits = match[0]
        double = float(digits)
        if math.isinf(double):
            raise build_error("S0102", match.start(), token=digits)
        number = int(double) if double.is_integer() and double < 1e21 else double
        return self._make("number", number, match.start(), match.end())

    def _read_string(self, start: int, quote: str) -> Token:
        text, at = self.text, start + 1
        pieces: list[str] = []
        while at < len(text):
            character = text[at]
            if character == quote:
                joined = "".join(pieces)
                if any("\ud800" <= c <= "\udfff" for c in joined):
                    # Two escapes may spell one character beyond the first plane.
                    joined = joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
                return self._make("string", joined, start, at + 1)
            if character != "\\":
                pieces.append(character)
                at += 1
                continue
            escaped = text[at + 1 : at + 2]
            if escaped in _ESCAPES:
                pieces.append(_ESCAPES[escaped])
                at += 2
            elif escaped == "u":
                digits = _HEX.match(text, at + 2)
                if digits is None:
                    raise build_error("S0104", at)
                pieces.append(chr(int(digits[0], 16)))
                at += 6
            else:
                raise build_error("S0103", at, token=escaped)
        raise build_error("S0101", len(text))

    def _read_regex(self, start: int) -> Token:
        text, depth, at = self.text, 0, start + 1
        while at < len(text):
            character, is_escaped = text[at], text[at - 1] == "\\"
            if character == "/" and depth == 0 and not _is_escaped(text, at):
                pattern = text[start + 1 : at]
                if not pattern:
                    raise build_error("S0301", at)
                at += 1
                flags = at
                while at < len(text) and text[at] in "im":
                    at += 1
                return self._make("regex", (pattern, text[flags:at]), start, at)
            if not is_escaped:
                depth += (character in "([{") - (character in ")]}")
            at += 1
        raise build_error("S0302", len(text))

    def _read_name(self, start: int) -> Token:
        text, at = self.text, start
        while at < len(text) and text[at] not in _BLANKS and text[at] not in _SINGLE:
            at += 1
        name = text[start:at]
        if name.startswith("$"):
            return self._make("variable", name[1:], start, at)
        if name in {"and", "or", "in"}:
            return self._make("operator", name, start, at)
        if name in _WORDS:
            return self._make("value", _WORDS[name], start, at)
        return self._make("name", name, start, at)


def _is_escaped(text: str, at: int) -> bool:
    """Tell whether an odd number of backslashes stands before ``at``."""
    before = text[:at]
    return (at - len(before.rstrip("\\"))) % 2 == 1
