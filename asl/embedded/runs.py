"""Maps the characters of a string to the text that stands for them, in runs: most of a string is written as it is.

The two forms in which whole definitions are written, JSON strings and literal blocks, are read run by run. For the
others, and where text and value do not agree at once, every character is asked for by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from asl.source import Source, Span
from asl.syntax.characters import character_spans
from asl.syntax.located import Scalar

__all__ = ["Run", "joined", "scalar_runs"]

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)",
    re.DOTALL,
)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


class Run(NamedTuple):
    """``length`` characters from ``inner`` on; ``is_verbatim`` when each of them stands in ``outer`` by itself."""

    inner: int
    length: int
    outer: Span
    is_verbatim: bool


def scalar_runs(source: Source, scalar: Scalar) -> list[Run]:
    """Return the runs of a string's value, in order and without gaps."""
    value = str(scalar.value)
    runs: list[Run] = []
    if scalar.style == "json" and source.format == "json":
        runs = _json_runs(source.text, scalar.span)
    elif scalar.style == "literal":
        runs = list(_literal_runs(source.text, scalar.span, value))
    if runs and runs[-1].inner + runs[-1].length == len(value):
        return runs
    spans, _ = character_spans(source.text, scalar.span, value, source.format)
    return list(joined(Run(index, 1, span, span.end - span.start == 1) for index, span in enumerate(spans)))


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs that go on from one another."""
    held: Run | None = None
    for run in runs:
        if held is not None and held.is_verbatim and run.is_verbatim and held.outer.end == run.outer.start:
            held = held._replace(length=held.length + run.length, outer=Span(held.outer.start, run.outer.end))
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _json_runs(text: str, span: Span) -> list[Run]:
    """Cut a JSON string at its escapes, each of which is one character."""
    start, end = span.start + 1, span.end - 1
    escapes = [Span(*found.span()) for found in _ESCAPE.finditer(text, start, end)]
    runs: list[Run] = []
    inner = 0
    for before, after in pairwise([Span(start, start), *escapes, Span(end, end)]):
        if before.end > before.start:
            runs.append(Run(inner, 1, before, False))
            inner += 1
        if after.start > before.end:
            runs.append(Run(inner, after.start - before.end, Span(before.end, after.start), True))
            inner += after.start - before.end
    return runs


def _literal_runs(text: str, span: Span, value: str) -> Iterator[Run]:
    """Pair the lines of a literal block with the lines of its value, which lack the indentation."""
    header = _LINE.match(text, span.start)
    if header is None:
        return
    at = header.end()
    inner = 0
    for line in value.splitlines(keepends=True) if "\r" not in value else []:
        written = _LINE.match(text, at)
        content = line.removesuffix("\n")
        if written is None or not written[1].endswith(content):
            return
        if content:
            yield Run(inner, len(content), Span(written.end(1) - len(content), written.end(1)), True)
        if line.endswith("\n"):
            yield Run(inner + len(content), 1, Span(*written.span(2)), written[2] == "\n")
        inner += len(line)
        at = written.end()
