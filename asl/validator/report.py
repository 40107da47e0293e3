"""Makes the diagnostics of the validator; name, severity and AWS's code come from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Literal

from asl.diagnostics import Diagnostic, Label, Place, Severity
from asl.pointer import Pointer
from asl.source import Span

from .codes import CODES_BY_ID

__all__ = ["closest", "did_you_mean", "quoted", "report"]

_SLIPS = 4
_MOST_COMPARED = 300
"""Names that are compared with a misspelt one; comparing is slow, and there may be ten thousand states."""


def report(
    code: str,
    message: str,
    at: Pointer,
    *,
    part: Literal["value", "key"] = "value",
    within: Span | None = None,
    help: str = "",  # noqa: A002 - as in Diagnostic
    labels: tuple[Label, ...] = (),
    severity: Severity | None = None,
    aws_message: str = "",
    aws_code: str | None = None,
    aws_at: Pointer | None = None,
) -> Diagnostic:
    """Return a diagnostic of a registered code. ``part="key"`` underlines the key, where the place has one."""
    entry = CODES_BY_ID[code]
    if part == "key" and not (at and isinstance(at[-1], str)):
        part = "value"
    severity = severity or entry.severity
    known = entry.aws_code if aws_code is None else aws_code
    return Diagnostic(
        code,
        entry.name,
        severity,
        message,
        Place(at, part, within),
        help,
        labels,
        aws_code=known if severity is entry.severity else "",
        aws_message=aws_message,
        aws_pointer=aws_at,
    )


def closest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that was probably meant, or an empty string.

    >>> closest("Proces", ["Process", "Publish"]), closest("next", ["Next"]), closest("X", ["Process"])
    ('Process', 'Next', '')
    """
    wanted = word.lower()
    by_lower_case: dict[str, str] = {}
    for candidate in candidates:
        by_lower_case.setdefault(candidate.lower(), candidate)
    if wanted in by_lower_case:
        return by_lower_case[wanted]
    likely = islice((name for name in by_lower_case if abs(len(name) - len(wanted)) <= _SLIPS), _MOST_COMPARED)
    found = get_close_matches(wanted, likely, n=1, cutoff=0.7)
    return by_lower_case[found[0]] if found else ""


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str = "") -> str:
    """Return a sentence of help that offers the nearest candidate."""
    found = closest(word, candidates)
    return f'did you mean "{found}"?' if found else otherwise


def quoted(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names in quotes as a sentence lists them.

    >>> quoted(["A"]), quoted(["A", "B", "C"], "or")
    ('"A"', '"A", "B" or "C"')
    """
    shown = [f'"{name}"' for name in names]
    return f" {conjunction} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
