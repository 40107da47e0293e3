"""Diagnostics for people: place, code and message, the source with the exact characters underlined, the next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.source import Span

from .cells import printable
from .colour import Paint, Role
from .excerpt import Mark, render_excerpt

__all__ = ["count_words", "render_diagnostic", "render_diagnostics", "render_totals"]

_ROLES: dict[Severity, Role] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def render_diagnostics(document: Document, diagnostics: Iterable[Diagnostic], paint: Paint) -> str:
    """Return the diagnostics of one document, each followed by an empty line."""
    return "".join(render_diagnostic(document, diagnostic, paint) + "\n" for diagnostic in diagnostics)


def render_diagnostic(document: Document, diagnostic: Diagnostic, paint: Paint) -> str:
    """Return one diagnostic; the last line ends with a line break."""
    source = document.source
    role = _ROLES[diagnostic.severity]
    span = document.locate(diagnostic) or Span(0, 0)
    line, column = source.position(span.start)
    place = paint(f"{printable(source.name)}:{line}:{column}:", "place")
    kind = paint(f"{diagnostic.severity.value} {diagnostic.code}", role)
    lines = [f"{place} {kind} {diagnostic.name}: {paint(printable(diagnostic.message), 'strong')}"]
    marks = [Mark(span, "^", role)]
    for label in diagnostic.labels:
        label_span = label.span if label.span is not None else document.span(label.place)
        if label_span is not None:
            marks.append(Mark(label_span, "-", "label", printable(label.text)))
    lines += render_excerpt(source, marks, paint)
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
