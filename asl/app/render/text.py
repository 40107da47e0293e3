"""Diagnostics for people: place, code and message, the source with the exact characters underlined, the next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.source import Source, Span

from .cells import printable
from .colour import Paint, Role
from .excerpt import Mark, render_excerpt

__all__ = ["count_words", "render_diagnostic", "render_diagnostics", "render_source_diagnostic", "render_totals"]

_ROLES: dict[Severity, Role] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def render_diagnostics(document: Document, diagnostics: Iterable[Diagnostic], paint: Paint) -> str:
    """Return the diagnostics of one document, each followed by an empty line."""
    return "".join(render_diagnostic(document, diagnostic, paint) + "\n" for diagnostic in diagnostics)


def render_diagnostic(document: Document, diagnostic: Diagnostic, paint: Paint) -> str:
    """Return one diagnostic; the last line ends with a line break."""
    marks = []
    for label in diagnostic.labels:
        label_span = label.span if label.span is not None else document.span(label.place)
        if label_span is not None:
            marks.append(Mark(label_span, "-", "label", printable(label.text)))
    return _render(document.source, diagnostic, document.locate(diagnostic) or Span(0, 0), marks, paint)


def render_source_diagnostic(source: Source, diagnostic: Diagnostic, paint: Paint) -> str:
    """Return one diagnostic of a text that is no definition, such as a configuration; its span says where."""
    return _render(source, diagnostic, diagnostic.span or Span(0, 0), (), paint)


def _render(source: Source, diagnostic: Diagnostic, span: Span, labels: Sequence[Mark], paint: Paint) -> str:
    role = _ROLES[diagnostic.severity]
    line, column = source.position(span.start)
    place = paint(f"{printable(source.name)}:{line}:{column}:", "place")
    kind = paint(f"{diagnostic.severity.value} {diagnostic.code}", role)
    lines = [f"{place} {kind} {diagnostic.name}: {paint(printable(diagnostic.message), 'strong')}"]
    lines += render_excerpt(source, [Mark(span, "^", role), *labels], paint)
    if diagnostic.help:
        lines.append(f"  {paint('help:', 'help')} {printable(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def render_totals(diagnostics: Sequence[Diagnostic], file_count: int) -> str:
    """Return how many diagnostics of each severity there are.

    >>> render_totals([], 2)
    'no errors in 2 files'
    """
    counts = [(severity, sum(found.severity is severity for found in diagnostics)) for severity in Severity]
    told = [count_words(count, severity.value) for severity, count in counts if count and severity is not Severity.INFO]
    infos = counts[-1][1]
    told += [f"{infos} info"] if infos else []
    if counts[0][1] == 0:
        told.insert(0, "no errors")
    return f"{', '.join(told)} in {count_words(file_count, 'file')}"


def count_words(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count_words(1, "error"), count_words(2, "warning"), count_words(12345, "event")
    ('1 error', '2 warnings', '12,345 events')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
