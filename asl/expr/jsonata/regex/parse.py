"""Text of a pattern to its tree, with the tolerance of browsers: a lone ``]`` or ``{`` is a character.

Source: ECMA-262, "Patterns" and "Regular Expressions Patterns" of its annex B; messages are those of V8.
"""

from __future__ import annotations

import re
from typing import Final

from ..values import JsonataError
from .charset import ANY, DIGIT, DOT, SPACE, WORD, CharSet, Ranges, invert
from .syntax import Alternatives, Assertion, BackReference, Group, Look, Node, Repeat, Sequence_, Single

__all__ = ["parse_pattern"]

_MAX_LENGTH: Final = 4096
_MAX_NESTING: Final = 60
_BRACES: Final = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}", re.ASCII)
_NAME: Final = re.compile(r"<([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)>", re.ASCII)
_HEX: Final = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})")
_OCTAL: Final = re.compile(r"[0-3][0-7]{0,2}|[4-7][0-7]?")
_CONTROLS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_SETS: Final[dict[str, Ranges]] = {
    "d": DIGIT,
    "D": invert(DIGIT),
    "w": WORD,
    "W": invert(WORD),
    "s": SPACE,
    "S": invert(SPACE),
}


def parse_pattern(text: str, flags: str) -> tuple[Node, int]:
    """Return the tree of a pattern and how many groups it has.

    Raises:
        JsonataError: the text is no pattern; without code, for it is JavaScript that refuses it.
    """
    return _Parser(text, flags).parse()


class _Parser:
    def __init__(self, text: str, flags: str) -> None:
        self._text = text
        self._flags = flags
        self._at = 0
        self._count = 0
        self._nesting = 0
        self._folds = "i" in flags
        self._names: dict[str, int] = {}
        self._all_groups, self._all_names = _survey(text)

    def parse(self) -> tuple[Node, int]:
        if len(self._text) > _MAX_LENGTH:
            raise self._fail("Regular expression too large")
        node = self._alternatives()
        if self._at < len(self._text):
            raise self._fail("Unmatched ')'")
        return node, self._count

    def _fail(self, reason: str) -> JsonataError:
        message = f"Invalid regular expression: /{self._text}/{self._flags}: {reason}"
        return JsonataError("", message, value=self._text)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, token: str) -> bool:
        if not self._text.startswith(token, self._at):
            return False
        self._at += len(token)
        return True

    def _alternatives(self) -> Node:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._at < len(self._text) and self._peek() not in "|)":
            first = self._count + 1
            part, is_repeatable = self._term()
            parts.append(self._repeated(part, first, is_repeatable))
        return parts[0] if len(parts) == 1 else Sequence_(tuple(parts))

    def _repeated(self, part: Node, first: int, is_repeatable: bool) -> Node:
        bounds = self._bounds()
        if bounds is None:
            return part
        if not is_repeatable:
            raise self._fail("Nothing to repeat")
        least, most = bounds
        if most is not None and most < least:
            raise self._fail("numbers out of order in {} quantifier")
        return Repeat(part, least, most, not self._take("?"), first, self._count + 1)

    def _bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        found = _BRACES.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        least = int(found[1][:9])
        return least, least if found[2] is None else int(found[3][:9]) if found[3] else None

    def _term(self) -> tuple[Node, bool]:
        """Return an atom or assertion, and whether it may be repeated."""
        sign = self._peek()
        if sign in "*+?" or (sign == "{" and _BRACES.match(self._text, self._at)):
            raise self._fail("Nothing to repeat")
        self._at += 1
        match sign:
            case "^" | "$":
                return Assertion(sign), False
            case ".":
                return Single(CharSet(DOT)), True
            case "(":
                return self._group()
            case "[":
                return Single(self._class()), True
            case "\\":
                return self._escape()
            case _:
                return self._character(ord(sign)), True

    def _character(self, code: int) -> Single:
        return Single(CharSet(((code, code),), folds=self._folds))

    def _group(self) -> tuple[Node, bool]:
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            raise self._fail("Regular expression too large")
        look = next((one for one in ("?=", "?!", "?<=", "?<!") if self._take(one)), None)
        number = 0
        if look is None and not self._take("?:"):
            if self._peek() == "?" and not self._text.startswith("?<", self._at):
                raise self._fail("Invalid group")
            self._count += 1
            number = self._count
            if self._take("?"):
                self._name(number)
        body = self._alternatives()
        if not self._take(")"):
            raise self._fail("Unterminated group")
        self._nesting -= 1
        if look is not None:
            return Look(body, "<" in look, "!" in look), "<" not in look
        # What is repeated must be one node, which a group without number is not by itself.
        return (Group(number, body) if number else Sequence_((body,))), True

    def _name(self, number: int) -> None:
        found = _NAME.match(self._text, self._at)
        if found is None:
            raise self._fail("Invalid capture group name")
        if found[1] in self._names:
            raise self._fail("Duplicate capture group name")
        self._names[found[1]] = number
        self._at = found.end()

    def _escape(self) -> tuple[Node, bool]:
        sign = self._peek()
        if not sign:
            raise self._fail("\\ at end of pattern")
        if sign in "bB":
            self._at += 1
            return Assertion(sign), False
        if sign in "123456789":
            found = re.compile("[0-9]+").match(self._text, self._at)
            assert found is not None
            if int(found[0][:9]) <= self._all_groups:
                self._at = found.end()
                return BackReference(int(found[0])), True
        if sign == "k" and self._all_names:
            found = _NAME.match(self._text, self._at + 1)
            if found is None:
                raise self._fail("Invalid named reference")
            if found[1] not in self._all_names:
                raise self._fail("Invalid named capture referenced")
            self._at = found.end()
            return BackReference(self._all_names[found[1]]), True
        if sign in _SETS:
            self._at += 1
            return Single(CharSet(_SETS[sign], folds=self._folds and sign in "wW")), True
        return self._character(self._escaped_code(is_in_class=False)), True

    def _escaped_code(self, *, is_in_class: bool) -> int:
        """Return the code that the escape at hand means; behind the backslash, and past what belongs to it."""
        sign = self._peek()
        if octal := _OCTAL.match(self._text, self._at):
            self._at = octal.end()
            return int(octal[0], 8)
        if hexadecimal := _HEX.match(self._text, self._at):
            self._at = hexadecimal.end()
            return int(hexadecimal[1] or hexadecimal[2], 16)
        if sign == "c":
            letter = self._text[self._at + 1 : self._at + 2]
            if (letter.isascii() and letter.isalpha()) or (is_in_class and letter and letter in "0123456789_"):
                self._at += 2
                return ord(letter) % 32
            return ord("\\")
        self._at += 1
        return _CONTROLS.get(sign, ord(sign))

    def _class(self) -> CharSet:
        is_negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        while not self._take("]"):
            low = self._class_atom()
            if self._peek() != "-" or self._text[self._at + 1 : self._at + 2] in {"]", ""}:
                ranges += low if isinstance(low, tuple) else [(low, low)]
                continue
            self._at += 1
            high = self._class_atom()
            if isinstance(low, tuple) or isinstance(high, tuple):
                ranges.append((ord("-"), ord("-")))
                for one in (low, high):
                    ranges += one if isinstance(one, tuple) else [(one, one)]
            elif low > high:
                raise self._fail("Range out of order in character class")
            else:
                ranges.append((low, high))
        if not ranges and is_negated:
            return CharSet(ANY)
        return CharSet(tuple(ranges), is_negated=is_negated, folds=self._folds)

    def _class_atom(self) -> int | Ranges:
        sign = self._peek()
        if not sign:
            raise self._fail("Unterminated character class")
        self._at += 1
        if sign != "\\":
            return ord(sign)
        escaped = self._peek()
        if not escaped:
            raise self._fail("\\ at end of pattern")
        if escaped in _SETS:
            self._at += 1
            return _SETS[escaped]
        if escaped == "b":
            self._at += 1
            return 8
        return self._escaped_code(is_in_class=True)


def _survey(text: str) -> tuple[int, dict[str, int]]:
    """Return how many groups a pattern has, and their names."""
    count, names, at, is_in_class = 0, dict[str, int](), 0, False
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign in "[]":
            is_in_class = sign == "["  # An opening bracket inside a class changes nothing.
        elif sign == "(" and not is_in_class:
            name = _NAME.match(text, at + 2) if text.startswith("?<", at + 1) else None
            if name is not None or text[at + 1 : at + 2] != "?":
                count += 1
            if name is not None:
                names.setdefault(name[1], count)
        at += 1
    return count, names
