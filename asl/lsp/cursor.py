"""What an offset of a text is in: the object, the key or the value, as far as it is written.

Texts in an editor are incomplete most of the time. JSON is answered from the tolerant tree and the characters before
the cursor, YAML from the indentation of the lines above, because a line that is being written has no place in the
tree yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from asl.pointer import ROOT, Pointer
from asl.source import Span
from asl.syntax.located import Array, Located, Object, Scalar, Unreadable

from .analysis import OpenDefinition

__all__ = ["Cursor", "find_cursor"]

_WORD = re.compile(r"[\w.$-]*\Z")
_YAML_LINE = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)*)(?:(?P<key>[^\s:'\"#][^:#]*|\"[^\"]*\"|'[^']*'):(?P<gap>[ ]+|$))?(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a definition.

    Attributes:
        definition: the definition.
        part: whether a key or a value stands, or could stand, here.
        pointer: of the value, or of the member whose key it is; of a new key, of the object that would get it.
        is_new: nothing stands here yet.
        prefix: what is written before the cursor of the key or value.
        span: the characters that a completion replaces, quotes included.
        is_json: the notation at the cursor.
    """

    definition: OpenDefinition
    part: Literal["key", "value"]
    pointer: Pointer
    is_new: bool
    prefix: str
    span: Span
    is_json: bool

    @property
    def container(self) -> Pointer:
        """The place of the object that the key belongs to."""
        return self.pointer if self.is_new and self.part == "key" else self.pointer[:-1]


def find_cursor(definition: OpenDefinition, offset: int) -> Cursor | None:
    """Return what an offset is in; nothing outside of the definition."""
    tree = definition.document.tree
    root = tree.root
    if root is None:
        return None
    text = tree.source.text
    exact = _exact(definition, root, text, offset)
    if exact is not None:
        return exact
    if tree.written.source.format == "yaml":
        return _in_yaml(definition, root, text, offset)
    return _in_json(definition, root, text, offset)


def iter_items(item: Located, pointer: Pointer = ROOT) -> Iterator[tuple[Pointer, Located, Span | None]]:
    """Yield every item with its place and the span of its key, outer before inner."""
    stack: list[tuple[Pointer, Located, Span | None]] = [(pointer, item, None)]
    while stack:
        at, current, key = stack.pop()
        yield at, current, key
        match current:
            case Object():
                stack += [((*at, member.key), member.value, member.key_span) for member in reversed(current.members)]
            case Array():
                stack += [((*at, index), child, None) for index, child in reversed(list(enumerate(current.items)))]
            case Scalar() | Unreadable():
                pass
            case _:
                assert_never(current)


def _exact(definition: OpenDefinition, root: Located, text: str, offset: int) -> Cursor | None:
    """Return the key or scalar that is written around the offset."""
    is_json = definition.document.tree.written.source.format == "json"
    for pointer, item, key in iter_items(root):
        if key is not None and key.start <= offset <= key.end and key.end > key.start:
            return Cursor(definition, "key", pointer, False, _unquoted(text[key.start : offset]), key, is_json)
        if isinstance(item, Scalar) and item.span.start <= offset <= item.span.end and item.span.end > item.span.start:
            if "\n" in text[item.span.start : item.span.end] and item.style in ("plain", "bare"):
                continue
            prefix = _unquoted(text[item.span.start : offset])
            return Cursor(definition, "value", pointer, False, prefix, item.span, is_json)
    return None


def _unquoted(text: str) -> str:
    return text[1:] if text[:1] in ("'", '"') else text.removeprefix('\\"')


def _in_json(definition: OpenDefinition, root: Located, text: str, offset: int) -> Cursor | None:
    found: tuple[Pointer, Object | Array] | None = None
    for pointer, item, _ in iter_items(root):
        if isinstance(item, (Object, Array)) and _is_inside(item, text, offset):
            found = (pointer, item)
    if found is None:
        if offset < root.span.end or not isinstance(root, Object) or text[: root.span.end].endswith("}"):
            return None
        found = (ROOT, root)
    pointer, item = found
    word = _WORD.search(text, 0, offset)
    start = word.start() if word else offset
    if text[start - 1 : start] == '"':
        start -= 1
    span = Span(start, offset)
    prefix = _unquoted(text[start:offset])
    before = text[item.span.start : start].rstrip()
    if isinstance(item, Array):
        index = sum(child.span.end <= start for child in item.items)
        return Cursor(definition, "value", (*pointer, index), True, prefix, span, True)
    if before.endswith((":", "=")):
        names = [member for member in item.members if member.key_span.end <= start]
        if names:
            return Cursor(definition, "value", (*pointer, names[-1].key), True, prefix, span, True)
        return None
    return Cursor(definition, "key", pointer, True, prefix, span, True)


def _is_inside(item: Object | Array, text: str, offset: int) -> bool:
    """Tell whether an offset is between the brackets; what has no closing bracket yet goes on over blanks."""
    if not item.span.start < offset:
        return False
    inner = item.members[-1].value if isinstance(item, Object) and item.members else None
    inner = item.items[-1] if isinstance(item, Array) and item.items else inner
    is_closed = text[item.span.end - 1] in "}]" and (inner is None or inner.span.end < item.span.end)
    if is_closed:
        return offset < item.span.end
    return offset <= item.span.end or not text[item.span.end : offset].strip(" \t\r\n,")


def _in_yaml(definition: OpenDefinition, root: Located, text: str, offset: int) -> Cursor | None:
    line_start = text.rfind("\n", 0, offset) + 1
    line = _YAML_LINE.match(text, line_start, offset)
    assert line is not None, "an empty line matches"
    column = len(line["lead"])
    parent = _yaml_parent(root, text, line_start, column, is_item="-" in line["lead"])
    if parent is None:
        return None
    rest = line["rest"]
    if line["key"] is None:
        start = offset - len(rest)
        return Cursor(definition, "key", parent, True, _unquoted(rest), Span(start, offset), False)
    key = line["key"].strip("'\"")
    span = Span(offset - len(rest), offset)
    return Cursor(definition, "value", (*parent, key), True, _unquoted(rest), span, False)


def _yaml_parent(root: Located, text: str, line_start: int, column: int, *, is_item: bool) -> Pointer | None:
    """Return the place of the mapping that a line of this indentation belongs to."""
    keys = [(pointer, key) for pointer, _, key in iter_items(root) if key is not None and key.start < line_start]
    for pointer, key in sorted(keys, key=lambda entry: entry[1].start, reverse=True):
        key_line = text.rfind("\n", 0, key.start) + 1
        key_column = key.start - key_line
        if key_column == column:
            if is_item and len(pointer) > 1 and isinstance(pointer[-2], int):
                return (*pointer[:-2], pointer[-2] + 1)
            return pointer[:-1]
        if key_column < column:
            return (*pointer, 0) if is_item else pointer
    return ROOT
