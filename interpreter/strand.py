"""One line of control through a flow: the execution itself, a branch of a Parallel, an iteration of a Map."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from asl.expr.context import MapItem, build_context
from asl.expr.environment import Environment
from asl.expr.failure import QUERY_EVALUATION_ERROR, EvaluationFailure
from asl.json_values import MISSING, Json, JsonObject

from .effects import Effects
from .failures import BadStateData, StateFailure
from .history import HistoryLimitReached
from .program import CompiledFlow, CompiledState
from .standing import ChildWork, Resumption

if TYPE_CHECKING:
    from .execution import ExecutionRun
    from .map_run.record import MapRun

__all__ = ["Strand"]


class Strand:
    """The mutable state of one line of control; the scheduler and the state handlers own it.

    Attributes:
        data: raw input of the state that runs, then its output.
        last_id: the event that the next one points back to.
        env: what the state's expressions see; reused from state to state.
        state: the state that runs; ``None`` before the first and after the last.
        entered_id: id of the running state's Entered event.
        failure: how the strand ended, when it ended badly.
        iteration_of: name of the Map state, when the strand is one of its inline iterations.
        work: the children of the running state, when it is a Parallel or an inline Map.
        map_run: the Map Run of the running state; ``earlier_map_run`` is the one that a redrive goes on with.
        resumption: the state that a redriven strand begins in.
    """

    __slots__ = (
        "children",
        "data",
        "earlier_map_run",
        "ended",
        "entered_id",
        "entered_ms",
        "env",
        "failure",
        "flow",
        "generator",
        "index",
        "is_closed",
        "is_waiting_for_child",
        "item",
        "iteration_of",
        "job",
        "last_id",
        "map_run",
        "parent",
        "resumption",
        "retry_count",
        "run",
        "state",
        "task_token",
        "wakeup",
        "work",
    )

    def __init__(
        self,
        run: ExecutionRun,
        flow: CompiledFlow,
        data: Json,
        last_id: int,
        parent: Strand | None = None,
        index: int = 0,
        item: MapItem | None = None,
    ) -> None:
        self.run = run
        self.flow = flow
        self.data = data
        self.last_id = last_id
        self.parent = parent
        self.index = index
        self.item: MapItem | None = item if item is not None or parent is None else parent.item
        self.iteration_of: str | None = None
        variables: Mapping[str, Json] = {} if parent is None else parent.env.variables
        self.env: Environment = Environment(data, variables, self.context, run.chance, run.read_clock)
        self.state: CompiledState | None = None
        self.entered_id = 0
        self.entered_ms = 0
        self.retry_count: int | None = None
        self.task_token: str | None = None
        self.job: Any = None
        self.children: set[Strand] = set()
        self.ended: deque[Strand] = deque()
        self.is_waiting_for_child = False
        self.is_closed = False
        self.wakeup = 0
        self.failure: StateFailure | None = None
        self.work: ChildWork | None = None
        self.map_run: MapRun | None = None
        self.earlier_map_run: MapRun | None = None
        self.resumption: Resumption | None = None
        self.generator: Effects = run_flow(self)

    def enter(self, event_type: str, name: str) -> Json:
        """Record that the state was entered and return its raw input."""
        history = self.run.history
        data = self.data
        self.work = self.map_run = None
        if self.resumption is not None:
            resumption, self.resumption = self.resumption, None
            if event_type != "FailStateEntered":
                self.work, self.entered_id = resumption.work, resumption.entered_id
                self.map_run = self.earlier_map_run = resumption.map_run
                self.entered_ms = self.run.clock.now_ms
                self.env.data = data
                return data
        entered_id = history.append(event_type, self.last_id, name, data)
        self.last_id = self.entered_id = entered_id
        self.entered_ms = self.run.clock.now_ms
        self.env.data = data
        return data

    def begin_work(self, count: int) -> tuple[ChildWork, bool]:
        """Return the children's work of an attempt, and whether a redriven strand goes on with it."""
        if self.work is not None and self.work.is_resumed:
            self.work.is_resumed = False
            return self.work, True
        self.work = ChildWork([MISSING] * count)
        return self.work, False

    def exit(self, event_type: str, name: str, output: Json, assigned: JsonObject | None = None) -> None:
        """Record the state's output, check its size, and make it the data that goes on."""
        if output is not self.data:
            self.run.check_payload(output, name)
        if assigned:
            self.run.check_variables(assigned, self.env.variables)
            self.env.variables = {**self.env.variables, **assigned}
        self.last_id = self.run.history.append(event_type, self.last_id, name, output, assigned)
        self.data = output

    def context(self) -> dict[str, Any]:
        """Return the Context Object as it stands now."""
        run = self.run
        facts = run.facts
        return build_context(
            execution_id=facts.arn,
            execution_input=run.input,
            execution_name=facts.name,
            role_arn=facts.role_arn,
            start_ms=facts.start_ms,
            state_machine_id=facts.state_machine_arn,
            state_machine_name=facts.state_machine_name,
            state_name="" if self.state is None else self.state.name,
            entered_ms=self.entered_ms,
            retry_count=MISSING if self.retry_count is None else self.retry_count,
            task_token=MISSING if self.task_token is None else self.task_token,
            map_item=MISSING if self.item is None else self.item,
            redrive_count=run.redrive_count if run.behaviour.has_redrive_count else MISSING,
            redrive_ms=MISSING if run.redrive_ms is None else run.redrive_ms,
            is_express=run.is_express,
        )

    def let_go(self) -> None:
        """Have an ended strand freed at once, and its data with it, without waiting for a search for cycles."""
        self.env.context = dict

    def abandon_children(self) -> None:
        """Close what is still at work below and forget what has ended; records nothing."""
        for child in sorted(self.children, key=lambda child: child.index):
            self.run.scheduler.abort(child)
        self.children.clear()
        self.ended.clear()

    def fail(self, error: str, cause: str, *, has_prefix: bool = True) -> StateFailure:
        """Return the failure of the running state, its cause with the prefix that the service writes."""
        if has_prefix and self.state is not None and self.run.behaviour.has_cause_prefix:
            name = self.state.name
            entered = f"(entered at the event id #{self.entered_id})"
            cause = f"An error occurred while executing the state '{name}' {entered}. {cause}"
        return StateFailure(error, cause, self.last_id)

    def fail_evaluation(self, raised: EvaluationFailure) -> StateFailure:
        """Return the failure of an expression; that of a JSONata expression has an event of its own."""
        failure = self.fail(raised.error, raised.cause)
        if raised.error == QUERY_EVALUATION_ERROR and self.state is not None:
            told = (failure.error, failure.cause)
            history, name = self.run.history, self.state.name
            previous_id = _previous_id(self, raised.location)
            failure.event_id = history.append("EvaluationFailed", previous_id, name, told, raised.location)
            self.last_id = failure.event_id
        return failure


def _previous_id(strand: Strand, location: str | None) -> int:
    """Return what an ``EvaluationFailed`` points back to.

    When nothing else happened since the state was entered it is the event before that, except for the Timestamp of a
    Wait, as recorded.
    """
    if strand.last_id != strand.entered_id or location == "Timestamp":
        return strand.last_id
    return strand.run.history.events[strand.entered_id - 1].previous_id


def run_flow(strand: Strand) -> Effects:
    """Run the states of a strand's flow to its end; what is left is ``strand.data`` or ``strand.failure``.

    States that cannot wait run straight through here and never reach the scheduler.
    """
    try:
        yield from _run_states(strand)
    except HistoryLimitReached as reached:
        # Ends only the execution whose history is full: the child of a Distributed Map has one of its own.
        strand.abandon_children()
        strand.failure = StateFailure("States.Runtime", str(reached), strand.last_id)
    strand.state = None if strand.failure is None else strand.state


def _run_states(strand: Strand) -> Effects:
    state: CompiledState | None = strand.flow.start if strand.resumption is None else strand.resumption.state
    try:
        while state is not None:
            strand.state = state
            step = state.step
            if step is not None:
                state = step(strand)
            else:
                assert state.run is not None, f"{state} was never linked"
                state = yield from state.run(strand)
    except EvaluationFailure as failure:
        strand.failure = strand.fail_evaluation(failure)
    except BadStateData as failure:
        strand.failure = strand.fail(failure.error, failure.cause, has_prefix=failure.has_prefix)
    except StateFailure as failure:
        failure.event_id = failure.event_id or strand.last_id
        strand.failure = failure
