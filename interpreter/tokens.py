"""Task tokens: who waits for which, and the calls that answer them.

A token is open from the moment its task is scheduled until the task has ended. The calls are those of the service:
SendTaskSuccess and SendTaskFailure end the task, SendTaskHeartbeat makes it wait anew for the next heartbeat. What
comes before the task listens (its start call is still being answered) is kept for it.

Source: API reference of the three calls. A token that was never given out is an ``InvalidToken``; one whose task has
ended in whatever way is answered ``TaskTimedOut``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from asl.errors import AslError
from asl.json_values import Json, compact

from .services import Failed, Heartbeat, Succeeded, TaskRequest

if TYPE_CHECKING:
    from .strand import Strand

__all__ = [
    "InvalidOutput",
    "InvalidToken",
    "RefusedCall",
    "SendTaskFailure",
    "SendTaskHeartbeat",
    "SendTaskSuccess",
    "TaskTimedOut",
    "TokenCall",
    "TokenDesk",
    "TokenError",
    "TokenHolder",
]


@dataclass(frozen=True, slots=True)
class SendTaskSuccess:
    """Ends a task well. ``token`` is the holder's own when left out; ``after_ms`` counts from its call before."""

    output: Json
    after_ms: int = 0
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SendTaskFailure:
    """Ends a task badly; either text may be left out."""

    error: str | None = None
    cause: str | None = None
    after_ms: int = 0
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SendTaskHeartbeat:
    """Tells that a task is still being worked on."""

    after_ms: int = 0
    token: str | None = None


TokenCall: TypeAlias = SendTaskSuccess | SendTaskFailure | SendTaskHeartbeat

TokenHolder: TypeAlias = Iterator[TokenCall]
"""Whoever was given a token: the calls it makes, in order. A generator gets the refusal of a call thrown in."""


class TokenError(AslError):
    """A call about a token was refused; the class has the service's name for it."""


class InvalidToken(TokenError):
    """The token was never given out."""


class TaskTimedOut(TokenError):
    """The task of the token has ended already."""


class InvalidOutput(TokenError):
    """The output is not JSON."""


@dataclass(frozen=True, slots=True)
class RefusedCall:
    """A call that was refused, and when, in milliseconds since the epoch."""

    state_name: str
    call: TokenCall
    error: TokenError
    time_ms: int


@dataclass(slots=True)
class _OpenTask:
    strand: Strand
    request: TaskRequest
    is_listening: bool = False
    is_answered: bool = False
    kept: deque[Any] = field(default_factory=deque)


class TokenDesk:
    """The tokens of a run and of its child executions."""

    __slots__ = ("_ended", "_open")

    def __init__(self) -> None:
        self._open: dict[str, _OpenTask] = {}
        self._ended: set[str] = set()

    def open(self, token: str, strand: Strand, request: TaskRequest) -> None:
        """Begin to take calls for a token."""
        self._open[token] = _OpenTask(strand, request)

    def close(self, token: str) -> None:
        """Refuse all further calls for a token, because its task has ended."""
        if self._open.pop(token, None) is not None:
            self._ended.add(token)

    def listen(self, token: str) -> Any:
        """Return what was kept for a task that listens from now on, or ``None`` when it has to wait."""
        task = self._open.get(token)
        if task is None:
            return None
        if task.kept:
            return task.kept.popleft()
        task.is_listening = True
        return None

    def send(self, call: TokenCall, token: str) -> tuple[Strand, Any] | None:
        """Take a call; return the strand to wake and its answer, unless the answer is kept for later.

        Raises:
            TokenError: the call is refused.
        """
        task = self._open.get(token)
        if task is None and token not in self._ended:
            raise InvalidToken("Invalid Token: 'Invalid token'")
        if task is None or task.is_answered:
            raise TaskTimedOut("Task Timed Out: 'Provided task does not exist anymore'")
        answer = _answer(call)
        task.is_answered = not isinstance(answer, Heartbeat)
        if not task.is_listening:
            task.kept.append(answer)
            return None
        task.is_listening = False
        return task.strand, answer

    def waiting(self) -> list[tuple[TaskRequest, bool]]:
        """Return the tasks whose tokens are open, and whether anybody was given the token."""
        return [(task.request, task.is_listening) for task in self._open.values()]


def _answer(call: TokenCall) -> Succeeded | Failed | Heartbeat:
    match call:
        case SendTaskSuccess(output=output):
            try:
                compact(output)
            except (TypeError, ValueError) as error:
                raise InvalidOutput(f"Invalid Output: '{error}'") from None
            return Succeeded(output)
        case SendTaskFailure(error=error_name, cause=cause):
            return Failed(error_name, cause)
        case SendTaskHeartbeat():
            return Heartbeat()
        case _:
            assert_never(call)
