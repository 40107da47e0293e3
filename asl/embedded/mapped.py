"""Reads a definition that is text inside other text, and answers for its places in the outer text.

The inner text is parsed as any other definition is. Around its tree lies one that maps every span outwards, so that
nobody who asks for a place needs to know. Edits are made on the inner text and written outwards in the notation that
stands there: with escapes inside a JSON string, with the indentation of a block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, assert_never

from asl.diagnostics import Diagnostic, Edit, Fix, Label
from asl.document import Document
from asl.pointer import Pointer
from asl.source import Format, Source, Span
from asl.syntax import Tree, parse_source
from asl.syntax.located import Array, Located, Member, Object, Scalar, Unreadable

from .offsets import OffsetMap, Piece

__all__ = ["MappedTree", "document_of_pieces", "document_of_tree"]

_LINE_BREAKS = re.compile(r"\s*\n\s*")


class MappedTree(Tree):
    """The tree of an inner text, with places in the outer text."""

    def __init__(self, outer: Source, written: Tree, offsets: OffsetMap) -> None:
        super().__init__(
            outer,
            written.value,
            places=lambda: written._places,  # noqa: SLF001 - one class family; never asked, see the methods below
            root=lambda: None if written.root is None else _moved(written.root, offsets),
            is_sound=written.is_sound,
        )
        self._written = written
        self._offsets = offsets

    @property
    def written(self) -> Tree:
        """The tree of the innermost text, as it was parsed."""
        return self._written.written

    def span(self, pointer: Pointer, part: Literal["value", "key"] = "value") -> Span | None:
        """Return the place in the outer text."""
        found = self._written.span(pointer, part)
        return None if found is None else self._offsets.to_outer(found)

    def nearest(self, pointer: Pointer) -> Span:
        """Return the place in the outer text of the deepest part of a pointer that exists."""
        return self._offsets.to_outer(self._written.nearest(pointer))

    def span_within(self, pointer: Pointer, within: Span, part: Literal["value", "key"] = "value") -> Span | None:
        """Return the place in the outer text of some characters of a string."""
        found = self._written.span_within(pointer, within, part)
        return None if found is None else self._offsets.to_outer(found)

    def outward(self, edit: Edit) -> Edit | None:
        """Return an edit of the innermost text in the notation of the outer one."""
        moved = self._written.outward(edit)
        return None if moved is None else outer_edit(self.source, self._offsets, moved)


def document_of_pieces(
    outer: Source,
    pieces: Sequence[Piece],
    written_as: Format = "json",
    *,
    declared: Iterable[str] | None = (),
) -> Document:
    """Parse the text that pieces of the outer text make up.

    ``declared`` are names that the deployment fills in: an unquoted ``${Name}`` of theirs is no finding. ``None``
    declares every name.
    """
    text = "".join(piece.text for piece in pieces)
    tree, diagnostics = parse_source(Source(text, outer.name, written_as))
    return document_of_tree(outer, tree, without_declared(text, diagnostics, declared), OffsetMap(outer, pieces))


def document_of_tree(outer: Source, tree: Tree, diagnostics: Iterable[Diagnostic], offsets: OffsetMap) -> Document:
    """Return the document of an inner tree with its places in the outer text."""
    moved = tuple(_outward(diagnostic, outer, offsets) for diagnostic in diagnostics)
    return Document(outer, MappedTree(outer, tree, offsets), moved)


def without_declared(
    text: str, diagnostics: Iterable[Diagnostic], declared: Iterable[str] | None
) -> tuple[Diagnostic, ...]:
    """Leave out the remarks on unquoted ``${Name}`` whose name is declared."""
    known = None if declared is None else {f"${{{name}}}" for name in declared}

    def is_declared(found: Diagnostic) -> bool:
        return found.code == "ASL014" and (
            known is None or (found.span is not None and text[found.span.start : found.span.end] in known)
        )

    return tuple(found for found in diagnostics if not is_declared(found))


def outer_edit(outer: Source, offsets: OffsetMap, edit: Edit) -> Edit | None:
    """Return an edit of the inner text in the notation of the outer one; nothing across the edges of pieces."""
    piece = offsets.writable_piece(edit.span)
    if piece is None:
        return None
    span = offsets.to_outer(edit.span)
    style = "block" if piece.scalar is None else piece.scalar.style
    match style:
        case "json" | "bare" | "double":
            return Edit(span, json.dumps(edit.text, ensure_ascii=False)[1:-1])
        case "single":
            return Edit(span, _on_one_line(edit.text).replace("'", "''"))
        case "plain" | "folded" | "placeholder":
            return Edit(span, _on_one_line(edit.text))
        case "block" | "literal":
            lead = _block_indent(outer, offsets, edit.span.start)
            return Edit(span, edit.text.replace("\n", "\n" + lead))
        case _:
            assert_never(style)


def _on_one_line(text: str) -> str:
    """Join lines: strings of JSON hold no raw line breaks, so that nothing is lost."""
    return _LINE_BREAKS.sub(" ", text)


def _block_indent(outer: Source, offsets: OffsetMap, at: int) -> str:
    """Return what stands before the inner line in the outer text: blanks that are no part of the inner text."""
    line_start = offsets.text.rfind("\n", 0, at) + 1
    start = offsets.to_outer(Span(line_start, line_start)).start
    before = outer.text[outer.text.rfind("\n", 0, start) + 1 : start]
    return before if not before.strip() else ""


def _outward(found: Diagnostic, outer: Source, offsets: OffsetMap) -> Diagnostic:
    labels = tuple(
        label if label.span is None else Label(label.place, label.text, offsets.to_outer(label.span))
        for label in found.labels
    )
    span = None if found.span is None else offsets.to_outer(found.span)
    return replace(found, span=span, labels=labels, fix=_outer_fix(found.fix, outer, offsets))


def _outer_fix(fix: Fix | None, outer: Source, offsets: OffsetMap) -> Fix | None:
    if fix is None:
        return None
    edits = [outer_edit(outer, offsets, edit) for edit in fix.edits]
    if any(edit is None for edit in edits):
        return None
    return replace(fix, edits=tuple(edit for edit in edits if edit is not None))


def _moved(item: Located, offsets: OffsetMap) -> Located:
    span = offsets.to_outer(item.span)
    match item:
        case Scalar():
            return replace(item, span=span)
        case Unreadable():
            return Unreadable(span)
        case Array():
            return Array(span, tuple(_moved(child, offsets) for child in item.items))
        case Object():
            return Object(
                span,
                tuple(
                    Member(
                        member.key, offsets.to_outer(member.key_span), _moved(member.value, offsets), member.key_style
                    )
                    for member in item.members
                ),
            )
        case _:
            assert_never(item)
