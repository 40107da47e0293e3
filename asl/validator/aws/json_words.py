"""Why a text is no JSON, in the words and by the counting of the service's JSON reader.

Step Functions reads definitions and inputs with a Java library (Jackson), and its messages go to the user as they are:
``Unrecognized token 'not': was expecting …``, with the line and the column behind the last character that was read.
The reader here follows that library's order of questions, so that the same mistake is met at the same place. It keeps
its own stack; nothing recurses. Source: the service's recorded answers, and that library's documented behaviour.
"""

from __future__ import annotations

import re

__all__ = ["JsonTextError", "read_json_text"]

_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"\w*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"')
_NUMBER_START = frozenset("-0123456789")
_WORDS = ("true", "false", "null")
_VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
_ANY_VALUE = f"expected a valid value {_VALUES}"


_MAX_SNIPPET = 500
"""Characters of the text that a description of a place repeats."""


class JsonTextError(ValueError):
    """The text is no JSON.

    Attributes:
        message: what is wrong, without the place.
        source: the place as the reader describes it, behind the last character that it read.
    """

    def __init__(self, message: str, text: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.source = _described(text, offset)


def _described(text: str, offset: int) -> str:
    """Return a place in a text; line and column count from 1."""
    start_of_line = text.rfind("\n", 0, offset) + 1
    cut = f"[truncated {len(text) - _MAX_SNIPPET} chars]" if len(text) > _MAX_SNIPPET else ""
    line, column = text.count("\n", 0, offset) + 1, offset - start_of_line + 1
    return f'[Source: (String)"{text[:_MAX_SNIPPET]}"{cut}; line: {line}, column: {column}]'


def read_json_text(text: str) -> None:
    """Read a text as JSON.

    >>> read_json_text('{"a": [1, 2]}')
    >>> read_json_text("not a definition")
    Traceback (most recent call last):
        ...
    asl.validator.aws.json_words.JsonTextError: Unrecognized token 'not': was expecting (JSON String, Number, Array, \
Object or token 'null', 'true' or 'false')

    Raises:
        JsonTextError: it is not; an empty text is no mistake here.
    """
    reader = _Reader(text)
    at = reader.skip(0)
    if at < len(text):
        reader.read(at)


class _Reader:
    """Reads forward; ``open`` holds the brackets to be closed, ``is_first`` tells that one was just opened."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, int]] = []
        self.is_first = False

    def skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        assert found is not None
        return found.end()

    def read(self, at: int) -> None:
        """Read a value, and all that is inside it."""
        at = self.value(at)
        while self.open:
            bracket, _ = self.open[-1]
            kind, closer = ("Object", "}") if bracket == "{" else ("Array", "]")
            at = self.skip(at)
            char = self.char(at)
            if char == closer:
                self.open.pop()
                self.is_first = False
                at += 1
                continue
            if not self.is_first:
                if char != ",":
                    raise self.stray(at, f"was expecting comma to separate {kind} entries")
                at = self.skip(at + 1)
                self.char(at)
            at = self.member(at) if bracket == "{" else self.value(at)

    def char(self, at: int) -> str:
        """Return the character at a place; the end of the text is a mistake while a bracket is open."""
        if at < len(self.text):
            return self.text[at]
        bracket, start = self.open[-1]
        kind = "Object" if bracket == "{" else "Array"
        opened = f"(start marker at {_described(self.text, start)})"
        raise JsonTextError(f"Unexpected end-of-input: expected close marker for {kind} {opened}", self.text, at)

    def member(self, at: int) -> int:
        if self.char(at) != '"':
            raise self.stray(at, "was expecting double-quote to start field name")
        at = self.skip(self.string(at, " in field name", ""))
        if self.char(at) != ":":
            raise self.stray(at, "was expecting a colon to separate field name and value")
        at = self.skip(at + 1)
        if at >= len(self.text):
            raise JsonTextError("Unexpected end-of-input within/between Object entries", self.text, at)
        return self.value(at)

    def value(self, at: int) -> int:
        char = self.char(at) if self.open else self.text[at]
        self.is_first = False
        if char == '"':
            return self.string(at, "", ": was expecting closing quote for a string value")
        if char in "{[":
            self.open.append((char, at))
            self.is_first = True
            return at + 1
        if char in _NUMBER_START:
            return self.number(at)
        found = _WORD.match(self.text, at)
        assert found is not None
        word = found[0]
        if word in _WORDS:
            return found.end()
        if not word:
            raise self.stray(at, _ANY_VALUE)
        raise JsonTextError(f"Unrecognized token '{word}': was expecting {_VALUES}", self.text, found.end())

    def string(self, at: int, where: str, why: str) -> int:
        found = _STRING.match(self.text, at)
        if found is not None:
            return found.end()
        index = at + 1
        while index < len(self.text) and self.text[index] != '"':
            char = self.text[index]
            if char < " ":
                code = f"CTRL-CHAR, code {ord(char)}"
                message = f"Illegal unquoted character (({code})): has to be escaped using backslash to be included in "
                raise JsonTextError(message + ("name" if where else "string value"), self.text, index + 1)
            if char == "\\":
                index += 1
                escaped = self.text[index : index + 1]
                if escaped == "u":
                    index += 4
                elif escaped and escaped not in '"\\/bfnrt':
                    message = f"Unrecognized character escape '{escaped}' (code {ord(escaped)})"
                    raise JsonTextError(message, self.text, index + 1)
            index += 1
        raise JsonTextError(f"Unexpected end-of-input{where}{why}", self.text, min(index, len(self.text)))

    def number(self, at: int) -> int:
        found = _NUMBER.match(self.text, at)
        if found is None:
            message = "expected digit (0-9) to follow minus sign, for valid numeric value"
            if at + 1 >= len(self.text):
                raise JsonTextError("Unexpected end-of-input in a Number value", self.text, at + 1)
            raise self.stray(at + 1, message)
        end = found.end()
        follows = self.text[end : end + 1]
        if found[0] in ("0", "-0") and follows.isdigit():
            raise JsonTextError("Invalid numeric value: Leading zeroes not allowed", self.text, end)
        if follows and follows not in " \t\r\n,]}":
            if not self.open:
                raise self.stray(end, "Expected space separating root-level values")
            if follows in ".eE":
                raise self.stray(end + 1, "Decimal point not followed by a digit")
        return end

    def stray(self, at: int, why: str) -> JsonTextError:
        if at >= len(self.text):
            return JsonTextError("Unexpected end-of-input", self.text, at)
        char = self.text[at]
        shown = f"(CTRL-CHAR, code {ord(char)})" if char < " " else f"('{char}' (code {ord(char)}))"
        return JsonTextError(f"Unexpected character {shown}: {why}", self.text, at + 1)
