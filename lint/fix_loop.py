"""Applies fixes until nothing is left to fix.

One fix may make the next one possible, so linting and fixing take turns, a bounded number of times. Edits that overlap
wait for the next turn. A turn that leaves more errors than there were before is taken back and its fixes are tried one
by one, so a fixed definition never has more errors than the one that was given.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from asl.diagnostics import Diagnostic, Edit, Fix, Severity
from asl.document import Document, parse
from asl.syntax import apply_edits

__all__ = ["MAX_TURNS", "FixResult", "choose_fixes", "fix_document"]

MAX_TURNS = 20

Lint: TypeAlias = Callable[[Document], Sequence[Diagnostic]]
Reread: TypeAlias = "Callable[[str], Document | None]"


@dataclass(frozen=True, slots=True)
class FixResult:
    """What fixing came to.

    Attributes:
        document: the fixed document.
        diagnostics: what is left.
        applied: the diagnostics that were mended, in the order in which they were.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    applied: tuple[Diagnostic, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the text is another one."""
        return bool(self.applied)


def fix_document(document: Document, lint: Lint, *, unsafe: bool = False, reread: Reread | None = None) -> FixResult:
    """Return the document with all fixes made, the unsafe ones only when they are asked for.

    ``reread`` finds the document again in the text with the edits; without it that text is the definition.

    >>> from lint.engine import lint
    >>> given = parse('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Ends": true}}}')
    >>> result = fix_document(given, lint)
    >>> result.document.source.text
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
    """
    found = tuple(lint(document))
    applied: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    for _ in range(MAX_TURNS):
        chosen = [one for one in choose_fixes(found, unsafe=unsafe) if _key(one) not in refused]
        if not chosen:
            break
        fixed, left = _apply(document, chosen, lint, reread)
        if _errors(left) > _errors(found) or fixed.source.text == document.source.text:
            # Together they do harm; one by one the culprit shows, and the others are made.
            fixed, left, chosen = document, found, chosen[:1]
            tried, remains = _apply(document, chosen, lint, reread)
            if _errors(remains) > _errors(found) or tried.source.text == document.source.text:
                refused.add(_key(chosen[0]))
                continue
            fixed, left = tried, remains
        document, found = fixed, left
        applied += chosen
    return FixResult(document, found, tuple(applied))


def choose_fixes(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Diagnostic]:
    """Return the diagnostics whose fixes can be made together: safe, or asked for, and not overlapping."""
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is not None and (fix.is_safe or unsafe) and not _overlaps(fix, taken):
            chosen.append(diagnostic)
            for edit in fix.edits:
                insort(taken, (edit.span.start, edit.span.end))
    return chosen


def _overlaps(fix: Fix, taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an edit touches one that is made already; two insertions at one place count as touching.

    What is taken is sorted and does not overlap, so only the neighbours matter.
    """
    for edit in fix.edits:
        start, end = edit.span
        at = bisect_left(taken, (start, end))
        if any(start <= other_end and other_start <= end for other_start, other_end in taken[max(0, at - 1) : at + 1]):
            return True
    return False


def _apply(
    document: Document, chosen: Sequence[Diagnostic], lint: Lint, reread: Reread | None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    edits: list[Edit] = [edit for one in chosen if one.fix is not None for edit in one.fix.edits]
    source = document.source
    text = apply_edits(source.text, edits)
    fixed = parse(text, name=source.name, format=source.format) if reread is None else reread(text)
    # A definition that is not found again would be lost: as if nothing had been changed.
    return (document, tuple(lint(document))) if fixed is None else (fixed, tuple(lint(fixed)))


def _errors(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(one.severity is Severity.ERROR for one in diagnostics)


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, str(diagnostic.place)
