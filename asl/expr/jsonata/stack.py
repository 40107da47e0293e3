"""Calls that go deeper than one Python stack.

Python ends a chain of calls after a thousand frames, wherever the chain began. Each thread has a chain of its own, so
what has used up its share goes on in a new thread while the old one waits. Nothing runs at the same time, no setting of
the process changes, and how deep an expression may go is decided by :class:`~asl.expr.jsonata.frames.Limits` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar, TypeVarTuple

__all__ = ["FRAMES_PER_LEVEL", "FRAMES_PER_STACK", "LEVELS_PER_STACK", "on_fresh_stack"]

LEVELS_PER_STACK = 30
"""After how many levels of an expression a fresh stack is taken."""
FRAMES_PER_LEVEL = 8
"""The most Python frames that one level of an expression needs, built-in functions included."""
FRAMES_PER_STACK = 400
"""How many frames calls may use before a fresh stack is taken; the rest of the thousand is the caller's and slack."""

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


def on_fresh_stack(function: Callable[[*_Arguments], _Result], /, *arguments: *_Arguments) -> _Result:
    """Return ``function(*arguments)``, called at the bottom of a stack of its own.

    >>> on_fresh_stack(max, 1, 2)
    2
    """
    results: list[_Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function(*arguments))
        except BaseException as failure:  # noqa: BLE001 - it is raised again in the waiting thread
            failures.append(failure)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
    return results[0]
