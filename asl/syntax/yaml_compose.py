"""Makes located items of YAML events: anchors and merge keys resolved, CloudFormation's short forms spelt out.

After a mistake reading goes on at the next line that continues one of the mappings that are open, so that a mistake
in one state does not hide the others.
"""

from __future__ import annotations

import re
from dataclasses import replace

from asl.pointer import Pointer
from asl.source import Span

from .characters_yaml import PROPERTIES
from .located import Array, Located, Member, Object, Scalar, ScalarStyle, Unreadable
from .mistakes import Mistakes, shown
from .yaml import YamlError, YamlEvent, iter_events
from .yaml_messages import NO_COLON, explain
from .yaml_scalars import CLOUDFORMATION_TAGS, STANDARD_TAGS, is_old_boolean, resolve_plain, resolve_tagged

__all__ = ["MAX_ALIASED_ITEMS", "read_yaml"]

MAX_ALIASED_ITEMS = 100_000
"""Items that aliases may add to a document, counted as often as they are repeated."""

_STYLES: dict[str, ScalarStyle] = {"": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_KEY_LINE = re.compile(
    r"""([ ]*)(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s#'"\[\]{}&*!|>%@`,-][^\r\n]*?|-[^\s][^\r\n]*?):(?:[ \t\r\n]|\Z)"""
)
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9_.:-]+)\}")
_HIDDEN = re.compile("\\$\ue000([^\ue000\ue001]*)\ue001")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str, mistakes: Mistakes, *, max_depth: int) -> Located | None:
    """Return the located tree of a text, or nothing when it holds no value; mistakes go to the collector.

    Raises:
        YamlMissingError: ruamel.yaml is not installed.
    """
    return _Composer(text, mistakes, max_depth).read()


class _Stop(Exception):
    """Ends the reading of a text."""


class _Sized:
    """An item with the number of items in it and their depth, aliases followed."""

    __slots__ = ("height", "item", "weight")

    def __init__(self, item: Located, weight: int = 1, height: int = 1) -> None:
        self.item = item
        self.weight = weight
        self.height = height


class _Frame:
    """A mapping or sequence that is being read."""

    __slots__ = ("column", "event", "height", "items", "key", "members", "weight")

    def __init__(self, event: YamlEvent) -> None:
        self.event = event
        self.members: list[Member] = []
        self.items: list[Located] = []
        self.key: Scalar | Unreadable | None = None
        self.column: int | None = None
        self.weight = 1
        self.height = 1


class _Composer:
    def __init__(self, text: str, mistakes: Mistakes, max_depth: int) -> None:
        self.text = text
        self.mistakes = mistakes
        self.max_depth = max_depth
        self.frames: list[_Frame] = []
        self.root: Located | None = None
        self.anchors: dict[str, _Sized | None] = {}
        self.told_anchors: set[str] = set()
        self.aliased = 0
        self.has_document = False

    # Reading on after mistakes.

    def read(self) -> Located | None:
        clean = self.hide_placeholders(self.replace_unprintable())
        start, end = 0, len(clean)
        resumed: _Frame | None = None
        while True:
            try:
                self.feed(clean[start:end], start, resumed)
                at = end
            except YamlError as error:
                at = self.report(error, start)
            except _Stop:
                break
            resume = None if self.mistakes.is_full else self.find_resumption(clean, at)
            if resume is None:
                break
            start, resumed = resume
            end = self.find_end(clean, start, resumed)
        while self.frames:
            self.close(len(clean.rstrip()))
        return self.root

    def replace_unprintable(self) -> str:
        bad = _UNPRINTABLE.search(self.text)
        if bad is None:
            return self.text
        span = Span(*bad.span())
        self.mistakes.syntax(
            span,
            f"YAML does not allow the character U+{ord(bad[0]):04X}",
            f'remove it, or write "\\u{ord(bad[0]):04x}" in double quotes',
        )
        return _UNPRINTABLE.sub("\ufffd", self.text)

    def hide_placeholders(self, text: str) -> str:
        """Put other characters for the brackets of ``${Name}``, so that it is text between ``{`` and ``}`` too."""
        return _PLACEHOLDER.sub("$\ue000\\1\ue001", text) if "${" in text else text

    def report(self, error: YamlError, base: int) -> int:
        """Report an error of the parser and return the offset after its line."""
        explained = explain(error)
        offset = base + explained.offset
        run_on = self.withdraw_last(base + error.offset)
        if run_on is not None and "\n" in self.text[run_on.start : run_on.end]:
            explained = NO_COLON
            offset = run_on.start
        offset = min(offset, len(self.text.rstrip()))
        self.mistakes.syntax(
            Span(offset, min(offset + 1, len(self.text))), explained.message, explained.help, pointer=self.pointer()
        )
        line_end = self.text.find("\n", max(base + explained.offset, offset))
        return len(self.text) if line_end < 0 else line_end + 1

    def withdraw_last(self, error_at: int) -> Span | None:
        """Forget what was read wrongly before a mistake: flow collections without end, plain text that ran on."""
        flow = next((index for index, frame in enumerate(self.frames) if frame.event.is_flow), None)
        if flow is not None:
            event = self.frames[flow].event
            del self.frames[flow:]
            self.add(_Sized(Unreadable(Span(event.start, event.end))))
            return None
        frame = self.frames[-1] if self.frames else None
        member = frame.members[-1] if frame and frame.members and frame.key is None else None
        if frame and member and isinstance(member.value, Scalar) and member.value.style == "plain":
            span = member.value.span
            if span.start < span.end == len(self.text[:error_at].rstrip()):
                frame.members[-1] = replace(member, value=Unreadable(span))
                return span
        return None

    def find_resumption(self, text: str, at: int) -> tuple[int, _Frame] | None:
        """Return the next line that continues an open block mapping, with that mapping; inner ones are closed."""
        columns = {frame.column: frame for frame in self.frames if frame.column is not None}
        if not columns:
            return None
        while at < len(text):
            line = _KEY_LINE.match(text, at)
            frame = columns.get(len(line[1])) if line else None
            if frame is not None:
                while self.frames[-1] is not frame:
                    self.close(len(text[:at].rstrip()))
                if frame.key is not None:
                    self.add(_Sized(Unreadable(Span(frame.key.span.end, frame.key.span.end))))
                return at, frame
            line_end = text.find("\n", at)
            if line_end < 0:
                return None
            at = line_end + 1
        return None

    def find_end(self, text: str, start: int, frame: _Frame) -> int:
        """Return where the lines of a mapping end: before the first line that is indented less."""
        if not frame.column:
            return len(text)
        outer = re.compile(rf"^ {{0,{frame.column - 1}}}[^ \t#\r\n]", re.MULTILINE).search(text, start)
        return outer.start() if outer else len(text)

    # Events.

    def feed(self, text: str, base: int, resumed: _Frame | None) -> None:
        """Take the events of a piece of text; the outermost mapping of a resumed piece goes on with an open one."""
        depth = 0
        for event in iter_events(text):
            placed = event._replace(start=event.start + base, end=event.end + base)
            if "\ue000" in event.text:
                placed = placed._replace(text=_HIDDEN.sub(r"${\1}", event.text))
            match event.kind:
                case "document":
                    if self.has_document and resumed is None:
                        self.mistakes.yaml_unsupported(
                            Span(placed.start, max(placed.end, placed.start)),
                            "a second document begins, and only the first is read",
                            "keep one document in the file",
                            is_error=True,
                        )
                        raise _Stop
                    self.has_document = True
                case "scalar":
                    self.add_scalar(placed)
                case "alias":
                    self.add_alias(placed)
                case "mapping" | "sequence":
                    depth += 1
                    if depth > 1 or resumed is None:
                        self.open(placed)
                case "end":
                    depth -= 1
                    if depth > 0 or resumed is None:
                        self.close(placed.end)

    def open(self, event: YamlEvent) -> None:
        if len(self.frames) >= self.max_depth:
            self.mistakes.too_deep(Span(event.start, max(event.end, event.start)), self.max_depth, self.pointer())
            raise _Stop
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.frames.append(_Frame(event))

    def close(self, end: int) -> None:
        frame = self.frames[-1]
        if frame.key is not None:
            self.add(_Sized(Unreadable(Span(frame.key.span.end, frame.key.span.end))))
        self.frames.pop()
        event = frame.event
        span = self.span_of(event, end) if event.is_flow else self.block_span(frame)
        is_mapping = event.kind == "mapping"
        item = Object(span, self.merge(frame)) if is_mapping else Array(span, tuple(frame.items))
        self.finish(event, _Sized(item, frame.weight, frame.height))

    def block_span(self, frame: _Frame) -> Span:
        """Return the span from the first child to the last: the parser's own reaches to the next token."""
        if frame.members:
            ends = [frame.members[0].key_span.end, *(max(m.key_span.end, m.value.span.end) for m in frame.members)]
            inside = [end for end in ends if end >= frame.members[0].key_span.start]
            return Span(frame.members[0].key_span.start, max(inside))
        if frame.items:
            start = frame.event.start
            dash = PROPERTIES.match(self.text, start)
            start = dash.end() if dash else start
            return Span(start, max(start, frame.items[-1].span.end))
        return self.span_of(frame.event, frame.event.end)

    def span_of(self, event: YamlEvent, end: int) -> Span:
        start = event.start
        if event.anchor is not None or event.tag is not None:
            properties = PROPERTIES.match(self.text, start)
            start = properties.end() if properties else start
        return Span(min(start, end), end)

    def add_scalar(self, event: YamlEvent) -> None:
        end = event.end
        if event.style in ("|", ">"):
            end = event.start + len(self.text[event.start : end].rstrip())
        span = self.span_of(event, end)
        style = _STYLES.get(event.style, "plain")
        name = STANDARD_TAGS.get(event.tag or "")
        if name is not None:
            value = resolve_tagged(event.text, name)
        elif style == "plain" and event.tag is None:
            value = resolve_plain(event.text)
            is_key = self.is_key_next()
            if is_old_boolean(event.text):
                self.mistakes.yaml_boolean(span, event.text, self.pointer(event.text if is_key else None))
            elif event.text.lstrip("-+").lower() in (".inf", ".nan"):
                self.mistakes.yaml_unsupported(
                    span, f"{event.text} has no form in JSON", "write a finite number", pointer=self.pointer()
                )
            if is_key:
                # A key is its text: JSON has no other keys, and 1 or true are fine state names.
                value = event.text
        else:
            value = event.text
        self.finish(event, _Sized(Scalar(span, value, style)))

    def add_alias(self, event: YamlEvent) -> None:
        span = Span(event.start, event.end)
        name = event.anchor or ""
        anchored = self.anchors.get(name)
        is_merge = bool(self.frames) and isinstance(self.frames[-1].key, Scalar) and self.is_merge(self.frames[-1].key)
        if anchored is None:
            message = (
                f'"*{shown(name)}" refers to itself'
                if name in self.anchors
                else f'no anchor "&{shown(name)}" comes before'
            )
            self.unsupported(span, message, "write the value out", is_error=True)
            self.add(_Sized(Unreadable(span)))
            return
        self.aliased += anchored.weight
        if self.aliased > MAX_ALIASED_ITEMS or anchored.height + len(self.frames) > self.max_depth:
            self.unsupported(span, f'"*{shown(name)}" makes the document too large', "repeat less", is_error=True)
            self.add(_Sized(Unreadable(span)))
            raise _Stop
        if name not in self.told_anchors and not is_merge:
            self.told_anchors.add(name)
            self.unsupported(
                span,
                f'the alias "*{shown(name)}" is read here, but some tools do not resolve it',
                "write the value out",
            )
        self.add(_Sized(replace(anchored.item, span=span), anchored.weight, anchored.height))

    # Putting items together.

    def finish(self, event: YamlEvent, sized: _Sized) -> None:
        """Apply the tag of an item, remember its anchor and give it to the container it is in."""
        tag = event.tag
        if tag is not None and tag not in STANDARD_TAGS and tag != "!":
            tag_span = self.tag_span(event, tag)
            long_form = CLOUDFORMATION_TAGS.get(tag)
            if long_form is not None:
                span = Span(min(tag_span.start, sized.item.span.start), sized.item.span.end)
                wrapped = Object(span, (Member(long_form, tag_span, sized.item, "plain"),))
                sized = _Sized(wrapped, sized.weight + 1, sized.height + 1)
            else:
                self.unsupported(tag_span, f"the tag {shown(tag)} is not known and is left out", f"remove {shown(tag)}")
        if event.anchor is not None:
            self.anchors[event.anchor] = sized
        self.add(sized)

    def tag_span(self, event: YamlEvent, tag: str) -> Span:
        start = self.text.find(tag, event.start, event.end + len(tag))
        return Span(start, start + len(tag)) if start >= 0 else Span(event.start, event.start)

    def add(self, sized: _Sized) -> None:
        item = sized.item
        if not self.frames:
            if self.root is None:
                self.root = item
            return
        frame = self.frames[-1]
        frame.weight += sized.weight
        frame.height = max(frame.height, sized.height + 1)
        if frame.event.kind == "sequence":
            frame.items.append(item)
        elif frame.key is None:
            frame.key = self.to_key(item)
            if frame.column is None and not frame.event.is_flow:
                line = self.text.rfind("\n", 0, item.span.start) + 1
                is_alone = not self.text[line : item.span.start].strip(" -")
                frame.column = item.span.start - line if is_alone else None
        else:
            key, frame.key = frame.key, None
            if isinstance(key, Scalar):
                frame.members.append(Member(str(key.value), key.span, item, key.style))

    def to_key(self, item: Located) -> Scalar | Unreadable:
        if isinstance(item, Scalar):
            value = item.value
            written = value if isinstance(value, str) else self.text[item.span.start : item.span.end]
            return Scalar(item.span, written, item.style)
        self.unsupported(item.span, "a key that is not a string has no form in JSON", "write a string", is_error=True)
        return Unreadable(item.span)

    def is_key_next(self) -> bool:
        return bool(self.frames) and self.frames[-1].event.kind == "mapping" and self.frames[-1].key is None

    @staticmethod
    def is_merge(key: Scalar) -> bool:
        return key.style == "plain" and key.value == "<<"

    def merge(self, frame: _Frame) -> tuple[Member, ...]:
        """Return the members with merge keys resolved: what a mapping says itself wins, then the earlier merge."""
        if not any(member.key == "<<" and member.key_style == "plain" for member in frame.members):
            return tuple(frame.members)
        taken = {member.key for member in frame.members}
        members: list[Member] = []
        for member in frame.members:
            if member.key != "<<" or member.key_style != "plain":
                members.append(member)
                continue
            sources = member.value.items if isinstance(member.value, Array) else (member.value,)
            self.unsupported(
                member.key_span,
                "the merge key << is read here, but some tools do not resolve it",
                "write the members out",
            )
            for source in sources:
                if not isinstance(source, Object):
                    if not isinstance(source, Unreadable):
                        self.unsupported(source.span, "<< merges mappings only", "name a mapping", is_error=True)
                    continue
                for merged in source.members:
                    if merged.key not in taken:
                        taken.add(merged.key)
                        members.append(merged)
        return tuple(members)

    def unsupported(self, span: Span, message: str, help: str, *, is_error: bool = False) -> None:  # noqa: A002
        self.mistakes.yaml_unsupported(span, message, help, pointer=self.pointer(), is_error=is_error)

    def pointer(self, last: str | None = None) -> Pointer:
        """Return the place that is being read."""
        pointer: list[str | int] = []
        for frame in self.frames:
            if frame.event.kind == "sequence":
                pointer.append(len(frame.items))
            elif isinstance(frame.key, Scalar):
                pointer.append(str(frame.key.value))
        return tuple(pointer) if last is None else (*pointer, last)
