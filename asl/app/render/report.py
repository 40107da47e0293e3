"""Reports: the same diagnostics for people, for programs and for the places where CI shows them.

One module per format; this one only chooses. ``asl lint`` and ``asl validate`` share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, assert_never, get_args

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document

from .colour import Paint

__all__ = ["FORMATS", "Checked", "ReportFormat", "render_report"]

ReportFormat: TypeAlias = Literal["text", "json", "sarif", "github", "junit"]

FORMATS: Final[tuple[ReportFormat, ...]] = get_args(ReportFormat)

Checked: TypeAlias = Sequence[tuple[Document, Sequence[Diagnostic]]]
"""Documents, each with what was found in it."""


def render_report(format_: ReportFormat, checked: Checked, paint: Paint, *, fail_on: Severity = Severity.ERROR) -> str:
    """Return the report in a format; ``fail_on`` is the least severity that JUnit counts as a failure."""
    match format_:
        case "text":
            from .text import render_diagnostics

            return "".join(render_diagnostics(document, diagnostics, paint) for document, diagnostics in checked)
        case "json":
            from asl.syntax import print_json

            from .json import report_object

            return print_json(report_object(checked))
        case "sarif":
            from asl.syntax import print_json

            from .sarif import sarif_log

            return print_json(sarif_log(checked))
        case "github":
            from .github import render_annotations

            return render_annotations(checked)
        case "junit":
            from .junit import render_junit

            return render_junit(checked, fail_on=fail_on)
        case _:
            assert_never(format_)
