"""The scheduler: one heap of wake-ups ordered by time and sequence; time moves only when nothing is ready.

Strands run until they yield an effect. Children that a strand forks run at once, up to their first wait, so the order
of events depends on nothing but the program, the replies and the seed.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Any, assert_never

from .clock import VirtualClock
from .effects import AwaitChild, Call, Effect, Fork, Poll, Sleep, TimedOut
from .services import Backend, Failed, Pending, Submitted, Succeeded
from .strand import Strand

__all__ = ["Scheduler", "Stuck"]


class Stuck(RuntimeError):
    """Nothing can ever happen again: every strand waits for a message that nobody will send."""


class Scheduler:
    """Drives strands on virtual time: the clock jumps to the next wake-up when nothing else can run."""

    __slots__ = ("_backend", "_clock", "_heap", "_sequence", "waiting")

    def __init__(self, clock: VirtualClock, backend: Backend) -> None:
        self._clock = clock
        self._backend = backend
        self._heap: list[tuple[int, int, Strand, int, Any]] = []
        self._sequence = 0
        self.waiting: dict[str, Strand] = {}

    def run(self, root: Strand, deadline_ms: int | None) -> bool:
        """Run a strand to its end; return ``False`` when the deadline came first.

        Raises:
            Stuck: nothing is left that could wake the strand.
        """
        self.advance(root, None)
        heap = self._heap
        clock = self._clock
        while root.generator is not None and not root.is_closed:
            if not heap:
                if deadline_ms is None:
                    raise Stuck
                clock.move_to(deadline_ms)
                return False
            due_ms, _, strand, wakeup, answer = heappop(heap)
            if strand.is_closed or strand.wakeup != wakeup:
                continue
            if deadline_ms is not None and due_ms > deadline_ms:
                clock.move_to(deadline_ms)
                return False
            clock.move_to(due_ms)
            if type(answer) is _PollNow:
                answer = self._backend.poll(answer.request, answer.job, due_ms)
            self.advance(strand, answer)
        return True

    def wake(self, strand: Strand, due_ms: int, answer: Any) -> None:
        """Resume a strand with an answer at a time, unless something else resumes it first."""
        self._sequence += 1
        heappush(self._heap, (due_ms, self._sequence, strand, strand.wakeup, answer))

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
            case Sleep(until_ms):
                self.wake(strand, max(until_ms, self._clock.now_ms), None)
            case Call(request, deadline_ms):
                reply = self._backend.start(request)
                self._answer(strand, self._clock.now_ms + _delay(reply), reply, deadline_ms)
            case Poll(request, job, after_ms, deadline_ms):
                if after_ms is not None:
                    self._answer(strand, self._clock.now_ms + after_ms, _PollNow(request, job), deadline_ms)
                elif deadline_ms is not None:
                    self.wake(strand, deadline_ms, TimedOut())
            case Fork() | AwaitChild():
                raise AssertionError("served without waiting")
            case _:
                assert_never(effect)

    def _answer(self, strand: Strand, due_ms: int, answer: Any, deadline_ms: int | None) -> None:
        if deadline_ms is not None and due_ms > deadline_ms:
            self.wake(strand, deadline_ms, TimedOut())
        else:
            self.wake(strand, due_ms, answer)

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

    def abort(self, strand: Strand) -> None:
        """Close a strand and everything below it; its job, if it has one, is cancelled. Records nothing."""
        for child in tuple(strand.children):
            self.abort(child)
        strand.children.clear()
        strand.is_closed = True
        strand.generator.close()
        if strand.job is not None:
            request, job = strand.job
            self._backend.cancel(request, job, self._clock.now_ms)


class _PollNow:
    """Marks a wake-up at which the backend is to be asked."""

    __slots__ = ("job", "request")

    def __init__(self, request: Any, job: object) -> None:
        self.request = request
        self.job = job


def _delay(reply: Succeeded | Failed | Submitted | Pending) -> int:
    return 0 if isinstance(reply, Pending) else reply.delay_ms
