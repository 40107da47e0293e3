"""The values of the run view: a visit to a state, the row of a state, and the things that happen to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, TypeAlias

from asl.integrations import MadeResource
from asl.json_values import Json

__all__ = ["Happening", "HappeningKind", "Row", "Visit", "VisitStatus"]


class VisitStatus(Enum):
    """How a visit to a state stands. ``CAUGHT`` means that it failed and a Catcher went on."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    CAUGHT = "caught"
    FAILED = "failed"
    ABORTED = "aborted"


@dataclass(slots=True, eq=False)
class Row:
    """Everything that is known of a state by its name, over all its visits. The view owns and changes it.

    Attributes:
        depth: how many Parallel and Map states it is inside of.
        visits: how often the state was entered.
        attempts: how often its work was begun, retries included; 0 for states that do no work.
        job: what the service last said of its job; ``jobs`` what it said of the first ones.
        first_ms, last_ms: virtual time of the first entry and of the last exit.
        items: items of a Map state; ``items_done`` those that ended well.
    """

    name: str
    type: str
    depth: int
    first_ms: int
    last_ms: int
    visits: int = 0
    attempts: int = 0
    counts: dict[VisitStatus, int] = field(default_factory=lambda: dict.fromkeys(VisitStatus, 0))
    job: str = ""
    jobs: list[str] = field(default_factory=list)
    error: str = ""
    made: list[MadeResource] = field(default_factory=list)
    items: int = 0
    items_done: int = 0

    @property
    def status(self) -> VisitStatus:
        """The status that matters most: what runs, then what went wrong."""
        order = (VisitStatus.RUNNING, VisitStatus.FAILED, VisitStatus.ABORTED, VisitStatus.CAUGHT)
        return next((status for status in order if self.counts[status]), VisitStatus.SUCCEEDED)


@dataclass(slots=True, eq=False)
class Visit:
    """One entry of a state. The view owns and changes it.

    Attributes:
        parent: the visit to the Parallel or Map state around it.
        iteration: index of the item, when it is inside a Map state.
        is_shown: whether it is worth a line of its own: see :data:`.run_view.SHOWN_ITERATIONS`.
        parameters: what the attempt under way was given.
        cause_of: the visit inside that made this one fail.
    """

    row: Row
    parent: Visit | None
    iteration: int | None
    entered_ms: int
    is_shown: bool
    status: VisitStatus = VisitStatus.RUNNING
    attempt: int = 0
    error: str | None = None
    cause: str | None = None
    is_failing: bool = False
    has_result: bool = False
    parameters: Json = None
    made: tuple[MadeResource, ...] = ()
    cause_of: Visit | None = None
    width: int = 0

    @property
    def label(self) -> str:
        """The way to the state: ``Each[2] / Work``."""
        if self.parent is None:
            return self.row.name
        index = "" if self.iteration is None else f"[{self.iteration}]"
        return f"{self.parent.label}{index} / {self.row.name}"

    def origin(self) -> Visit:
        """Return the innermost visit that made this one fail."""
        visit = self
        while visit.cause_of is not None:
            visit = visit.cause_of
        return visit


HappeningKind: TypeAlias = Literal[
    "entered", "attempt", "submitted", "status", "attempt failed", "items", "item failed", "ended"
]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a visit, in the words of the view. ``text`` is a status, a count or a failure."""

    kind: HappeningKind
    time_ms: int
    visit: Visit
    text: str = ""
