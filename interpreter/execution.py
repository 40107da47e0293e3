"""One execution while it runs: what its strands share, how it begins and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from asl.integrations.arn import TaskResource
from asl.json_values import Json, JsonObject
from asl.pointer import Pointer

from .behaviour import CURRENT, Behaviour
from .clock import VirtualClock
from .failures import StateFailure, too_large
from .history import History
from .limits import EXPRESS_LIMITS, Limits, SizeMeter, VariableMeter
from .map_run.record import KEPT_CHILDREN, MapRun
from .objects import ObjectStore, UnstockedStore
from .outcome import Execution, ExecutionStatus, Watcher
from .program import Program
from .rng import SeededChance
from .scheduler import Scheduler, Stuck
from .services import Backend, ExecutionFacts, TaskRequest
from .stop import Stop, stuck_sentence
from .strand import Strand

__all__ = ["Execution", "ExecutionRun", "ExecutionStatus", "Watcher"]


class ExecutionRun:
    """The mutable state that the strands of one execution share."""

    __slots__ = (
        "_fitting",
        "_meter",
        "_siblings",
        "_variables",
        "_watcher",
        "backend",
        "behaviour",
        "chance",
        "clock",
        "expires_ms",
        "facts",
        "has_expired",
        "history",
        "input",
        "is_express",
        "keep_children",
        "limits",
        "map_runs",
        "objects",
        "payload_limit",
        "program",
        "redrive_count",
        "redrive_ms",
        "scheduler",
        "sequence",
    )

    def __init__(
        self,
        facts: ExecutionFacts,
        input_: Json,
        *,
        backend: Backend,
        clock: VirtualClock,
        chance: SeededChance,
        limits: Limits,
        watcher: Watcher | None = None,
        scheduler: Scheduler | None = None,
        behaviour: Behaviour = CURRENT,
        objects: ObjectStore | None = None,
        keep_children: int = KEPT_CHILDREN,
    ) -> None:
        self.behaviour = behaviour
        self.facts = facts
        self.input = input_
        self.is_express = ":express:" in facts.arn
        self.backend = backend
        self.clock = clock
        self.chance = chance
        self.limits = limits
        self.payload_limit = limits.payload_bytes
        self.history = History(clock, limits.history_events, None if watcher is None else watcher.on_event)
        self.scheduler = scheduler or Scheduler(clock, backend)
        self.sequence = 0
        self.map_runs: dict[str, MapRun] = {}
        self.objects: ObjectStore = UnstockedStore() if objects is None else objects
        self.keep_children = keep_children
        self.program: Program | None = None
        self.expires_ms: int | None = None
        self.has_expired = False
        self.redrive_count = 0
        self.redrive_ms: int | None = None
        self._meter = SizeMeter()
        self._fitting: Json = None
        self._variables = VariableMeter(limits, self._meter)
        self._siblings: MapRun | None = None
        self._watcher = watcher

    def read_clock(self) -> int:
        """Return the virtual time, in milliseconds since the epoch."""
        return self.clock.now_ms

    def execute(self, program: Program, stop: Stop | None = None) -> Execution:
        """Run a program to its end, or until it is stopped."""
        return self.drive(self.begin(Strand(self, program.flow, self.input, 0)), program, stop)

    def drive(self, root: Strand, program: Program, stop: Stop | None) -> Execution:
        """Run a strand to its end; the machine's time and the delay of a stop count from now."""
        self.program = program
        now_ms, limits = self.clock.now_ms, self.limits
        spans_ms = [program.timeout_s and program.timeout_s * 1000, limits.execution_ms]
        deadline_ms = min((now_ms + span_ms for span_ms in spans_ms if span_ms is not None), default=None)
        stop_ms = None if stop is None else now_ms + stop.after_ms
        is_stopped = stop_ms is not None and (deadline_ms is None or stop_ms <= deadline_ms)
        until_ms = stop_ms if is_stopped else deadline_ms
        stuck = None
        try:
            has_ended = self.scheduler.run(root, until_ms)
        except Stuck:
            has_ended, stuck = False, None if is_stopped else stuck_sentence(self.scheduler.desk.waiting())
            if until_ms is not None:
                self.clock.move_to(until_ms)
        if has_ended:
            return self.finish(root)
        self.scheduler.abort(root)
        if is_stopped:
            assert stop is not None
            return self.abort(root, stop.error, stop.cause)
        error = "States.Timeout"
        return self.end(ExecutionStatus.TIMED_OUT, "ExecutionTimedOut", root.last_id, root, error=error, stuck=stuck)

    def begin(self, root: Strand) -> Strand:
        """Record the start of the execution; the first state's event points back to 0, not to it."""
        self.history.append("ExecutionStarted", 0, None, self.input, self.facts.role_arn)
        root.last_id = 0
        return root

    def finish(self, root: Strand) -> Execution:
        """Record how the execution ended, from the way its root strand ended."""
        if self.has_expired:
            error = "States.Timeout"
            return self.end(ExecutionStatus.TIMED_OUT, "ExecutionTimedOut", root.last_id, root, error=error)
        failure = root.failure
        if failure is None:
            return self.end(ExecutionStatus.SUCCEEDED, "ExecutionSucceeded", root.last_id, output=root.data)
        return self.end(
            ExecutionStatus.FAILED,
            "ExecutionFailed",
            failure.event_id or root.last_id,
            root,
            error=failure.error,
            cause=failure.cause,
        )

    def abort(self, root: Strand, error: str | None = None, cause: str | None = None) -> Execution:
        """Record that the execution was stopped; the event points back to 0, as recorded."""
        return self.end(ExecutionStatus.ABORTED, "ExecutionAborted", 0, root, error=error, cause=cause)

    def abort_child(self, root: Strand) -> None:
        """End this child execution, whose Map Run is over, and keep it with the others of the run."""
        execution = self.abort(root)
        if self._siblings is not None:
            self._siblings.append(execution, root.index)

    def end(
        self,
        status: ExecutionStatus,
        event_type: str,
        previous_id: int,
        root: Strand | None = None,
        *,
        output: Json = None,
        error: str | None = None,
        cause: str | None = None,
        stuck: str | None = None,
    ) -> Execution:
        """Record the last event and make the answer."""
        value: Any = output if status is ExecutionStatus.SUCCEEDED else (error, cause)
        self.history.append_last(event_type, previous_id, value)
        return Execution(
            facts=self.facts,
            status=status,
            input=self.input,
            history=self.history,
            stop_ms=self.clock.now_ms,
            output=output,
            error=error,
            cause=cause,
            map_runs=self.map_runs,
            redrive_count=self.redrive_count,
            stuck=stuck,
            refused_calls=tuple(self.scheduler.refused),
            root=None if self.is_express else root,
        )

    def request(
        self,
        name: str,
        at: Pointer,
        resource: TaskResource,
        parameters: Json,
        retry_count: int,
        task_token: str | None,
        role_arn: str | None,
        heartbeat_s: int | None = None,
    ) -> TaskRequest:
        """Make the request for one attempt of a Task."""
        sequence = self.sequence
        self.sequence = sequence + 1
        return TaskRequest(
            name,
            at,
            resource,
            parameters,
            retry_count,
            sequence,
            self.clock.now_ms,
            self.facts,
            self.chance,
            task_token,
            role_arn,
            heartbeat_s,
        )

    def check_payload(self, value: Json, name: str) -> None:
        """Fail when an output is larger than the service takes."""
        if self.is_too_large(value):
            raise too_large(name)

    def is_too_large(self, value: Json) -> bool:
        """Tell whether a payload is larger than the service takes."""
        # The result of a task is mostly its state's output as well, and asked about twice.
        if value is self._fitting or self.payload_limit is None:
            return False
        if self._meter.size_bytes(value) > self.payload_limit:
            return True
        self._fitting = value
        return False

    def check_variables(self, assigned: JsonObject, stored: Mapping[str, Json]) -> None:
        """Fail when an Assign breaks a quota of variables; ``stored`` are the variables that its state saw."""
        excess = self._variables.excess(assigned, stored)
        if excess is not None:
            raise StateFailure("States.DataLimitExceeded", excess)

    def show_status(self, name: str, status: str) -> None:
        """Tell the watcher what a service says of a job."""
        if status and self._watcher is not None and self._watcher.on_status is not None:
            self._watcher.on_status(name, status, self.clock.now_ms)

    def cancel_job(self, strand: Strand) -> None:
        """Have the job behind a strand stopped, if it has one."""
        if strand.job is not None:
            request, job = strand.job
            strand.job = None
            self.backend.cancel(request, job, self.clock.now_ms)

    def start_map_run(self, label: str | None) -> MapRun:
        """Make a Map Run; the service makes up a label where the definition has none."""
        facts = self.facts
        machine_arn = f"{facts.state_machine_arn}/{label or self.chance.uuid()}"
        arn = f"{machine_arn.replace(':stateMachine:', ':mapRun:')}:{self.chance.uuid()}"
        self.map_runs[arn] = MapRun(arn, machine_arn, facts.arn, self.clock.now_ms, self.keep_children)
        return self.map_runs[arn]

    def redrive_map_run(self, earlier: MapRun) -> MapRun:
        """Have a Map Run of an earlier run go on in this one."""
        self.map_runs[earlier.arn] = earlier.redriven()
        return self.map_runs[earlier.arn]

    def redriven_child_run(self, old: Execution, map_run: MapRun, items: int) -> ExecutionRun:
        """Make the run that a child execution goes on in, because its Map Run was redriven."""
        run = ExecutionRun(
            old.facts,
            old.input,
            backend=self.backend,
            clock=self.clock,
            chance=self.chance,
            limits=self.limits,
            scheduler=self.scheduler,
            behaviour=self.behaviour,
            objects=self.objects,
            keep_children=self.keep_children,
        )
        run._siblings = map_run
        map_run.start(old.name, items)
        run.continue_from(old)
        return run

    def continue_from(self, old: Execution) -> None:
        """Begin the redrive of an execution: its history and its Map Runs go on in this run."""
        count = old.redrive_count + 1
        self.history = History(self.clock, self.limits.history_events, self.history.watch, old.history)
        self.map_runs = dict(old.map_runs)
        self.redrive_count, self.redrive_ms = count, self.clock.now_ms
        self.history.append("ExecutionRedriven", len(self.history), None, count)

    def child_run(self, child: Strand, map_run: MapRun, items: int, *, is_express: bool) -> ExecutionRun:
        """Make the execution of a Distributed Map's child, on the same clock and backend."""
        facts, name = self.facts, self.chance.uuid()
        machine_arn = map_run.state_machine_arn
        arn = f"{machine_arn.replace(':stateMachine:', ':express:' if is_express else ':execution:')}:{name}"
        child_facts = ExecutionFacts(
            arn=f"{arn}:{self.chance.uuid()}" if is_express else arn,
            name=name,
            state_machine_arn=machine_arn,
            state_machine_name=machine_arn.rsplit(":", 1)[1],
            role_arn=facts.role_arn,
            region=facts.region,
            account=facts.account,
            start_ms=self.clock.now_ms,
        )
        run = ExecutionRun(
            child_facts,
            child.data,
            backend=self.backend,
            clock=self.clock,
            chance=self.chance,
            limits=replace(self.limits, history_events=None) if is_express else self.limits,
            scheduler=self.scheduler,
            behaviour=self.behaviour,
            objects=self.objects,
            keep_children=self.keep_children,
        )
        if is_express and self.limits.execution_ms is not None and EXPRESS_LIMITS.execution_ms is not None:
            run.expires_ms = self.clock.now_ms + min(self.limits.execution_ms, EXPRESS_LIMITS.execution_ms)
        run._siblings = map_run
        map_run.start(name, items)
        run.begin(child)
        return run
