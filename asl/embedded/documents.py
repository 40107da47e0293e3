"""Makes documents of definitions that are part of a parsed file, or a file of their own that a template names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from asl.diagnostics import Diagnostic, Place, Severity
from asl.document import Document
from asl.pointer import ROOT
from asl.source import Format, Source, Span
from asl.syntax import parse_source
from asl.syntax.json_parse import located_tree
from asl.syntax.located import Located

from .definition import NotFollowedError, Reader, unfollowed
from .mapped import without_declared
from .unresolved import unresolve

__all__ = ["document_at", "document_in_file", "followed"]

_KEPT = frozenset({"ASL001", "ASL003", "ASL004", "ASL014"})
"""Remarks on the text of a template that concern the definition in it; the others are about the template."""


def document_at(
    source: Source, item: Located, found: Iterable[Diagnostic] = (), *, declared: Iterable[str] | None = None
) -> Document:
    """Return the document of a definition that is written as an object inside a file.

    ``found`` are the diagnostics of the file: those about the text of the definition become the document's.
    """
    own = tuple(
        replace(diagnostic, place=Place(_inner_pointer(diagnostic, item), diagnostic.place.part))
        for diagnostic in found
        if diagnostic.code in _KEPT and diagnostic.span is not None and _holds(item.span, diagnostic.span)
    )
    return Document(source, located_tree(source, unresolve(item)), without_declared(source.text, own, declared))


def _inner_pointer(diagnostic: Diagnostic, item: Located) -> tuple[str | int, ...]:
    """Return the place from the definition's root on: the longest end of the pointer that leads somewhere in it."""
    pointer = diagnostic.place.pointer
    tree = located_tree(Source("", "", "json"), item)
    for start in range(len(pointer) + 1):
        if tree.span(pointer[start:]) is not None and pointer[start:] != ROOT:
            return pointer[start:]
    return ROOT


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def document_in_file(source: Source, *, declared: Iterable[str] | None = ()) -> Document:
    """Return the document of a file that is a definition as a whole."""
    tree, diagnostics = parse_source(source)
    return Document(source, tree, without_declared(source.text, diagnostics, declared))


def followed(
    template: Source,
    at: Located,
    path: str,
    read: Reader,
    *,
    declared: Iterable[str] | None = (),
    format: Format | None = None,  # noqa: A002 - its plain name
) -> Document:
    """Return the document of a file that a template names at ``at``, or a note there when it is not to be had."""
    try:
        source = read(path)
    except NotFollowedError as error:
        return unfollowed(
            template,
            at.span,
            f'the definition "{path}" is not checked: {error.reason}',
            "name a file relative to the template",
            Severity.WARNING,
        )
    return document_in_file(source if format is None else replace(source, format=format), declared=declared)
