"""The scheduler: one heap of wake-ups ordered by time and sequence; time moves only when nothing is ready.

Strands run until they yield an effect. Children that a strand forks run at once, up to their first wait, so the order
of events depends on nothing but the program, the replies and the seed. Whoever holds a task token calls on the
same clock. At one instant a deadline comes last: what arrives in the last moment counts.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from typing import Any, assert_never

from asl.integrations.arn import ResourceKind

from .clock import VirtualClock
from .effects import AwaitChild, Call, Effect, Fork, Poll, Sleep, TimedOut
from .services import Backend, Failed, Silent, Submitted, Succeeded, TaskRequest
from .strand import Strand
from .tokens import RefusedCall, TokenCall, TokenDesk, TokenError, TokenHolder

__all__ = ["Scheduler", "Stuck"]

_DEADLINE = 1 << 62
"""Added to the sequence of deadlines, so that they come after everything else of their instant."""

_MOST_REFUSALS = 100
"""Refused calls after which a holder of a token that goes on all the same is no longer listened to."""


class Stuck(RuntimeError):
    """Nothing can ever happen again: every strand waits for something that nobody will send."""


class Scheduler:
    """Drives strands on virtual time: the clock jumps to the next wake-up when nothing else can run.

    Attributes:
        desk: the task tokens that are open.
        refused: the calls about tokens that were refused, in their order.
    """

    __slots__ = ("_backend", "_clock", "_heap", "_sequence", "desk", "refused")

    def __init__(self, clock: VirtualClock, backend: Backend) -> None:
        self._clock = clock
        self._backend = backend
        self._heap: list[tuple[int, int, Strand | None, int, Any]] = []
        self._sequence = 0
        self.desk = TokenDesk()
        self.refused: list[RefusedCall] = []

    def run(self, root: Strand, until_ms: int | None) -> bool:
        """Run a strand to its end; return ``False``, with the clock at ``until_ms``, when it has not ended by then.

        Raises:
            Stuck: nothing is left that could wake the strand. The clock stands where that was found.
        """
        self.advance(root, None)
        heap = self._heap
        clock = self._clock
        while not root.is_closed:
            if not heap:
                raise Stuck
            due_ms, _, strand, wakeup, answer = heappop(heap)
            if strand is None:
                if until_ms is not None and due_ms > until_ms:
                    clock.move_to(until_ms)
                    return False
                clock.move_to(due_ms)
                self._take_turn(answer)
                continue
            if strand.is_closed or strand.wakeup != wakeup:
                continue
            if until_ms is not None and due_ms > until_ms:
                clock.move_to(until_ms)
                return False
            if due_ms != clock.now_ms:
                clock.move_to(due_ms)
            if answer is _EXPIRED:
                self._expire(strand)
                continue
            if type(answer) is _PollNow:
                answer = self._backend.poll(answer.request, answer.job, due_ms)
            self.advance(strand, answer)
        return True

    def wake(self, strand: Strand, due_ms: int, answer: Any) -> None:
        """Resume a strand with an answer at a time, unless something else resumes it first."""
        expires_ms = strand.run.expires_ms
        if expires_ms is not None and due_ms > expires_ms:
            self._wake_last(strand, expires_ms, _EXPIRED)
            return
        self._sequence += 1
        heappush(self._heap, (due_ms, self._sequence, strand, strand.wakeup, answer))

    def _time_out(self, strand: Strand, deadline_ms: int | None) -> None:
        """Resume a strand at its deadline, or at that of its execution when it comes first; ``None``: it has none."""
        expires_ms = strand.run.expires_ms
        if expires_ms is not None and (deadline_ms is None or expires_ms < deadline_ms):
            self._wake_last(strand, expires_ms, _EXPIRED)
        elif deadline_ms is not None:
            self._wake_last(strand, deadline_ms, _TIMED_OUT)

    def _wake_last(self, strand: Strand, due_ms: int, answer: Any) -> None:
        self._sequence += 1
        heappush(self._heap, (due_ms, _DEADLINE + self._sequence, strand, strand.wakeup, answer))

    def advance(self, strand: Strand, answer: Any) -> None:
        """Resume a strand with an answer and serve its effects until it has to wait or ends."""
        strand.wakeup += 1
        send = strand.generator.send
        while True:
            try:
                effect: Effect = send(answer)
            except StopIteration:
                self._end(strand)
                return
            if type(effect) is Fork:
                child = effect.child
                strand.children.add(child)
                self.advance(child, None)
                answer = None
            elif type(effect) is Call:
                self._call(strand, effect.request, effect.deadline_ms)
                return
            elif type(effect) is Sleep:
                self.wake(strand, max(effect.until_ms, self._clock.now_ms), None)
                return
            elif type(effect) is AwaitChild:
                if not strand.ended:
                    strand.is_waiting_for_child = True
                    return
                answer = strand.ended.popleft()
            else:
                self._wait(strand, effect)
                return

    def _wait(self, strand: Strand, effect: Effect) -> None:
        match effect:
            case Poll(request, job, after_ms, deadline_ms):
                self._poll(strand, request, job, after_ms, deadline_ms)
            case Call() | Sleep() | Fork() | AwaitChild():
                raise AssertionError("served before")
            case _:
                assert_never(effect)

    def _call(self, strand: Strand, request: TaskRequest, deadline_ms: int | None) -> None:
        token = request.task_token
        if token is not None:
            self.desk.open(token, strand, request)
        reply = self._backend.start(request)
        if deadline_ms is None and isinstance(reply, (Succeeded, Failed)):
            self.wake(strand, self._clock.now_ms + reply.delay_ms, reply)
            return
        if isinstance(reply, Silent):
            self._time_out(strand, deadline_ms)
            return
        due_ms = self._clock.now_ms + reply.delay_ms
        if isinstance(reply, Submitted):
            # The job is at work already, although the strand has yet to hear of it.
            strand.job = (request, reply.job)
        self._answer(strand, due_ms, reply, deadline_ms)
        if isinstance(reply, Submitted) and reply.calls is not None:
            assert token is not None, f"{request.state_name} has no token that could be called about"
            is_taken_later = request.resource.kind is ResourceKind.ACTIVITY
            begun_ms = due_ms if is_taken_later else self._clock.now_ms
            self._next_turn(_Turn(reply.calls, token, request), begun_ms, None)

    def _poll(
        self, strand: Strand, request: TaskRequest, job: object, after_ms: int | None, deadline_ms: int | None
    ) -> None:
        now_ms = self._clock.now_ms
        kept = None if request.task_token is None else self.desk.listen(request.task_token)
        if kept is not None:
            self.wake(strand, now_ms, kept)
        elif after_ms is not None:
            self._answer(strand, now_ms + after_ms, _PollNow(request, job), deadline_ms)
        else:
            self._time_out(strand, deadline_ms)

    def _answer(self, strand: Strand, due_ms: int, answer: Any, deadline_ms: int | None) -> None:
        if deadline_ms is not None and due_ms > deadline_ms:
            self._time_out(strand, deadline_ms)
        else:
            self.wake(strand, due_ms, answer)

    def _take_turn(self, turn: _Turn) -> None:
        """Make a holder's call, and have it say which one is next."""
        now_ms = self._clock.now_ms
        assert turn.call is not None
        try:
            woken = self.desk.send(turn.call, turn.call.token or turn.token)
        except TokenError as error:
            self.refused.append(RefusedCall(turn.request.state_name, turn.call, error, now_ms))
            turn.refusals += 1
            if turn.refusals < _MOST_REFUSALS:
                self._next_turn(turn, now_ms, error)
            return
        if woken is not None:
            self.wake(woken[0], now_ms, woken[1])
        self._next_turn(turn, now_ms, None)

    def _next_turn(self, turn: _Turn, now_ms: int, refusal: TokenError | None) -> None:
        holder = turn.holder
        try:
            if refusal is None:
                turn.call = next(holder)
            elif isinstance(holder, Generator):
                turn.call = holder.throw(refusal)
            else:
                turn.call = next(holder)
        except (StopIteration, TokenError):
            return
        self._sequence += 1
        heappush(self._heap, (now_ms + turn.call.after_ms, self._sequence, None, 0, turn))

    def _end(self, strand: Strand) -> None:
        strand.is_closed = True
        parent = strand.parent
        if parent is None:
            return
        parent.children.discard(strand)
        parent.ended.append(strand)
        if parent.is_waiting_for_child:
            parent.is_waiting_for_child = False
            self.wake(parent, self._clock.now_ms, parent.ended.popleft())

    def _expire(self, strand: Strand) -> None:
        """End the child execution that a strand belongs to, because its time is over."""
        while strand.parent is not None and strand.parent.run is strand.run:
            strand = strand.parent
        self._close(strand)
        strand.run.has_expired = True
        self._end(strand)

    def abort(self, strand: Strand) -> None:
        """Close a strand and everything below it; its job, if it has one, is cancelled.

        Nothing is recorded, but for the child executions of Map Runs: each has a history of its own, which ends.
        """
        if strand.is_closed:
            return
        self._close(strand)
        if strand.parent is not None and strand.run is not strand.parent.run:
            strand.run.abort_child(strand)

    def _close(self, strand: Strand) -> None:
        for child in sorted(strand.children, key=lambda child: child.index):
            self.abort(child)
        strand.is_closed = True
        strand.generator.close()
        if strand.job is not None:
            request, job = strand.job
            strand.job = None
            self._backend.cancel(request, job, self._clock.now_ms)


class _Turn:
    """A holder of a token, and the call that it makes next."""

    __slots__ = ("call", "holder", "refusals", "request", "token")

    def __init__(self, holder: TokenHolder, token: str, request: TaskRequest) -> None:
        self.holder = holder
        self.token = token
        self.request = request
        self.call: TokenCall | None = None
        self.refusals = 0


class _PollNow:
    """Marks a wake-up at which the backend is to be asked."""

    __slots__ = ("job", "request")

    def __init__(self, request: Any, job: object) -> None:
        self.request = request
        self.job = job


_TIMED_OUT = TimedOut()
_EXPIRED = object()
