"""Where names are bound during an evaluation, and how far the evaluation may go."""

from __future__ import annotations

from typing import Any

from .messages import build_error
from .values import UNDEFINED

__all__ = ["Frame", "Limits"]


class Limits:
    """Counts the calls of one evaluation: ``depth`` of them nested, ``calls`` in all.

    The counts stand in for the stack and the time that a run has, so that the same expression always ends alike.
    """

    __slots__ = ("_calls", "_depth", "_max_calls", "_max_depth")

    def __init__(self, max_depth: int, max_calls: int) -> None:
        self._depth = 0
        self._calls = 0
        self._max_depth = max_depth
        self._max_calls = max_calls

    def enter(self) -> None:
        """Count a call that begins.

        Raises:
            JsonataError: U1001, a limit is passed.
        """
        self._depth += 1
        self.count()
        if self._depth > self._max_depth:
            raise build_error("U1001")

    def count(self) -> None:
        """Count a call that takes the place of the one before it."""
        self._calls += 1
        if self._calls > self._max_calls:
            raise build_error("U1001")

    def leave(self) -> None:
        """Count a call that has ended."""
        self._depth -= 1


class Frame:
    """The bindings of one block or call, in front of those around it."""

    __slots__ = ("bindings", "limits", "outer")

    def __init__(self, outer: Frame | None, limits: Limits, bindings: dict[str, Any] | None = None) -> None:
        self.outer = outer
        self.bindings = {} if bindings is None else bindings
        self.limits = limits

    def inner(self, bindings: dict[str, Any] | None = None) -> Frame:
        """Return a frame inside this one."""
        return Frame(self, self.limits, bindings)

    def bind(self, name: str, value: Any) -> None:
        """Bind a name in this frame."""
        self.bindings[name] = value

    def look_up(self, name: str) -> Any:
        """Return what a name is bound to, or :data:`UNDEFINED`."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.bindings:
                return frame.bindings[name]
            frame = frame.outer
        return UNDEFINED
