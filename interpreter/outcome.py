"""How an execution stands and how it ended: values for whoever runs one, and for whoever follows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from asl.json_values import Json

from .events import Event
from .history import History
from .services import ExecutionFacts
from .tokens import RefusedCall

if TYPE_CHECKING:
    from .map_run.record import MapRun
    from .strand import Strand

__all__ = ["Execution", "ExecutionStatus", "Watcher"]


class ExecutionStatus(Enum):
    """How an execution stands, in the service's words."""

    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    ABORTED = "ABORTED"


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who follows a run while it happens; both callbacks may look and must not touch.

    Attributes:
        on_event: called with each event and its id.
        on_status: called with a state's name, what the service says of its job, and the virtual time.
    """

    on_event: Callable[[Event, int], None] | None = None
    on_status: Callable[[str, str, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """An execution that has ended.

    Attributes:
        output: present when it succeeded.
        error, cause: present when it failed, as far as the failure had them.
        stop_ms: virtual time of the last event; times are milliseconds since the epoch.
        map_runs: the Map Runs with their child executions, by ARN.
        redrive_count: how often it was redriven.
        stuck: why nothing more could have happened, when that is why it timed out.
        refused_calls: calls about task tokens that were refused.
        root: where its strands stood when it ended badly; what a redrive goes on from.
    """

    facts: ExecutionFacts
    status: ExecutionStatus
    input: Json
    history: History = field(repr=False)
    stop_ms: int
    output: Json = None
    error: str | None = None
    cause: str | None = None
    map_runs: dict[str, MapRun] = field(default_factory=dict, repr=False)
    redrive_count: int = 0
    stuck: str | None = None
    refused_calls: tuple[RefusedCall, ...] = ()
    root: Strand | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The execution's name."""
        return self.facts.name

    @property
    def arn(self) -> str:
        """The execution's ARN."""
        return self.facts.arn

    @property
    def has_succeeded(self) -> bool:
        """Whether it came to its end without a failure."""
        return self.status is ExecutionStatus.SUCCEEDED

    @property
    def duration_ms(self) -> int:
        """Virtual time that passed."""
        return self.stop_ms - self.facts.start_ms
