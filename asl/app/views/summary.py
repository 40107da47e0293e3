"""How a run ended: for people, after the last line, and for programs, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from asl.expr.timestamps import format_timestamp
from asl.json_values import Json, JsonObject
from interpreter.execution import Execution, ExecutionStatus

from ..render.cells import printable
from ..render.colour import Paint
from ..render.durations import duration_text
from .run_view import RunView, fold_events
from .visits import Row

__all__ = ["VERSION", "execution_object", "render_summary"]

VERSION = 1
"""Goes up when a member changes its meaning or goes away; new members may come at any time."""

_MAX_CAUSE = 2000
_SHOWN_RESOURCES = 3
"""Resources of one state that the text names; a Map state may make thousands."""


def render_summary(execution: Execution, view: RunView, paint: Paint) -> str:
    """Return the summary: status and virtual time, then error and cause, then what each state made."""
    is_good = execution.status is ExecutionStatus.SUCCEEDED
    status = paint(execution.status.value, "good" if is_good else "error")
    lines = [f"{status} after {duration_text(execution.duration_ms)} of virtual time"]
    if not is_good:
        where = "" if view.failed is None else f' in state "{view.failed.label}"'
        lines[0] += printable(where)
        lines.append(f"  error  {printable(execution.error or '(none)')}")
        if execution.cause is not None:
            lines += [f"  {'cause' if number == 0 else '':5}  {line}" for number, line in enumerate(_cause(execution))]
    made = list(_made(execution, view))
    width = max((len(kind) for kind, _, _ in made), default=0)
    for number, (kind, name, state) in enumerate(made):
        title = "made" if number == 0 else ""
        lines.append(f"  {title:5}  {printable(f'{kind:{width}}  {name}')}  {paint(printable(f'({state})'), 'dim')}")
    return "\n".join(lines) + "\n"


def _cause(execution: Execution) -> list[str]:
    """Return the lines of the cause; a service's JSON is easier to read indented."""
    text = execution.cause or ""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        text = json.dumps(value, indent=2, ensure_ascii=False)
    if len(text) > _MAX_CAUSE:
        text = f"{text[:_MAX_CAUSE]}… (--json has all of it)"
    return printable(text).split("\n")


def _made(execution: Execution, view: RunView) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and state of what was made, the first few of each state."""
    for row in all_rows(execution, view):
        for resource in row.made[:_SHOWN_RESOURCES]:
            yield resource.kind, resource.name, row.name
        if len(row.made) > _SHOWN_RESOURCES:
            yield "…", f"and {len(row.made) - _SHOWN_RESOURCES:,} more", row.name


def all_rows(execution: Execution, view: RunView) -> Iterator[Row]:
    """Yield the rows of an execution and of the child executions of its Map Runs, those of one state added up."""
    yield from view.rows.values()
    inner: dict[str, Row] = {}
    for child in _children(execution):
        for row in fold_events(child.history).rows.values():
            total = inner.setdefault(row.name, row)
            if total is not row:
                _add_up(total, row)
    yield from inner.values()


def _children(execution: Execution) -> Iterator[Execution]:
    for children in execution.map_runs.values():
        for child in children:
            yield child
            yield from _children(child)


def _add_up(total: Row, row: Row) -> None:
    total.first_ms, total.last_ms = min(total.first_ms, row.first_ms), max(total.last_ms, row.last_ms)
    total.visits += row.visits
    total.attempts += row.attempts
    for status, count in row.counts.items():
        total.counts[status] += count
    total.made += row.made
    total.items += row.items
    total.items_done += row.items_done
    total.error = total.error or row.error


def execution_object(execution: Execution, view: RunView) -> JsonObject:
    """Return the object that ``asl run --json`` prints. Names are the service's own where it has one.

    ``output`` is there when the execution succeeded, ``error``, ``cause`` and ``failedState`` when it did not.
    """
    facts = execution.facts
    answer: JsonObject = {"version": VERSION, "status": execution.status.value}
    if execution.status is ExecutionStatus.SUCCEEDED:
        answer["output"] = execution.output
    else:
        answer["error"] = execution.error
        answer["cause"] = execution.cause
        answer["failedState"] = None if view.failed is None else view.failed.row.name
    rows = list(all_rows(execution, view))
    answer |= {
        "executionArn": facts.arn,
        "stateMachineArn": facts.state_machine_arn,
        "name": facts.name,
        "startDate": format_timestamp(facts.start_ms),
        "stopDate": format_timestamp(execution.stop_ms),
        "durationMs": execution.duration_ms,
        "resources": _resources(rows),
        "states": [_row_object(row) for row in rows],
    }
    return answer


def _resources(rows: Iterable[Row]) -> list[Json]:
    return [{"state": row.name, "kind": made.kind, "name": made.name} for row in rows for made in row.made]


def _row_object(row: Row) -> JsonObject:
    counts: JsonObject = {status.value: count for status, count in row.counts.items() if count}
    return {"name": row.name, "type": row.type, "visits": row.visits, "attempts": row.attempts, **counts}
