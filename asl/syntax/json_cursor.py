"""Where a reader of JSON stands: the offset, the open brackets, and how a mistake there is reported."""

from __future__ import annotations

import re

from asl.diagnostics import Edit
from asl.pointer import Pointer
from asl.source import Span

from .json_lexemes import Lexeme
from .located import Array, Located, Member, Object
from .mistakes import Mistakes

__all__ = ["Cursor", "Frame"]

_BLANK = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*(?s:.*?)(?:\*/|\Z)|#[^\r\n]*")
_ORDINARY = frozenset("{}[]:,\"'-$._;=") | frozenset(map(chr, (*range(48, 58), *range(65, 91), *range(97, 123))))


class Frame:
    """An object or array that is being read."""

    __slots__ = ("comma", "is_object", "items", "key", "members", "start")

    def __init__(self, start: int, *, is_object: bool) -> None:
        self.start = start
        self.is_object = is_object
        self.members: list[Member] = []
        self.items: list[Located] = []
        self.key: tuple[Lexeme, Span] | None = None
        self.comma: int | None = None

    def add(self, value: Located) -> None:
        """Take a value; an object forgets one that has no name."""
        if not self.is_object:
            self.items.append(value)
        elif self.key is not None:
            key, span = self.key
            self.members.append(Member(str(key.value), span, value, key.style))
            self.key = None

    def close(self, end: int) -> Object | Array:
        """Return the finished item."""
        span = Span(self.start, end)
        return Object(span, tuple(self.members)) if self.is_object else Array(span, tuple(self.items))


class Cursor:
    """An offset in a text, with the objects and arrays that are open there."""

    def __init__(self, text: str, mistakes: Mistakes) -> None:
        self.text = text
        self.mistakes = mistakes
        self.at = 0
        self.frames: list[Frame] = []
        self.last_reported = -1

    def skip_blank(self) -> None:
        """Go to the next character that means something; comments and odd blanks on the way are reported."""
        while True:
            blank = _BLANK.match(self.text, self.at)
            assert blank is not None, "an empty run matches everywhere"
            self.at = blank.end()
            if self.text[self.at : self.at + 1] in _ORDINARY:
                return
            comment = _COMMENT.match(self.text, self.at)
            if comment is not None:
                span = Span(*comment.span())
                is_open = comment[0].startswith("/*") and (len(comment[0]) < 4 or not comment[0].endswith("*/"))
                message = "a comment has no end" if is_open else "JSON has no comments"
                self.report(span, message, 'move the text to a "Comment" field', Edit(span, ""))
                self.at = comment.end()
            elif self.text[self.at : self.at + 1].isspace() or self.text[self.at : self.at + 1] in ("\u200b", "\ufeff"):
                code = f"U+{ord(self.text[self.at]):04X}"
                end = self.at
                while self.text[end : end + 1] == self.text[self.at]:
                    end += 1
                span = Span(self.at, end)
                self.report(span, f"{code} is not a blank of JSON", "write an ordinary space", Edit(span, " "))
                self.at = end
            else:
                return

    def report(self, span: Span, message: str, help: str, edit: Edit | None = None) -> None:  # noqa: A002
        """Report a mistake at the place that is being read."""
        self.last_reported = self.at
        self.mistakes.syntax(span, message, help, pointer=self.pointer(), edit=edit)

    def report_if_new(self, span: Span, message: str, help: str, edit: Edit | None = None) -> None:  # noqa: A002
        """Report unless something was reported at this very place: what follows from a mistake is no second one."""
        if self.last_reported != self.at:
            self.report(span, message, help, edit)

    def pointer(self) -> Pointer:
        """Return the place that is being read, as far as it has a name."""
        pointer: list[str | int] = []
        for frame in self.frames:
            if not frame.is_object:
                pointer.append(len(frame.items))
            elif frame.key is not None:
                pointer.append(str(frame.key[0].value))
        if self.frames and not self.frames[-1].is_object:
            pointer.pop()
        return tuple(pointer)

    @property
    def char(self) -> str:
        """The next character, empty at the end of the text."""
        return self.text[self.at : self.at + 1]
