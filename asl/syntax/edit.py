"""Edits of a text: applied together, and made for one member so that the rest stays byte for byte the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from asl.diagnostics import Edit
from asl.json_values import Json
from asl.pointer import Pointer
from asl.source import Span

from .located import Array, Located, Member, Object
from .printer import print_json
from .tree import Tree

__all__ = ["apply_edits", "insert_member", "remove_member", "replace_value"]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; spans count characters of the given text.

    Edits do not overlap, which is asserted. Insertions at the same place keep the order they are given in.

    >>> apply_edits("abc", [Edit(Span(1, 2), "-"), Edit(Span(3, 3), "!")])
    'a-c!'
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        assert at <= edit.span.start <= edit.span.end <= len(text), f"{edit} overlaps another or leaves the text"
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def replace_value(tree: Tree, pointer: Pointer, value: Json) -> Edit | None:
    """Return the edit that puts another value at a place of JSON text; nothing when there is no such place."""
    written = tree.written
    span = written.span(pointer)
    if span is None or written.source.format != "json":
        return None
    return tree.outward(Edit(span, _text_at(written, span.start, value)))


def insert_member(tree: Tree, pointer: Pointer, key: str, value: Json) -> Edit | None:
    """Return the edit that adds a member at the end of the object at a place of JSON text, in the style around it.

    Nothing when there is no object there, or when it has the key already.
    """
    target = _object_at(tree.written, pointer)
    if target is None or any(member.key == key for member in target.members):
        return None
    text = tree.written.source.text
    name = json.dumps(key, ensure_ascii=False)
    if not target.members:
        outer = _indent_at(text, target.span.start)
        unit = _indent_unit(text)
        body = _indented(value, outer + unit)
        return tree.outward(Edit(target.span, f"{{\n{outer}{unit}{name}: {body}\n{outer}}}"))
    last = target.members[-1]
    end = Span(last.value.span.end, last.value.span.end)
    start = last.key_span.start
    lead = text[:start][len(text[:start].rstrip()) :]
    if "\n" not in lead:
        return tree.outward(Edit(end, f", {name}: {json.dumps(value, ensure_ascii=False)}"))
    indent = lead.rpartition("\n")[2]
    return tree.outward(Edit(end, f",\n{indent}{name}: {_indented(value, indent)}"))


def remove_member(tree: Tree, pointer: Pointer) -> Edit | None:
    """Return the edit that removes a member of an object of JSON text with its comma; nothing when there is none."""
    target = _object_at(tree.written, pointer[:-1]) if pointer else None
    if target is None:
        return None
    found = [index for index, member in enumerate(target.members) if member.key == pointer[-1]]
    if not found:
        return None
    index = found[-1]
    member = target.members[index]
    if index > 0:
        return tree.outward(Edit(Span(target.members[index - 1].value.span.end, member.value.span.end), ""))
    if len(target.members) > 1:
        return tree.outward(Edit(Span(member.key_span.start, target.members[1].key_span.start), ""))
    return tree.outward(Edit(target.span, "{}"))


def _object_at(tree: Tree, pointer: Pointer) -> Object | None:
    item: Located | None = tree.root if tree.source.format == "json" else None
    for token in pointer:
        if isinstance(item, Object):
            members: dict[str, Member] = {member.key: member for member in item.members}
            member = members.get(str(token))
            item = None if member is None else member.value
        elif isinstance(item, Array) and isinstance(token, int) and 0 <= token < len(item.items):
            item = item.items[token]
        else:
            return None
    return item if isinstance(item, Object) else None


def _text_at(tree: Tree, start: int, value: Json) -> str:
    return _indented(value, _indent_at(tree.source.text, start))


def _indented(value: Json, indent: str) -> str:
    """Return the canonical text of a value with its later lines moved in; strings hold no raw line breaks."""
    return print_json(value).rstrip("\n").replace("\n", f"\n{indent}")


def _indent_at(text: str, offset: int) -> str:
    line = text[text.rfind("\n", 0, offset) + 1 :]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _indent_unit(text: str) -> str:
    """Return the indentation of the first member in the text, two spaces when it tells nothing."""
    match = re.search(r"[{\[][ \t]*\r?\n([ \t]+)", text)
    return match[1] if match else "  "
