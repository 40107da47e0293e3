"""A Map Run: what DescribeMapRun and ListExecutions tell of it.

Counts go by items and by executions; with batches the two differ. Executions are all counted, and kept up to a bound:
a number of them, fewer when their batches are large.
Source: the ``stepfunctions`` model; ``resultsWritten`` counts results although no ResultWriter writes them (recorded).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from asl.expr.timestamps import format_timestamp

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["KEPT_CHILDREN", "MapRun", "MapRunCounts", "MapRunStatus"]

MapRunStatus: TypeAlias = Literal["RUNNING", "SUCCEEDED", "FAILED", "ABORTED"]


KEPT_CHILDREN: Final = 10_000
"""Child executions of a Map Run that are kept, unless a run is told otherwise."""

_ITEMS_PER_CHILD: Final = 10
"""Items that kept executions may have, each on average: a batch may hold thousands of items, and all their data."""


@dataclass(slots=True)
class MapRunCounts:
    """How many items or executions stand where."""

    pending: int = 0
    running: int = 0
    succeeded: int = 0
    failed: int = 0
    timed_out: int = 0
    aborted: int = 0
    total: int = 0
    results_written: int = 0

    def start(self, number: int) -> None:
        """Count what begins to run."""
        self.running += number
        self.total += number

    def end(self, status: str, number: int) -> None:
        """Count what has ended."""
        self.running -= number
        name = status.lower()
        setattr(self, name, getattr(self, name) + number)

    def describe(self) -> dict[str, int]:
        """Return the counts in the service's shape.

        >>> MapRunCounts(succeeded=2, total=2).describe()["timedOut"]
        0
        """
        return {_camel(field.name): getattr(self, field.name) for field in fields(self)}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


class MapRun:
    """The state of a Map Run; the Map state that started it changes it, everybody else reads.

    Iterating goes through the child executions that are kept, in the order in which they ended.

    Attributes:
        arn, state_machine_arn: its own ARN, and the one of the machine that its children run.
        stop_ms: when it ended, milliseconds since the epoch.
        executions: the ended child executions, as many as are kept.
        indexes: the place of each of them in the order of the inputs, by their name.
        redrive_count: how often the Map Run was redriven.
    """

    __slots__ = (
        "_items",
        "_keep_children",
        "_kept_items",
        "arn",
        "error",
        "execution_arn",
        "execution_counts",
        "executions",
        "indexes",
        "item_counts",
        "max_concurrency",
        "redrive_count",
        "start_ms",
        "state_machine_arn",
        "status",
        "stop_ms",
        "tolerated_failure_count",
        "tolerated_failure_percentage",
    )

    def __init__(
        self, arn: str, state_machine_arn: str, execution_arn: str, start_ms: int, keep_children: int = KEPT_CHILDREN
    ) -> None:
        self.arn = arn
        self.state_machine_arn = state_machine_arn
        self.execution_arn = execution_arn
        self.start_ms = start_ms
        self.stop_ms: int | None = None
        self.status: MapRunStatus = "RUNNING"
        self.error: tuple[str | None, str | None] | None = None
        self.max_concurrency = 0
        self.tolerated_failure_count = 0
        self.tolerated_failure_percentage: float = 0.0
        self.item_counts = MapRunCounts()
        self.execution_counts = MapRunCounts()
        self.executions: list[Execution] = []
        self.indexes: dict[str, int] = {}
        self.redrive_count = 0
        self._keep_children = keep_children
        self._kept_items = 0
        self._items: dict[str, int] = {}

    def __iter__(self) -> Iterator[Execution]:
        return iter(self.executions)

    def __len__(self) -> int:
        return len(self.executions)

    def __getitem__(self, index: int) -> Execution:
        return self.executions[index]

    @property
    def failed_items(self) -> int:
        """Items whose child execution failed or timed out."""
        return self.item_counts.failed + self.item_counts.timed_out

    def start(self, name: str, items: int) -> None:
        """Count a child execution that begins."""
        self._items[name] = items
        self.execution_counts.start(1)
        self.item_counts.start(items)

    @property
    def is_whole(self) -> bool:
        """Tell whether all child executions that began are kept, so that a redrive can go on from them."""
        return len(self.executions) == self.execution_counts.total - self.execution_counts.pending

    def redriven(self) -> MapRun:
        """Return this Map Run as it stands when its redrive begins: no child has ended again yet."""
        again = MapRun(self.arn, self.state_machine_arn, self.execution_arn, self.start_ms, self._keep_children)
        again.redrive_count = self.redrive_count + 1
        return again

    def append(self, execution: Execution, index: int) -> None:
        """Count a child execution that has ended, and keep it while there is room."""
        items = self._items.pop(execution.name)
        status = execution.status.value
        self.execution_counts.end(status, 1)
        self.item_counts.end(status, items)
        most = self._keep_children
        if len(self.executions) < most and self._kept_items + items <= max(most * _ITEMS_PER_CHILD, items):
            self._kept_items += items
            self.executions.append(execution)
            self.indexes[execution.name] = index

    def count_pending(self, items: int) -> None:
        """Count a child execution that never begins, because the Map Run has failed."""
        for counts, number in ((self.execution_counts, 1), (self.item_counts, items)):
            counts.pending += number
            counts.total += number

    def count_written(self, items: int) -> None:
        """Count the result of one child execution as written."""
        self.execution_counts.results_written += 1
        self.item_counts.results_written += items

    def is_running(self, name: str) -> bool:
        """Tell whether a child execution has begun and not yet been counted as ended."""
        return name in self._items

    def items_of(self, name: str) -> int:
        """Return the number of items of a child execution that is running."""
        return self._items[name]

    def end(self, status: MapRunStatus, stop_ms: int, error: tuple[str | None, str | None] | None = None) -> None:
        """Mark the Map Run as ended, for the reason given."""
        self.status, self.stop_ms, self.error = status, stop_ms, error

    def describe(self) -> dict[str, Any]:
        """Return what DescribeMapRun answers."""
        described: dict[str, Any] = {
            "mapRunArn": self.arn,
            "executionArn": self.execution_arn,
            "status": self.status,
            "startDate": format_timestamp(self.start_ms),
            "maxConcurrency": self.max_concurrency,
            "toleratedFailurePercentage": float(self.tolerated_failure_percentage),
            "toleratedFailureCount": self.tolerated_failure_count,
            "itemCounts": self.item_counts.describe(),
            "executionCounts": self.execution_counts.describe(),
        }
        if self.redrive_count:
            described["redriveCount"] = self.redrive_count
        if self.stop_ms is not None:
            described["stopDate"] = format_timestamp(self.stop_ms)
        return described
