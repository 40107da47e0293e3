"""Diagnostics for programs: one versioned JSON object."""

from __future__ import annotations

from collections.abc import Sequence

from asl.diagnostics import Diagnostic, Fix, Label, Severity
from asl.document import Document
from asl.json_values import Json, JsonObject
from asl.pointer import pointer_text
from asl.source import Span

__all__ = ["VERSION", "diagnostic_object", "report_object"]

VERSION = 1
"""Goes up when a member changes its meaning or goes away; new members may come at any time."""


def report_object(checked: Sequence[tuple[Document, Sequence[Diagnostic]]]) -> JsonObject:
    """Return the object that ``--format json`` prints; ``schemas/report.schema.json`` describes it."""
    files: list[Json] = [
        {
            "file": document.source.name,
            "errors": sum(found.severity is Severity.ERROR for found in diagnostics),
            "warnings": sum(found.severity is Severity.WARNING for found in diagnostics),
            "infos": sum(found.severity is Severity.INFO for found in diagnostics),
        }
        for document, diagnostics in checked
    ]
    shown: list[Json] = [
        diagnostic_object(document, found) for document, diagnostics in checked for found in diagnostics
    ]
    return {"version": VERSION, "files": files, "diagnostics": shown}


def diagnostic_object(document: Document, diagnostic: Diagnostic) -> JsonObject:
    """Return one diagnostic: lines and columns count from 1, columns in characters, the end is exclusive."""
    labels: list[Json] = [_label(document, label) for label in diagnostic.labels]
    return {
        "file": document.source.name,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "pointer": pointer_text(diagnostic.place.pointer),
        **_range(document, document.locate(diagnostic)),
        "help": diagnostic.help,
        "labels": labels,
        "fix": _fix(document, diagnostic.fix),
        "awsCode": diagnostic.aws_code,
        "awsMessage": diagnostic.aws_message,
    }


def _label(document: Document, label: Label) -> JsonObject:
    span = label.span if label.span is not None else document.span(label.place)
    return {"message": label.text, "pointer": pointer_text(label.place.pointer), **_range(document, span)}


def _fix(document: Document, fix: Fix | None) -> Json:
    """Return what would mend it: edits of the file's text, none of which overlaps another; null when there is none."""
    if fix is None:
        return None
    edits: list[Json] = [{**_range(document, edit.span), "text": edit.text} for edit in fix.edits]
    return {"description": fix.description, "isSafe": fix.is_safe, "edits": edits}


def _range(document: Document, span: Span | None) -> JsonObject:
    start, end = span or Span(0, 0)
    line, column = document.source.position(start)
    end_line, end_column = document.source.position(end)
    return {"line": line, "column": column, "endLine": end_line, "endColumn": end_column}
