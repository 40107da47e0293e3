"""One execution: what a run is made of, how it ends, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from asl.integrations.arn import TaskResource
from asl.json_values import Json
from asl.pointer import Pointer

from .behaviour import CURRENT, Behaviour
from .clock import VirtualClock
from .events import Event
from .failures import StateFailure
from .history import History
from .limits import Limits, SizeMeter
from .program import Program
from .rng import SeededChance
from .scheduler import Scheduler, Stuck
from .services import Backend, ExecutionFacts, TaskRequest
from .strand import Strand

__all__ = ["Execution", "ExecutionRun", "ExecutionStatus", "Watcher"]


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
        map_runs: the child executions of each Map Run, by the Map Run's ARN.
    """

    facts: ExecutionFacts
    status: ExecutionStatus
    input: Json
    history: History = field(repr=False)
    stop_ms: int
    output: Json = None
    error: str | None = None
    cause: str | None = None
    map_runs: dict[str, list[Execution]] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """The execution's name."""
        return self.facts.name

    @property
    def arn(self) -> str:
        """The execution's ARN."""
        return self.facts.arn

    @property
    def duration_ms(self) -> int:
        """Virtual time that passed."""
        return self.stop_ms - self.facts.start_ms


class ExecutionRun:
    """The mutable state that the strands of one execution share."""

    __slots__ = (
        "_meter",
        "_watcher",
        "backend",
        "behaviour",
        "chance",
        "clock",
        "facts",
        "history",
        "input",
        "is_express",
        "limits",
        "map_runs",
        "payload_limit",
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
        self.map_runs: dict[str, list[Execution]] = {}
        self._meter = SizeMeter()
        self._watcher = watcher

    def read_clock(self) -> int:
        """Return the virtual time, in milliseconds since the epoch."""
        return self.clock.now_ms

    def execute(self, program: Program) -> Execution:
        """Run a program to its end."""
        facts = self.facts
        root = self.begin(Strand(self, program.flow, self.input, 0))
        limits_ms = [program.timeout_s and program.timeout_s * 1000, self.limits.execution_ms]
        spans_ms = [span_ms for span_ms in limits_ms if span_ms is not None]
        deadline_ms = facts.start_ms + min(spans_ms) if spans_ms else None
        try:
            in_time = self.scheduler.run(root, deadline_ms)
        except Stuck:
            in_time = False
        if not in_time:
            self.scheduler.abort(root)
            return self.end(ExecutionStatus.TIMED_OUT, "ExecutionTimedOut", root.last_id, error="States.Timeout")
        return self.finish(root)

    def begin(self, root: Strand) -> Strand:
        """Record the start of the execution; the first state's event points back to 0, not to it."""
        self.history.append("ExecutionStarted", 0, None, self.input, self.facts.role_arn)
        root.last_id = 0
        return root

    def finish(self, root: Strand) -> Execution:
        """Record how the execution ended, from the way its root strand ended."""
        failure = root.failure
        if failure is None:
            return self.end(ExecutionStatus.SUCCEEDED, "ExecutionSucceeded", root.last_id, output=root.data)
        return self.end(
            ExecutionStatus.FAILED,
            "ExecutionFailed",
            failure.event_id or root.last_id,
            error=failure.error,
            cause=failure.cause,
        )

    def end(
        self,
        status: ExecutionStatus,
        event_type: str,
        previous_id: int,
        *,
        output: Json = None,
        error: str | None = None,
        cause: str | None = None,
    ) -> Execution:
        """Record the last event and make the answer."""
        value: Any = output if status is ExecutionStatus.SUCCEEDED else (error, cause)
        self.history.append_last(event_type, previous_id, value)
        return Execution(
            self.facts,
            status,
            self.input,
            self.history,
            self.clock.now_ms,
            output,
            error,
            cause,
            self.map_runs,
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
    ) -> TaskRequest:
        """Make the request for one attempt of a Task."""
        sequence = self.sequence
        self.sequence = sequence + 1
        return TaskRequest(
            state_name=name,
            at=at,
            resource=resource,
            parameters=parameters,
            retry_count=retry_count,
            sequence=sequence,
            now_ms=self.clock.now_ms,
            execution=self.facts,
            chance=self.chance,
            task_token=task_token,
            role_arn=role_arn,
        )

    def check_payload(self, value: Json, name: str) -> None:
        """Fail when an output is larger than the service takes."""
        limit = self.payload_limit
        if limit is not None and self._meter.size_bytes(value) > limit:
            raise _too_large(name)

    check_result = check_payload

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

    def start_map_run(self, label: str | None) -> str:
        """Return the ARN of a new Map Run; the service makes up a label where the definition has none."""
        machine = self.facts.state_machine_arn.replace(":stateMachine:", ":mapRun:")
        arn = f"{machine}/{label or self.chance.uuid()}:{self.chance.uuid()}"
        self.map_runs[arn] = []
        return arn

    def child_run(self, child: Strand, map_run_arn: str) -> ExecutionRun:
        """Make the execution of a Distributed Map's child, on the same clock and backend."""
        facts, name = self.facts, self.chance.uuid()
        label = map_run_arn.rsplit("/", 1)[1].split(":", 1)[0]
        machine_arn = f"{facts.state_machine_arn}/{label}"
        child_facts = ExecutionFacts(
            arn=f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}",
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
            limits=self.limits,
            scheduler=self.scheduler,
            behaviour=self.behaviour,
        )
        run.begin(child)
        return run


def _too_large(name: str) -> StateFailure:
    return StateFailure(
        "States.DataLimitExceeded",
        f"The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit.",
    )
