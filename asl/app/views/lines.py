"""A run as plain lines, one for each thing that happens, for logs and pipes.

What would be thousands of lines is counted instead: later iterations of a Map state and later rounds of a loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from ..render.cells import printable
from ..render.colour import Paint, Role
from ..render.durations import duration_text
from .run_view import SHOWN_ITERATIONS, SHOWN_VISITS, failure_text
from .visits import Happening, Visit, VisitStatus

__all__ = ["ROLES", "LinePrinter", "shorten"]

_INSTANT_TYPES = ("Pass", "Choice", "Succeed", "Fail")
"""States that take no time: told once, when they are left."""

_MAX_TEXT = 300

ROLES: Mapping[VisitStatus, Role] = MappingProxyType(
    {
        VisitStatus.RUNNING: "info",
        VisitStatus.SUCCEEDED: "good",
        VisitStatus.CAUGHT: "warning",
        VisitStatus.FAILED: "error",
        VisitStatus.ABORTED: "warning",
    }
)


class LinePrinter:
    """Turns happenings into lines; remembers which states it has stopped telling of one by one."""

    def __init__(self, start_ms: int, paint: Paint) -> None:
        self._start_ms = start_ms
        self._paint = paint
        self._counted_only: set[str] = set()

    def line(self, happening: Happening) -> str:
        """Return the line of a happening, or an empty string when it has none."""
        visit = happening.visit
        if not visit.is_shown and happening.kind != "item failed":
            return self._note(happening) if happening.kind == "entered" else ""
        text = _text(happening)
        role = _role(happening)
        return self._stamped(happening.time_ms, f"{visit.label}: ", text, role) if text else ""

    def _note(self, happening: Happening) -> str:
        """Say once that a state goes round too often to be told of each time."""
        visit = happening.visit
        name = visit.row.name
        is_loop = visit.row.visits > SHOWN_VISITS and visit.iteration is None
        if not is_loop or name in self._counted_only or (visit.parent is not None and not visit.parent.is_shown):
            return ""
        self._counted_only.add(name)
        return self._stamped(happening.time_ms, f"{visit.label}: ", "later visits are only counted")

    def _stamped(self, time_ms: int, label: str, text: str, role: Role = "dim") -> str:
        stamp = self._paint(f"+{duration_text(time_ms - self._start_ms)}", "dim")
        return f"{stamp}  {printable(label)}{self._paint(printable(text), role)}\n"


def _text(happening: Happening) -> str:
    visit, text = happening.visit, happening.text
    match happening.kind:
        case "entered":
            return "" if visit.row.type in _INSTANT_TYPES else "entered"
        case "attempt":
            return f"attempt {text}"
        case "submitted":
            return "submitted"
        case "status":
            return text
        case "attempt failed":
            return f"attempt {visit.attempt} failed: {shorten(text)}"
        case "items":
            return _items(int(text))
        case "item failed":
            return f"iteration {shorten(text)}"
        case "ended":
            return _ended(visit)
        case unknown:
            assert_never(unknown)


def _role(happening: Happening) -> Role:
    match happening.kind:
        case "attempt failed" | "item failed":
            return "error"
        case "ended":
            return ROLES[happening.visit.status]
        case _:
            return "plain"


def _ended(visit: Visit) -> str:
    """Return how a visit ended, with what it made."""
    text = visit.status.value
    if visit.status is VisitStatus.CAUGHT:
        text = "failed and was caught"
    elif visit.status is VisitStatus.FAILED and not _is_told(visit):
        origin = visit.origin()
        reason = shorten(failure_text(origin.error, origin.cause))
        text += f": {reason}" if reason else ""
    made = ", ".join(f"{resource.kind} {resource.name}" for resource in visit.made)
    return text + (f", made {made}" if made else "")


def _is_told(visit: Visit) -> bool:
    """Tell whether the reason stands in the line before, where the attempt failed."""
    return visit.row.type == "Task" and visit.attempt > 0


def shorten(text: str, limit: int = _MAX_TEXT) -> str:
    """Return a text on one line, cut when it is long.

    >>> shorten("a\\n b", 10), shorten("abcdefgh", 5)
    ('a b', 'abcd…')
    """
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _items(count: int) -> str:
    items = f"{count:,} item" if count == 1 else f"{count:,} items"
    return items if count <= SHOWN_ITERATIONS else f"{items}, the first {SHOWN_ITERATIONS} are shown"
