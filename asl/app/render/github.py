"""Workflow commands of GitHub Actions: each diagnostic becomes an annotation at its line.

Source: GitHub Actions documentation, "Workflow commands": percent signs and line breaks are percent-encoded in the
message, colons and commas besides in properties. Columns are only told for one line, as GitHub ignores them otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.source import Span

__all__ = ["render_annotations"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_annotations(checked: Sequence[tuple[Document, Sequence[Diagnostic]]]) -> str:
    """Return one line for each diagnostic."""
    return "".join(_annotation(document, found) for document, diagnostics in checked for found in diagnostics)


def _annotation(document: Document, found: Diagnostic) -> str:
    start, end = document.locate(found) or Span(0, 0)
    line, column = document.source.position(start)
    end_line, end_column = document.source.position(end)
    properties = {"file": document.source.name, "line": line}
    if end_line == line:
        properties |= {"endLine": line, "col": column, "endColumn": max(end_column, column)}
    else:
        properties |= {"endLine": end_line}
    properties["title"] = f"{found.code} {found.name}"
    text = f"{found.message}\n{found.help}" if found.help else found.message
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {shown}::{_data(text)}\n"


def _data(text: str) -> str:
    r"""Return text as the message of a command.

    >>> _data("50 % of\r\nit: a, b")
    '50 %25 of%0D%0Ait: a, b'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as the value of a property.

    >>> _property("C:a,b.json")
    'C%3Aa%2Cb.json'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
