"""The run view: a fold over history events that knows, at any moment, how each state stands.

Events of a Task carry no state name, and events of branches are mixed with one another, so every event is traced to
the visit it belongs to through ``previousEventId``. Where that leads somewhere else (a Parallel state's exit points
into its last branch) the name or the type is looked for further out. A live run and a finished history fold to the
same view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from asl.integrations import MadeResource, made_resources, parse_resource
from asl.json_values import Json
from interpreter.events import Event, TaskDetails

from .visits import Happening, HappeningKind, Row, Visit, VisitStatus

__all__ = ["SHOWN_ITERATIONS", "SHOWN_VISITS", "RunView", "failure_text", "fold_events"]

SHOWN_ITERATIONS = 3
"""Iterations of each Map state that are told one by one; the others are counted."""

SHOWN_VISITS = 20
"""Visits of each state that are told one by one: a loop that polls may go round for thousands."""

MAX_JOB_STATUSES = 8
"""Statuses of a job that a row remembers, for the picture that stays when the run is over."""


class RunView:
    """The view of one execution. ``rows`` are in the order in which the states were first entered."""

    def __init__(self, tell: Callable[[Happening], None] | None = None) -> None:
        self.rows: dict[str, Row] = {}
        self.failed: Visit | None = None
        """The visit that made the execution fail."""
        self._owners: list[Visit | None] = [None]
        self._iterations: dict[int, int] = {}
        self._running: dict[Visit, None] = {}
        self._cut_off: list[Visit] = []
        self._is_redriven = False
        self._tell = tell

    def add(self, event: Event, event_id: int) -> None:
        """Take the next event; ids count from 1 without gaps."""
        assert event_id == len(self._owners), f"event {event_id} came after {len(self._owners) - 1}"
        kind = event.type
        before = self._owners[event.previous_id]
        if kind.endswith("StateEntered"):
            owner: Visit | None = self._enter(event, before)
        elif kind.endswith("StateExited"):
            owner = self._exit(event, _named(before, event.name))
        elif kind.startswith(("Parallel", "Map")):
            owner = self._add_container_event(event, event_id, before)
        elif kind == "ExecutionRedriven":
            owner, self.failed = before, None
            self._is_redriven = True
            for visit in self._cut_off:
                self._reopen(visit)
        elif kind.startswith("Execution"):
            owner = None if kind == "ExecutionStarted" else self._end(event, before)
        else:
            owner = before
            # An aborted Task points at what aborted it; it is closed when the state around it is.
            if before is not None and kind != "TaskStateAborted":
                self._add_task_event(event, before)
        self._owners.append(owner)

    def add_status(self, name: str, status: str, time_ms: int) -> None:
        """Take what a service says of the job of a state."""
        row = self.rows.get(name)
        if row is None or row.job == status:
            return
        row.job = status
        if len(row.jobs) < MAX_JOB_STATUSES:
            row.jobs.append(status)
        visits = [visit for visit in self._running if visit.row is row]
        if len(visits) == 1 or (visits and row.visits <= SHOWN_ITERATIONS):
            self._say("status", time_ms, visits[-1], status)

    def _enter(self, event: Event, before: Visit | None) -> Visit:
        iteration = self._iterations.get(event.previous_id)
        if before is None:
            parent = None
        elif iteration is not None or (before.row.type in ("Parallel", "Map") and before in self._running):
            parent = before
        else:
            parent, iteration = before.parent, before.iteration
        name = event.name or ""
        row = self.rows.get(name)
        if row is None:
            depth = 0 if parent is None else parent.row.depth + 1
            kind = event.type.removesuffix("StateEntered")
            row = self.rows[name] = Row(name, kind, depth, event.timestamp_ms, event.timestamp_ms)
        row.visits += 1
        row.counts[VisitStatus.RUNNING] += 1
        is_shown = (
            (parent is None or parent.is_shown)
            and (iteration is None or iteration < SHOWN_ITERATIONS)
            and row.visits <= SHOWN_VISITS
        )
        visit = Visit(row, parent, iteration, event.timestamp_ms, is_shown)
        # A Fail state has no exit, and its error is told by whatever it makes fail.
        visit.is_failing = row.type == "Fail"
        self._running[visit] = None
        self._say("entered", event.timestamp_ms, visit)
        return visit

    def _exit(self, event: Event, visit: Visit | None) -> Visit | None:
        if visit is None:
            return None
        if self._is_redriven:
            self._reopen(visit)
        self._close_inside(visit, event.timestamp_ms)
        is_caught = visit.is_failing or (visit.row.type == "Task" and not visit.has_result)
        self._close(visit, VisitStatus.CAUGHT if is_caught else VisitStatus.SUCCEEDED, event.timestamp_ms)
        return visit

    def _add_task_event(self, event: Event, visit: Visit) -> None:
        kind = event.type
        if kind.endswith("Scheduled"):
            if self._is_redriven:
                self._reopen(visit)
            visit.attempt += 1
            visit.row.attempts += 1
            visit.parameters = event.value
            visit.is_failing = visit.has_result = False
            visit.row.job = ""
            if visit.attempt > 1:
                self._say("attempt", event.timestamp_ms, visit, str(visit.attempt))
        elif kind.endswith("Submitted"):
            self._add_made(event, visit)
            self._say("submitted", event.timestamp_ms, visit)
        elif kind.endswith("Succeeded"):
            visit.has_result, visit.is_failing = True, False
            visit.error = visit.cause = None
            self._add_made(event, visit)
        elif kind.endswith(("Failed", "TimedOut")):
            self._fail(visit, *_error_of(event))
            self._say("attempt failed", event.timestamp_ms, visit, failure_text(visit.error, visit.cause))

    def _add_container_event(self, event: Event, event_id: int, before: Visit | None) -> Visit | None:
        kind = event.type
        if kind.startswith("MapIteration"):
            map_visit = _named(before, event.name)
            if map_visit is not None:
                self._add_iteration_event(event, event_id, map_visit, before)
            return map_visit
        visit = self._container(before, "Parallel" if kind.startswith("Parallel") else "Map")
        if visit is None:
            return before
        if kind in ("ParallelStateStarted", "MapStateStarted"):
            self._close_inside(visit, event.timestamp_ms)
            visit.attempt += 1
            visit.row.attempts += 1
            visit.is_failing = False
            visit.width = event.value if isinstance(event.value, int) else 0
            if visit.attempt > 1:
                self._say("attempt", event.timestamp_ms, visit, str(visit.attempt))
            if kind == "MapStateStarted":
                visit.row.items += visit.width
                self._say("items", event.timestamp_ms, visit, str(visit.width))
        elif kind == "MapRunFailed":
            self._fail(visit, *_error_of(event))
        elif kind in ("ParallelStateFailed", "MapStateFailed"):
            inner = before
            visit.is_failing = True
            if inner is not None and inner is not visit:
                visit.cause_of = inner
                visit.error, visit.cause = inner.error, inner.cause
            self._close_inside(visit, event.timestamp_ms)
        return visit

    def _add_iteration_event(self, event: Event, event_id: int, visit: Visit, before: Visit | None) -> None:
        index = event.value if isinstance(event.value, int) else 0
        if event.type == "MapIterationStarted":
            self._iterations[event_id] = index
        elif event.type == "MapIterationSucceeded":
            visit.row.items_done += 1
        elif event.type == "MapIterationFailed" and index >= SHOWN_ITERATIONS:
            inner = before.origin() if before is not None else visit
            self._say(
                "item failed",
                event.timestamp_ms,
                visit,
                ": ".join([f"{index} failed", *filter(None, [failure_text(inner.error, inner.cause)])]),
            )

    def _end(self, event: Event, before: Visit | None) -> Visit | None:
        if event.type != "ExecutionSucceeded" and before is not None:
            origin = before.origin()
            self.failed = origin
            error, cause = _error_of(event)
            if event.type == "ExecutionFailed" and origin.error is None:
                self._fail(origin, error, cause)
            outer = origin.parent
            while outer is not None:
                outer.is_failing = True
                outer.cause_of = outer.cause_of or origin
                outer = outer.parent
        self._cut_off = list(self._running)
        for visit in reversed(self._cut_off):
            self._close(visit, VisitStatus.FAILED if visit.is_failing else VisitStatus.ABORTED, event.timestamp_ms)
        return before

    def _reopen(self, visit: Visit) -> None:
        """Take a visit that was cut off as running again, because the execution was redriven."""
        if visit in self._running:
            return
        self._running[visit] = None
        visit.row.counts[visit.status] -= 1
        visit.row.counts[VisitStatus.RUNNING] += 1
        visit.status = VisitStatus.RUNNING
        visit.is_failing, visit.error, visit.cause, visit.cause_of = False, None, None, None

    def _fail(self, visit: Visit, error: str | None, cause: str | None) -> None:
        visit.is_failing, visit.error, visit.cause = True, error, cause
        visit.row.error = error or ""

    def _container(self, visit: Visit | None, kind: str) -> Visit | None:
        """Return the nearest visit of a type that is still at work; a failed one inside it is not."""
        while visit is not None and not (visit.row.type == kind and visit in self._running and not visit.is_failing):
            visit = visit.parent
        return visit

    def _close_inside(self, outer: Visit, time_ms: int) -> None:
        """Close what was left open inside a Parallel or Map state: nothing tells of it one by one."""
        if outer.row.type not in ("Parallel", "Map"):
            return
        for visit in [visit for visit in self._running if _is_inside(visit, outer)]:
            self._close(visit, VisitStatus.FAILED if visit.is_failing else VisitStatus.ABORTED, time_ms)

    def _close(self, visit: Visit, status: VisitStatus, time_ms: int) -> None:
        if visit not in self._running:
            return
        del self._running[visit]
        counts = visit.row.counts
        counts[VisitStatus.RUNNING] -= 1
        counts[status] += 1
        visit.status = status
        visit.row.last_ms = time_ms
        self._say("ended", time_ms, visit)

    def _add_made(self, event: Event, visit: Visit) -> None:
        made = _resources_of(event, visit.parameters)
        new = tuple(resource for resource in made if resource not in visit.made)
        visit.made += new
        visit.row.made += new

    def _say(self, kind: HappeningKind, time_ms: int, visit: Visit, text: str = "") -> None:
        if self._tell is not None:
            self._tell(Happening(kind, time_ms, visit, text))


def fold_events(events: Iterable[Event]) -> RunView:
    """Return the view of a finished history."""
    view = RunView()
    for event_id, event in enumerate(events, 1):
        view.add(event, event_id)
    return view


def failure_text(error: str | None, cause: str | None) -> str:
    """Return an error and its cause as one piece of text, empty when neither is known.

    >>> failure_text("States.Timeout", None), failure_text("Bad", "too small"), failure_text(None, None)
    ('States.Timeout', 'Bad: too small', '')
    """
    return ": ".join(part for part in (error, cause) if part)


def _resources_of(event: Event, parameters: Json) -> tuple[MadeResource, ...]:
    details = event.extra
    if not isinstance(details, TaskDetails):
        return ()
    resource = parse_resource(f"arn:aws:states:::{details.resource_type}:{details.resource}")
    return () if resource is None else made_resources(resource, parameters, event.value)


def _named(visit: Visit | None, name: str | None) -> Visit | None:
    while visit is not None and visit.row.name != name:
        visit = visit.parent
    return visit


def _is_inside(visit: Visit, outer: Visit) -> bool:
    parent = visit.parent
    while parent is not None and parent is not outer:
        parent = parent.parent
    return parent is outer


def _error_of(event: Event) -> tuple[str | None, str | None]:
    error, cause = event.value
    return error, cause
