"""JUnit XML, which most CI systems show as test results: a suite for each file, a case for each diagnostic.

There is no standard but the schema of Jenkins' reader, which is followed: a case either fails or passes. Findings below
``fail_on`` pass and keep their text; a clean file has one case that passes, so that it is seen to have been checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.pointer import pointer_text
from asl.source import Span

__all__ = ["render_junit"]

_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any form."""


def render_junit(
    checked: Sequence[tuple[Document, Sequence[Diagnostic]]], *, fail_on: Severity = Severity.ERROR
) -> str:
    """Return the XML text."""
    return "".join(f"{line}\n" for line in _lines(checked, _ORDER.index(fail_on)))


def _lines(checked: Sequence[tuple[Document, Sequence[Diagnostic]]], least: int) -> Iterator[str]:
    counts = [
        (max(1, len(diagnostics)), sum(_ORDER.index(found.severity) >= least for found in diagnostics))
        for _, diagnostics in checked
    ]
    tests, failures = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="asl" tests="{tests}" failures="{failures}" errors="0">'
    for (document, diagnostics), (cases, failed) in zip(checked, counts, strict=True):
        name = _attribute(document.source.name)
        yield f'  <testsuite name={name} tests="{cases}" failures="{failed}" errors="0" skipped="0">'
        if not diagnostics:
            yield f'    <testcase name="no findings" classname={name}/>'
        for found in diagnostics:
            yield from _case(document, found, name, is_failure=_ORDER.index(found.severity) >= least)
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(document: Document, found: Diagnostic, classname: str, *, is_failure: bool) -> Iterator[str]:
    line, column = document.source.position((document.locate(found) or Span(0, 0)).start)
    title = _attribute(f"{found.code} {found.name} {line}:{column}")
    text = f"{document.source.name}:{line}:{column}: {found.message}"
    pointer = pointer_text(found.place.pointer)
    text += (f"\nat {pointer}" if pointer else "") + (f"\nhelp: {found.help}" if found.help else "")
    yield f'    <testcase name={title} classname={classname} line="{line}">'
    if is_failure:
        kind = found.severity.value
        yield f'      <failure type="{kind}" message={_attribute(found.message)}>{_text(text)}</failure>'
    else:
        yield f"      <system-out>{_text(f'{found.severity.value}: {text}')}</system-out>"
    yield "    </testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})
