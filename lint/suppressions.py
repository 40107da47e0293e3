"""Suppressions: ``asl-ignore: ASL517 the caller retries`` in a ``Comment`` silences codes in that object.

JSON has no comments, so the States Language's own ``Comment`` is where a reason can stand. It covers the object that it
is a member of and everything inside: a state, a Retrier, a branch, the whole machine. Codes and names are separated by
commas; what follows them is the reason. A code that does not exist is reported (ASL991), and so is one that was not
needed (ASL992).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asl.diagnostics import Diagnostic
from asl.pointer import Pointer
from asl.validator.sites import Site

from .context import Unused
from .registry import find_entries

__all__ = ["Suppression", "apply_suppressions", "read_suppressions"]

_MARK = re.compile(r"asl-ignore:\s*")
_CODE = re.compile(r"\s*(ASL\d+|[a-z]+(?:-[a-z]+)+)(\s*,)?", re.IGNORECASE)

_MOST_CODES = 50
"""Codes of one comment that are read; what nobody writes by hand must not cost time."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code of a comment.

    Attributes:
        word: as it is written.
        code: the code that it stands for; empty when there is none.
        at: the object that it covers.
        within: characters of the comment.
        reason: why, in the user's words.
    """

    word: str
    code: str
    at: Pointer
    within: tuple[int, int]
    reason: str


def read_suppressions(sites: Iterable[Site]) -> tuple[Suppression, ...]:
    """Return what the comments of a definition suppress."""
    found: list[Suppression] = []
    for site in sites:
        comment = site.raw.get("Comment")
        if isinstance(comment, str) and "asl-ignore:" in comment:
            found += _read(comment, site.at)
    return tuple(found)


def _read(comment: str, at: Pointer) -> list[Suppression]:
    """Read one comment.

    >>> [(s.code, s.within, s.reason) for s in _read("asl-ignore: ASL517, choice-no-default nightly job", ())]
    [('ASL517', (12, 18), 'nightly job'), ('ASL703', (20, 37), 'nightly job')]
    """
    found: list[Suppression] = []
    for mark in _MARK.finditer(comment):
        words: list[tuple[str, tuple[int, int]]] = []
        end = mark.end()
        while len(found) + len(words) < _MOST_CODES and (match := _CODE.match(comment, end)) is not None:
            words.append((match[1], match.span(1)))
            end = match.end()
            if not match[2]:
                break
        stop = _MARK.search(comment, end)
        reason = comment[end : stop.start() if stop else len(comment)].strip(" \t\n;:-")
        for word, span in words:
            entries = find_entries(word)
            found.append(Suppression(word, entries[0].code if entries else "", at, span, reason))
    return found


def apply_suppressions(
    diagnostics: Iterable[Diagnostic], suppressions: Sequence[Suppression]
) -> tuple[list[Diagnostic], tuple[Unused, ...]]:
    """Return the diagnostics that are left, and the suppressions that suppressed nothing."""
    by_place: dict[tuple[str, Pointer], list[int]] = {}
    for index, suppression in enumerate(suppressions):
        by_place.setdefault((suppression.code, suppression.at), []).append(index)
    depths = sorted({len(suppression.at) for suppression in suppressions})
    used: set[int] = set()
    left = []
    for diagnostic in diagnostics:
        pointer = diagnostic.place.pointer
        hits = [
            index
            for depth in depths
            if depth <= len(pointer)
            for index in by_place.get((diagnostic.code, pointer[:depth]), ())
        ]
        used.update(hits)
        if not hits:
            left.append(diagnostic)
    unused = tuple(
        Unused(suppression.word, suppression.at, suppression.within)
        for index, suppression in enumerate(suppressions)
        if index not in used and suppression.code
    )
    return left, unused
