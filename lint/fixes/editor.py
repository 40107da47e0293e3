"""Makes edits of one document, JSON or YAML, in the style of the text around them.

Only spans of the places that are asked for are worked out, so finding the fixes of a large definition stays quick.
Where the text gives no safe place for an edit (a YAML alias, an unreadable member), the answer is nothing.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import NamedTuple

from asl.diagnostics import Edit
from asl.document import Document
from asl.json_values import Json, JsonObject
from asl.pointer import Pointer
from asl.source import Span

from ..places import value_at

__all__ = ["Editor"]

_KEEPS_BREAKS = re.compile(r"[|>][0-9]*\+")
"""A block scalar that keeps the empty lines after it, so that nothing can be put before them."""


_DUPLICATE = "ASL003"


class _Member(NamedTuple):
    key: Span
    value: Span


class Editor:
    """Edits for one document; spans count characters of its text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.is_yaml = document.source.format == "yaml"
        self._line_break = "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _with_duplicates(self) -> frozenset[Pointer]:
        """The objects that have a key twice, where it is not clear which member an edit would be about."""
        found = (one.place.pointer for one in self.document.diagnostics if one.code == _DUPLICATE)
        return frozenset(pointer[:-1] for pointer in found)

    def _object(self, at: Pointer) -> JsonObject | None:
        value = value_at(self.document.value, at)
        return value if isinstance(value, dict) and at not in self._with_duplicates else None

    def _member(self, at: Pointer) -> _Member | None:
        """Return where a member stands; nothing when it is not there, or is there twice."""
        holder = self._object(at[:-1]) if at else None
        if holder is None or at[-1] not in holder:
            return None
        key, value = self.document.tree.span(at, "key"), self.document.tree.span(at)
        return None if key is None or value is None else _Member(key, value)

    def rename_key(self, at: Pointer, name: str) -> Edit | None:
        """Return the edit that gives a member another name; nothing when the object has that name already."""
        member = self._member(at)
        holder = self._object(at[:-1]) if at else None
        if member is None or holder is None or name in holder:
            return None
        return Edit(member.key, self._like(member.key, name))

    def replace_string(self, at: Pointer, value: str) -> Edit | None:
        """Return the edit that puts another string in the place of one, quoted as it was."""
        span = self.document.tree.span(at)
        if span is None or self._is_block_scalar(span):
            return None
        return Edit(span, self._like(span, value))

    def replace_value(self, at: Pointer, value: Json) -> Edit | None:
        """Return the edit that puts another value in the place of one, in the style around it."""
        member = self._member(at)
        span = self.document.tree.span(at)
        if span is None or self._is_block_scalar(span):
            return None
        lead = self._lead(member.key.start) if member is not None else None
        if member is None or lead is None or not isinstance(value, (list, dict)):
            return Edit(span, json.dumps(value, ensure_ascii=False))
        if not self.is_yaml:
            return Edit(span, self._broken(json.dumps(value, ensure_ascii=False, indent=_unit(lead)), lead))
        if self.text[member.key.end : span.start].strip() != ":":
            return None
        return Edit(Span(member.key.end, span.end), ":" + self._broken(_yaml(value, lead), ""))

    def remove_member(self, at: Pointer) -> Edit | None:
        """Return the edit that removes a member with its comma, or with its lines in YAML's block style."""
        holder = self._object(at[:-1]) if at else None
        member = self._member(at)
        if holder is None or member is None:
            return None
        keys = list(holder)
        index = keys.index(str(at[-1]))
        before = self._member((*at[:-1], keys[index - 1])) if index > 0 else None
        after = self._member((*at[:-1], keys[index + 1])) if index + 1 < len(keys) else None
        if self._is_block(at[:-1]):
            return self._remove_lines(member, after, is_only=len(keys) == 1)
        if before is not None:
            return Edit(Span(before.value.end, member.value.end), "")
        if after is not None:
            return Edit(Span(member.key.start, after.key.start), "")
        span = self.document.tree.span(at[:-1])
        return None if span is None else Edit(span, "{}")

    def insert_member(self, at: Pointer, key: str, value: Json) -> Edit | None:
        """Return the edit that adds a member at the end of the object at a place, in the style around it."""
        holder = self._object(at)
        if not holder or key in holder:
            return None
        last = self._member((*at, next(reversed(holder))))
        if last is None:
            return None
        end = self._end_of(last)
        lead = self._lead(last.key.start)
        if self._is_block(at):
            if lead is None or _KEEPS_BREAKS.match(self.text, last.value.start):
                return None
            return Edit(Span(end, end), self._broken(f"\n{lead}{_yaml_key(key)}:{_yaml(value, lead)}", ""))
        if lead is None:
            return Edit(Span(end, end), f", {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
        body = json.dumps(value, ensure_ascii=False, indent=_unit(lead))
        return Edit(Span(end, end), self._broken(f",\n{json.dumps(key)}: {body}", lead))

    def insert_item(self, at: Pointer, value: Json) -> Edit | None:
        """Return the edit that puts an item first into a list of objects, in the style around it."""
        first = self.document.tree.span((*at, 0))
        if first is None or self._object((*at, 0)) is None:
            return None
        start = first.start
        if self.is_yaml and self._is_block((*at, 0)):
            line = self.text.rfind("\n", 0, start) + 1
            lead = self.text[line:start]
            if lead.strip() != "-":
                return None
            text = f"{_yaml(value, lead.replace('-', ' '), is_item=True)}\n{lead}"
            return Edit(Span(start, start), self._broken(text, ""))
        indent_of = self._lead(start)
        if indent_of is None:
            return Edit(Span(start, start), f"{json.dumps(value, ensure_ascii=False)}, ")
        body = json.dumps(value, ensure_ascii=False, indent=_unit(indent_of))
        return Edit(Span(start, start), self._broken(f"{body},\n", indent_of))

    def _broken(self, text: str, lead: str) -> str:
        """Return text with the line breaks of the document, each followed by the blanks that lines begin with."""
        return text.replace("\n", f"{self._line_break}{lead}")

    def _like(self, span: Span, value: str) -> str:
        """Return a string quoted the way the characters of a span are."""
        quote = self.text[span.start : span.start + 1]
        if quote == '"' or not self.is_yaml:
            return json.dumps(value, ensure_ascii=False)
        if quote == "'":
            return "'" + value.replace("'", "''") + "'"
        return _yaml_key(value)

    def _is_block_scalar(self, span: Span) -> bool:
        return self.is_yaml and self.text[span.start : span.start + 1] in ("|", ">", "&", "*", "!")

    def _is_block(self, at: Pointer) -> bool:
        span = self.document.tree.span(at)
        return self.is_yaml and span is not None and self.text[span.start : span.start + 1] != "{"

    def _lead(self, start: int) -> str | None:
        """Return the blanks before a place when nothing else stands before it in its line; a YAML dash is a blank."""
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if self.is_yaml:
            line = line.replace("- ", "  ")
        return line if not line.strip() else None

    def _end_of(self, member: _Member) -> int:
        """Return where a member ends; a YAML block may have a line break and more behind its last character."""
        end = member.value.end
        if self.is_yaml:
            while end > member.key.end and self.text[end - 1].isspace():
                end -= 1
            # A remark behind the value belongs to its line.
            line_end = self.text.find("\n", end)
            line_end = len(self.text) if line_end < 0 else line_end
            if self.text[end:line_end].lstrip().startswith("#"):
                return line_end
        return end

    def _remove_lines(self, member: _Member, after: _Member | None, *, is_only: bool) -> Edit | None:
        if is_only:
            return None
        start = self.text.rfind("\n", 0, member.key.start) + 1
        if self.text[start : member.key.start].strip():
            # It stands behind the dash of a list, where the next member takes its place.
            return Edit(Span(member.key.start, after.key.start), "") if after is not None else None
        line_end = self.text.find("\n", self._end_of(member))
        return Edit(Span(start, len(self.text) if line_end < 0 else line_end + 1), "")


def _unit(lead: str) -> int | str:
    """Return the indentation for one level: tabs stay tabs, blanks are two unless four divide the line's."""
    if "\t" in lead:
        return "\t"
    return 4 if lead and len(lead) % 4 == 0 and len(lead) % 12 != 0 and len(lead) >= 12 else 2


def _yaml_key(text: str) -> str:
    """Return a plain scalar where that is beyond doubt, a quoted one otherwise.

    >>> _yaml_key("Retry"), _yaml_key("Lambda.SdkClientException"), _yaml_key("yes"), _yaml_key("1.0")
    ('Retry', 'Lambda.SdkClientException', '"yes"', '"1.0"')
    """
    is_plain = text[:1].isalpha() and all(one.isalnum() or one in "._$/-" for one in text)
    is_word = text.lower() in ("yes", "no", "on", "off", "true", "false", "null", "y", "n", "infinity", "nan")
    return text if is_plain and not is_word else json.dumps(text, ensure_ascii=False)


def _yaml(value: Json, lead: str, *, is_item: bool = False) -> str:
    """Return a value in block style, to stand behind ``key:``, or behind ``- `` for an item."""
    gap = "" if is_item else " "
    if isinstance(value, dict) and value:
        inner = lead if is_item else lead + "  "
        lines = [f"{_yaml_key(key)}:{_yaml(member, inner)}" for key, member in value.items()]
        return ("" if is_item else f"\n{inner}") + f"\n{inner}".join(lines)
    if isinstance(value, list) and value:
        inner = lead + "  "
        return "".join(f"\n{inner}- {_yaml(item, inner + '  ', is_item=True)}" for item in value)
    return gap + (_yaml_key(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
