"""Reads any text as JSON: reports each mistake once and goes on with what was most likely meant.

The C scanner of :mod:`json` refuses at the first mistake. This reader is started after it has refused, or when the
located tree of a sound text is wanted, and agrees with it on every sound text. It keeps its own stack, so that no text
can exhaust Python's; each method below is the reading of one position of the grammar and returns the next one.

Where two readings of a mistake are possible, the one that keeps the brackets in balance is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from asl.diagnostics import Edit, Label, Place
from asl.source import Span

from .json_brackets import balance_after, end_of_balanced, is_misindented
from .json_cursor import Cursor, Frame
from .json_lexemes import QUOTES, WORD, Lexeme, read_bare, read_misquoted, read_string
from .located import Located, Member, Scalar, Unreadable
from .mistakes import Mistakes, shown

__all__ = ["read_json"]

_Step: TypeAlias = "Callable[[], _Step | None]"

_BLANK = re.compile(r"[ \t\r\n]*")
_CLOSERS = re.compile(r"[}\]]+(?:\s*[}\]]+)*")
_SOUND_MEMBER = re.compile(
    r'"([^"\\\x00-\x1f]*+)"[ \t\r\n]*+:[ \t\r\n]*+'
    r'(?:"([^"\\\x00-\x1f]*+)"|(-?(?:0|[1-9][0-9]{0,15}+))(?![0-9.eE])|(true|false|null))'
    r'[ \t\r\n]*+(?:(,)[ \t\r\n]*+(?=")|(?=\}))'
)
_NAME_ENDS = re.compile(r'"?\s*[:=]')
_NAMED = re.compile(r"\s*[:=]")
_STRING_THEN_COLON = re.compile(r'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"\s*:')
_COMMA_THEN_MEMBER = re.compile(r',\s*"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"\s*:')
_JUNK = re.compile(r'[^\w\s,:{}\[\]"\'$]+')
_KEY_PLACEHOLDER = re.compile(r"\$\{[A-Za-z0-9_.:-]+\}(?=[\s,}:/#]|\Z)")
_KEY_WORD = re.compile(r'[^\s:=,{}\[\]"]+')
_STRAY = re.compile(r'[^,{}\[\]"\r\n]+')
_KEY_STRAY_QUOTE = re.compile(r'"(?=\s*:)')
_LITERALS: dict[str, None | bool] = {"true": True, "false": False, "null": None}
_CLOSER = {"{": "}", "[": "]"}


def read_json(text: str, mistakes: Mistakes, *, max_depth: int) -> Located | None:
    """Return the located tree of a text, or nothing when it holds no value at all; mistakes go to the collector."""
    return _Reader(text, mistakes, max_depth).read()


class _Reader(Cursor):
    def __init__(self, text: str, mistakes: Mistakes, max_depth: int) -> None:
        super().__init__(text, mistakes)
        self.max_depth = max_depth
        self.last_end = 0
        self.root: Located | None = None
        self.root_frame: Frame | None = None
        self.misindented: Frame | None = None
        self.is_closing_excused = False
        self.is_extra_closer_reported = False

    def read(self) -> Located | None:
        if self.text.startswith("\ufeff"):
            self.at = self.last_end = 1
            bom = Span(0, 1)
            self.report(
                bom, "the text starts with a byte order mark", "save the file as UTF-8 without it", Edit(bom, "")
            )
        step: _Step | None = self.top
        while step is not None:
            self.skip_blank()
            step = step()
        return self.root

    def put(self, value: Located) -> _Step:
        self.last_end = self.at
        if not self.frames:
            self.root = value
            return self.end
        self.frames[-1].add(value)
        return self.after

    def put_lexeme(self, lexeme: Lexeme) -> _Step:
        span = Span(self.at, lexeme.end)
        if lexeme.style == "placeholder":
            here = self.pointer()
            if self.frames and not self.frames[-1].is_object:
                here = (*here, len(self.frames[-1].items))
            self.mistakes.placeholder(span, str(lexeme.value), here)
        self.at = lexeme.end
        return self.put(Scalar(span, lexeme.value, lexeme.style))

    def next_in(self, frame: Frame) -> _Step:
        return self.key if frame.is_object else self.value

    def skip_junk(self) -> None:
        """Skip characters that can start nothing, with one report for the run of them."""
        junk = _JUNK.match(self.text, self.at)
        span = Span(self.at, junk.end() if junk else self.at + 1)
        junk_text = shown(self.text[span.start : span.end])
        self.report_if_new(span, f"{junk_text} has no meaning here", f"remove {junk_text}", Edit(span, ""))
        self.at = span.end

    # The positions of the grammar.

    def top(self) -> _Step | None:
        """Before the value that the whole text is."""
        char = self.char
        if not char:
            return None
        if char == '"' and _STRING_THEN_COLON.match(self.text, self.at):
            span = Span(self.at, self.at + 1)
            self.report(span, "the text does not start with {", "put { and } around it", None)
            self.frames.append(Frame(self.at, is_object=True))
            self.is_closing_excused = True
            return self.key
        lexeme = read_bare(self.text, self.at, lambda *_: None)
        is_word = lexeme is not None and lexeme.style != "bare"
        is_prose = lexeme is not None and self.text[lexeme.end :].lstrip()[:1].isalnum()
        if char in '{["' or (is_word and not is_prose):
            return self.value
        looks_like_yaml = re.match(r"(?:---|[\w-]+:(?:\s|\Z))", self.text[self.at : self.at + 200])
        end = len(self.text.rstrip())
        line_end = self.text.find("\n", self.at)
        self.report(
            Span(self.at, end if line_end < 0 else min(end, line_end)),
            "the text is not JSON",
            "name the file .yaml if it is YAML" if looks_like_yaml else "start the definition with {",
        )
        return None

    def value(self) -> _Step | None:
        """Where a value belongs: after a colon, in an array after [ or a comma, and at the top."""
        char = self.char
        if char == '"':
            return self.put_lexeme(read_string(self.text, self.at, self.report))
        if char and char in "{[":
            return self.open(char)
        if not char or char in ",:}]":
            return self.no_value(char)
        lexeme = read_misquoted(self.text, self.at, self.report) if char in QUOTES else None
        lexeme = lexeme or read_bare(self.text, self.at, self.report)
        if lexeme is not None and (lexeme.style != "bare" or char.isalnum() or char not in ";=()<>&|?"):
            return self.put_lexeme(lexeme)
        self.skip_junk()
        return self.value

    def no_value(self, char: str) -> _Step | None:
        span = Span(self.at, self.at + 1)
        if not self.frames:
            if not char:
                return None
            self.skip_junk()
            return self.value
        frame = self.frames[-1]
        if char == ":":
            self.report_if_new(span, "one : too many", "remove it", Edit(span, ""))
            self.at += 1
            return self.value
        if frame.is_object:
            if frame.key is not None:
                name, key_span = str(frame.key[0].value), frame.key[1]
                if char:
                    self.report_if_new(key_span, f'"{shown(name)}" has no value', "write a value after the colon")
                frame.add(Unreadable(Span(self.last_end, self.last_end)))
            return self.after
        if char == ",":
            self.report(span, "one comma too many", "remove it", Edit(span, ""))
            self.at += 1
            return self.value
        if char == "]" and frame.comma is not None:
            self.trailing_comma(frame)
        return self.after

    def trailing_comma(self, frame: Frame) -> None:
        assert frame.comma is not None, "called after a comma"
        span = Span(frame.comma, frame.comma + 1)
        if self.text[span.start : span.end] != ",":
            return
        what = "object" if frame.is_object else "array"
        self.report(span, f"a comma before the end of the {what}", "remove the comma", Edit(span, ""))

    def key(self) -> _Step | None:
        """Where the name of a member belongs, or the end of the object."""
        frame = self.frames[-1]
        self.take_sound_members(frame)
        char = self.char
        span = Span(self.at, self.at + 1)
        if char == '"':
            return self.put_key(read_string(self.text, self.at, self.report, is_key=True))
        if not char:
            return self.after
        if char == "}":
            if frame.comma is not None:
                self.trailing_comma(frame)
            return self.after
        if char == "]":
            return self.after
        if char == ",":
            self.report(span, "one comma too many", "remove it", Edit(span, ""))
            self.at += 1
            return self.key
        if char == ":" or char in "{[":
            self.report_if_new(span, "a member of an object has no name", 'write a name in double quotes and ":"')
            self.at += char == ":"
            frame.key = None
            return self.value
        placeholder = _KEY_PLACEHOLDER.match(self.text, self.at)
        if placeholder is not None:
            return self.placeholder_members(frame, placeholder)
        lexeme = read_misquoted(self.text, self.at, self.report) if char in QUOTES else None
        if lexeme is not None:
            return self.put_key(lexeme)
        return self.bare_key()

    def placeholder_members(self, frame: Frame, placeholder: re.Match[str]) -> _Step:
        """Take an unquoted ``${Name}`` that stands for a key, or for whole members: then it is its own value."""
        text, span = placeholder[0], Span(*placeholder.span())
        self.mistakes.placeholder(span, text, (*self.pointer(), text))
        if _NAMED.match(self.text, span.end):
            return self.put_key(Lexeme(text, span.end, "placeholder"))
        frame.key = (Lexeme(text, span.end, "placeholder"), span)
        self.at = span.end
        return self.put(Scalar(span, text, "placeholder"))

    def take_sound_members(self, frame: Frame) -> None:
        """Read members with simple values as long as nothing is wrong: most of a text, at a third of the cost."""
        while (match := _SOUND_MEMBER.match(self.text, self.at)) is not None:
            value: str | int | bool | None
            if match[2] is not None:
                value, place = match[2], 2
            elif match[3] is not None:
                value, place = int(match[3]), 3
            else:
                value, place = _LITERALS[match[4]], 4
            quote = place == 2
            span = Span(match.start(place) - quote, match.end(place) + quote)
            frame.members.append(Member(match[1], Span(match.start(), match.end(1) + 1), Scalar(span, value)))
            self.last_end = span.end
            self.at = match.end()
            if match[5] is None:
                frame.comma = None
                return
            frame.comma = match.start(5)

    def bare_key(self) -> _Step:
        word = _KEY_WORD.match(self.text, self.at)
        if word is None or not (word[0][0].isalnum() or word[0][0] in "_$@&.-" or word[0][0] in QUOTES):
            self.skip_junk()
            return self.key
        name = word[0].strip("".join(QUOTES))
        end = word.end()
        stray = _KEY_STRAY_QUOTE.match(self.text, end)
        span = Span(self.at, stray.end() if stray else end)
        if stray:
            self.report(span, "the opening quote is missing", f'write "{word[0]}"', Edit(Span(self.at, self.at), '"'))
        elif _NAMED.match(self.text, end):
            self.report(span, "a name stands outside quotes", f'write "{shown(name)}"', Edit(span, f'"{name}"'))
        else:
            return self.stray_text()
        return self.put_key(Lexeme(name, span.end, "bare"))

    def stray_text(self) -> _Step:
        """Skip text that is neither a member nor a value, up to the next comma, bracket or line."""
        run = _STRAY.match(self.text, self.at)
        assert run is not None, "called at a word"
        span = Span(self.at, self.at + len(run[0].rstrip()))
        self.report_if_new(span, f"unexpected text {shown(self.text[span.start : span.end])}", "remove it")
        self.at = span.end
        return self.after

    def put_key(self, lexeme: Lexeme) -> _Step:
        self.frames[-1].key = (lexeme, Span(self.at, lexeme.end))
        self.at = self.last_end = lexeme.end
        return self.colon

    def colon(self) -> _Step | None:
        """Between the name of a member and its value."""
        frame = self.frames[-1]
        char = self.char
        if char == ":":
            self.at += 1
            return self.value
        assert frame.key is not None, "a colon is looked for after a name"
        name, key_span = str(frame.key[0].value), frame.key[1]
        if char == "=":
            end = self.at + (2 if self.text.startswith(("=>", "=="), self.at) else 1)
            span = Span(self.at, end)
            self.report(span, f'":" is missing after "{shown(name)}"', 'write ":"', Edit(span, ":"))
            self.at = end
            return self.value
        if not char or char in ",}]":
            if char:
                self.report(key_span, f'"{shown(name)}" has no value', 'write ":" and a value after it')
            frame.add(Unreadable(Span(key_span.end, key_span.end)))
            return self.after
        if char == '"' and _STRING_THEN_COLON.match(self.text, self.at):
            self.report(key_span, f'"{shown(name)}" has no value', 'write ":" and a value after it')
            frame.add(Unreadable(Span(key_span.end, key_span.end)))
            return self.key
        if char not in '{["' and char not in QUOTES and not WORD.match(self.text, self.at):
            self.skip_junk()
            return self.colon
        after = Span(key_span.end, key_span.end)
        self.report(Span(key_span.end, self.at), f'":" is missing after "{shown(name)}"', 'add ":"', Edit(after, ":"))
        return self.value

    def after(self) -> _Step | None:
        """After a value inside an object or array: a comma or the end of it."""
        frame = self.frames[-1]
        char = self.char
        if char == ",":
            frame.comma = self.at
            self.at += 1
            return self.next_in(frame)
        if not char:
            self.finish()
            return None
        if char == ("}" if frame.is_object else "]"):
            self.at += 1
            return self.close()
        if char in "}]":
            return self.mismatch(char)
        span = Span(self.at, self.at + 1)
        if char == ":":
            self.report_if_new(span, '":" has no name before it', "remove it", None)
            self.at += 1
            return self.discard
        if char == ";":
            self.report(span, "; stands where a comma belongs", "write a comma", Edit(span, ","))
            self.at += 1
            return self.first
        if frame.is_object:
            if char == '"' and not _STRING_THEN_COLON.match(self.text, self.at):
                lexeme = read_string(self.text, self.at, lambda *_: None, is_key=True)
                follows = _BLANK.match(self.text, lexeme.end)
                assert follows is not None, "an empty run matches everywhere"
                if self.text[follows.end() : follows.end() + 1] in (",", "}", "]", ""):
                    span = Span(self.at, lexeme.end)
                    self.report_if_new(span, "a value follows a value", "remove one of the two")
                    self.at = lexeme.end
                    return self.after
            if char in "{[":
                self.report_if_new(span, "a member of an object has no name", 'write a name in double quotes and ":"')
                return self.discard
            word = WORD.match(self.text, self.at)
            if word is not None and char not in QUOTES and not _NAME_ENDS.match(self.text, word.end()):
                return self.stray_text()
        elif char not in '{["' and char not in QUOTES and not WORD.match(self.text, self.at):
            self.skip_junk()
            return self.after
        point = Span(self.last_end, self.last_end)
        place = Span(self.last_end, max(self.last_end, min(self.at, self.last_end + 1)))
        self.report(place, "a comma is missing", "add a comma", Edit(point, ","))
        frame.comma = self.last_end
        return self.next_in(frame)

    def discard(self) -> _Step | None:
        """Read a value that no name belongs to; an object forgets it, an array keeps it."""
        self.frames[-1].key = None
        return self.after if not self.char or self.char in ",}]" else self.value

    def open(self, char: str) -> _Step:
        if len(self.frames) >= self.max_depth:
            start = self.at
            self.mistakes.too_deep(Span(start, start + 1), self.max_depth, self.pointer())
            self.at = end_of_balanced(self.text, start)
            return self.put(Unreadable(Span(start, self.at)))
        self.frames.append(Frame(self.at, is_object=char == "{"))
        self.at += 1
        self.last_end = self.at
        return self.first

    def first(self) -> _Step | None:
        """Directly after an opening bracket."""
        frame = self.frames[-1]
        if self.char and self.char == ("}" if frame.is_object else "]"):
            return self.after
        return self.next_in(frame)

    def close(self) -> _Step:
        frame = self.frames.pop()
        if self.misindented is None and self.frames and is_misindented(self.text, frame.start, self.at - 1):
            self.misindented = frame
        if not self.frames:
            self.root_frame = frame
            self.is_closing_excused = False
        return self.put(frame.close(self.at))

    # Brackets that do not match.

    def mismatch(self, char: str) -> _Step | None:
        """A ] where } belongs, or the reverse: a bracket is missing, is one too many, or is of the wrong kind."""
        span = Span(self.at, self.at + 1)
        frame = self.frames[-1]
        opener = "{" if frame.is_object else "["
        if any(other.is_object == (char == "}") for other in self.frames):
            label = Label(Place(self.pointer()), f"this {opener} is not closed", Span(frame.start, frame.start + 1))
            self.last_reported = self.at
            self.mistakes.syntax(
                span,
                f"{char} comes before the {_CLOSER[opener]} that closes {opener}",
                f"add {_CLOSER[opener]}",
                pointer=self.pointer(),
                labels=(label,),
                edit=Edit(Span(self.last_end, self.last_end), _CLOSER[opener]),
            )
            while self.frames[-1].is_object != (char == "}"):
                inner = self.frames.pop()
                self.frames[-1].add(inner.close(self.last_end))
            return self.after
        if self.mistakes.is_full or balance_after(self.text, self.at, _CLOSER[opener]) >= len(self.frames):
            self.report(span, f"{char} closes nothing", "remove it", Edit(span, ""))
            self.at += 1
            return self.after
        self.report(span, f"{char} closes {opener}", f"write {_CLOSER[opener]}", Edit(span, _CLOSER[opener]))
        self.at += 1
        return self.close()

    def finish(self) -> None:
        """The text ends inside an object or array."""
        if not self.is_closing_excused or len(self.frames) > 1:
            frame = self.frames[-1]
            missing = "".join("}" if other.is_object else "]" for other in reversed(self.frames))
            if self.is_closing_excused:
                missing = missing[:-1]
            opener = "{" if frame.is_object else "["
            labels = [Label(Place(self.pointer()), f"this {opener} is not closed", Span(frame.start, frame.start + 1))]
            if self.misindented is not None:
                start = self.misindented.start
                text = "the bracket that closes this one is indented unlike it: perhaps one is missing inside"
                labels.append(Label(Place(), text, Span(start, start + 1)))
            count = len(missing)
            what = f"{opener} is closed" if count == 1 else f"{count} brackets are closed"
            end = len(self.text.rstrip())
            self.mistakes.syntax(
                Span(end, end),
                f"the text ends before {what}",
                f"add {missing}",
                pointer=self.pointer(),
                labels=tuple(labels),
            )
        end = len(self.text.rstrip())
        while self.frames:
            frame = self.frames.pop()
            if frame.key is not None:
                frame.add(Unreadable(Span(end, end)))
            closed = frame.close(end)
            if self.frames:
                self.frames[-1].add(closed)
            else:
                self.root = closed

    def end(self) -> _Step | None:
        """After the value that the whole text is."""
        char = self.char
        if not char:
            return None
        if char in "}]":
            run = _CLOSERS.match(self.text, self.at)
            assert run is not None, "it starts with a bracket"
            if not self.is_extra_closer_reported:
                extra = Span(*run.span())
                self.report_if_new(extra, f"{char} closes nothing", "remove it", Edit(extra, ""))
            self.is_extra_closer_reported = True
            self.at = run.end()
            return self.end
        if self.root_frame is not None and self.root_frame.is_object and _COMMA_THEN_MEMBER.match(self.text, self.at):
            if not self.is_extra_closer_reported:
                closing = Span(self.last_end - 1, self.last_end)
                self.report(closing, "} closes the definition, but more members follow", "remove it", Edit(closing, ""))
            self.frames.append(self.root_frame)
            self.root_frame = None
            self.is_extra_closer_reported = False
            return self.after
        if self.is_extra_closer_reported and char == ",":
            self.at += 1
            return self.end
        end = len(self.text.rstrip())
        self.report_if_new(Span(self.at, end), "the text goes on after the end of the definition", "remove the rest")
        return None
