"""The protocol between the interpreter's core and whatever does the work behind a Task.

The core hands a backend one :class:`TaskRequest` and gets one :data:`Reply`. A request-response task is answered at
once (:class:`Succeeded` or :class:`Failed`, optionally some virtual time later). A ``.sync`` task is answered with
:class:`Submitted`, after which the core asks :meth:`Backend.poll` on its own clock until the job has ended. A
``.waitForTaskToken`` task or an activity may be answered with :class:`Submitted` whose ``poll_after_ms`` is ``None``:
nothing is polled then, and the task ends by a call that names its token (:mod:`.tokens`), or by its timeout. ``calls``
are the calls that whoever got the token is going to make.

A reply is all that a backend tells: no backend writes events, sleeps, or reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from asl.expr.environment import Chance
from asl.integrations.arn import TaskResource
from asl.json_values import Json
from asl.pointer import Pointer

if TYPE_CHECKING:
    from .tokens import TokenCall

__all__ = [
    "Backend",
    "ExecutionFacts",
    "Failed",
    "Heartbeat",
    "Pending",
    "Reply",
    "Silent",
    "Submitted",
    "Succeeded",
    "TaskRequest",
]


@dataclass(frozen=True, slots=True)
class ExecutionFacts:
    """What a service may know of the execution that calls it. ``start_ms`` counts from the epoch, UTC."""

    arn: str
    name: str
    state_machine_arn: str
    state_machine_name: str
    role_arn: str
    region: str
    account: str
    start_ms: int


@dataclass(slots=True, eq=False)
class TaskRequest:
    """One attempt of one Task. Nobody changes it; it is not frozen only because one is made for every attempt.

    Attributes:
        state_name: the state's name.
        at: pointer to the state in the definition.
        resource: the ``Resource`` taken apart.
        parameters: the effective arguments: what the API or the function gets.
        retry_count: 0 on the first attempt of this visit, then 1, 2, …
        sequence: number of this request in the run, from 0; unique, the same in every run with the same seed.
        now_ms: virtual time, milliseconds since the epoch.
        task_token: set for ``.waitForTaskToken`` tasks and activities.
        heartbeat_s: within how many seconds the next heartbeat is due, when the state says.
    """

    state_name: str
    at: Pointer
    resource: TaskResource
    parameters: Json
    retry_count: int
    sequence: int
    now_ms: int
    execution: ExecutionFacts
    chance: Chance
    task_token: str | None = None
    role_arn: str | None = None
    heartbeat_s: int | None = None


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The task ended well. ``output`` is the raw result, before ResultSelector, ``delay_ms`` of virtual time later."""

    output: Json
    delay_ms: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """The task failed. ``phase`` says which event tells it: the run itself, the start, the submit or the schedule.

    An ``error`` of ``States.Timeout`` with ``timed_out`` set is reported by a TimedOut event instead of a Failed one.
    """

    error: str | None
    cause: str | None
    delay_ms: int = 0
    phase: Literal["run", "start", "submit", "schedule"] = "run"
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """The start call of a ``.sync`` or ``.waitForTaskToken`` task was accepted and answered ``output``.

    ``job`` is whatever the backend wants to be given back when it is polled; ``status`` is shown to the user. For an
    activity it means that a worker took the task after ``delay_ms``: ``worker`` is its name, when it gave one.

    ``calls`` are made by whoever holds the token, on the run's clock: for an activity from the moment its task was
    taken, otherwise from the moment of the start call.
    """

    output: Json
    job: object = None
    poll_after_ms: int | None = None
    delay_ms: int = 0
    status: str = ""
    worker: str | None = None
    calls: Iterator[TokenCall] | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing ever comes back: the task ends by its timeout, or with its execution. For an activity: nobody polls."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life of whoever holds the token; no reply of a backend, but of :mod:`.tokens`."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The job is still under way; ask again after ``poll_after_ms``. ``status`` is shown to the user."""

    poll_after_ms: int
    status: str = ""


Reply: TypeAlias = Succeeded | Failed | Submitted | Silent


class Backend(Protocol):
    """Does the work behind Tasks, or pretends to."""

    def check(self, request: TaskRequest) -> str | None:
        """Return why the parameters cannot be turned into a call at all, or ``None`` when they can.

        The service finds this before it schedules anything, so it is asked before the first event of the attempt.
        """
        ...

    def start(self, request: TaskRequest) -> Reply:
        """Begin one attempt of a task and answer."""
        ...

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Answer how the job stands at a point of virtual time."""
        ...

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Stop the job, because its execution was stopped or a sibling failed; best effort, nothing comes back."""
        ...
