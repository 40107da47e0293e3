"""A run as a table that changes in place: one row per state, whatever number of times it runs."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ..render.cells import printable
from ..render.durations import duration_text
from .lines import shorten
from .run_view import RunView
from .visits import Row, VisitStatus

__all__ = ["LiveTable", "make_table"]

_STYLES: Final = {
    VisitStatus.RUNNING: "bold blue",
    VisitStatus.SUCCEEDED: "green",
    VisitStatus.CAUGHT: "yellow",
    VisitStatus.FAILED: "bold red",
    VisitStatus.ABORTED: "yellow",
}
_STATUS_WIDTH: Final = 9
_PADDING: Final = 2
_ROOM_AROUND: Final = 4
"""Lines of the terminal that the table leaves to its head and what is around it."""


class LiveTable:
    """Shows a view on a terminal as long as it is entered; the last picture stays."""

    def __init__(
        self, view: RunView, start_ms: int, stream: TextIO, environ: Mapping[str, str], *, is_colored: bool
    ) -> None:
        self._console = Console(
            file=stream, force_terminal=True, no_color=not is_colored, highlight=False, _environ=environ
        )
        height = max(3, self._console.height - _ROOM_AROUND)

        def picture() -> Table:
            return make_table(list(view.rows.values()), start_ms, self._console.width, height)

        self._live = Live(
            get_renderable=picture,
            console=self._console,
            refresh_per_second=10,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.start(refresh=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()


def make_table(rows: list[Row], start_ms: int, width: int, height: int) -> Table:
    """Return the picture of the rows; the first are left out when there are more than ``height``."""
    names = [Text("  " * row.depth + printable(row.name)) for row in rows]
    times = [f"+{duration_text(row.first_ms - start_ms)}" for row in rows]
    name_width = min(max((name.cell_len for name in names), default=5), max(10, width // 3))
    time_width = max((len(time) for time in times), default=0)
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("State", overflow="ellipsis", no_wrap=True, width=name_width)
    table.add_column("Status", no_wrap=True, width=_STATUS_WIDTH)
    table.add_column("Entered", no_wrap=True, justify="right", width=time_width)
    # What is left; rich would take room from the other columns instead.
    rest = max(10, width - name_width - _STATUS_WIDTH - time_width - 3 * _PADDING)
    table.add_column("What it does", overflow="ellipsis", no_wrap=True, width=rest)
    shown = list(zip(names, rows, times, strict=True))
    if len(rows) > height:
        table.add_row(Text(f"… {len(rows) - height + 1} before", style="dim"), "", "", "")
        shown = shown[1 - height :]
    for name, row, time in shown:
        status = Text(row.status.value, style=_STYLES[row.status])
        table.add_row(name, status, time, Text(printable(_detail(row))))
    return table


def _detail(row: Row) -> str:
    """Return what is worth knowing of a row: its job, its retries and visits, what it made, why it failed."""
    parts: list[str] = []
    if row.items:
        parts.append(f"{row.items_done:,} of {row.items:,} iterations")
    if row.visits > 1:
        running = row.counts[VisitStatus.RUNNING]
        parts.append(f"{row.visits:,} visits" + (f", {running:,} running" if running else ""))
    if row.attempts > row.visits:
        parts.append(f"{row.attempts:,} attempts")
    if row.status is VisitStatus.RUNNING and row.job:
        parts.append(row.job)
    elif row.jobs and row.visits == 1:
        parts.append(" → ".join(status.rsplit(": ", 1)[-1] for status in row.jobs))
    if row.made:
        more = f" and {len(row.made) - 1:,} more" if len(row.made) > 1 else ""
        parts.append(f"made {row.made[0].kind} {row.made[0].name}{more}")
    if row.error and row.status is not VisitStatus.SUCCEEDED:
        parts.append(row.error)
    return shorten("; ".join(parts))
