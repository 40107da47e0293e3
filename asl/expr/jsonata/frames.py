"""Where names are bound during an evaluation, and how far the evaluation may go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .messages import build_error
from .nesting import MAX_SIZE, too_large
from .values import UNDEFINED, JsonataError, Surroundings

__all__ = ["Frame", "Limits"]


class Limits:
    """What one run may do: ``max_depth`` calls of lambdas within one another, ``max_calls`` units of work in all.

    A unit is a call, or the visit of eight items of a sequence. What a run builds is limited as well: all the sequences
    together, those that are no longer used among them. The counts stand in for the time and the memory that a run has,
    so that the same expression always ends alike. ``frames`` is how much of the Python stack calls have used.
    """

    __slots__ = ("_built", "_calls", "_depth", "_max_calls", "_max_depth", "frames", "surroundings")

    def __init__(self, max_depth: int, max_calls: int, surroundings: Surroundings) -> None:
        self._depth = 0
        self._calls = 0
        self._built = 0
        self._max_depth = max_depth
        self._max_calls = max_calls
        self.frames = 0
        self.surroundings = surroundings

    def enter(self) -> None:
        """Count a call that begins.

        Raises:
            JsonataError: U1001, a limit is passed.
        """
        self._depth += 1
        self._calls += 1
        if self._depth > self._max_depth:
            raise build_error("U1001")
        if self._calls > self._max_calls:
            raise _timeout()

    def count(self, units: int = 1) -> None:
        """Count work."""
        self._calls += units
        if self._calls > self._max_calls:
            raise _timeout()

    def build(self, items: int) -> None:
        """Count items of a list that is built, or eighths of the characters of a text.

        Raises:
            JsonataError: U1001, it is too much.
        """
        self._built += items
        if self._built > MAX_SIZE:
            raise too_large()

    def leave(self) -> None:
        """Count a call that has ended."""
        self._depth -= 1


def _timeout() -> JsonataError:
    # The words are those of JSONata's own guard against endless evaluations, which counts time instead of work.
    return JsonataError("U1001", "Expression evaluation timeout: Check for infinite loop")


class Frame:
    """The bindings of one block or call, in front of those around it."""

    __slots__ = ("bindings", "limits", "outer")

    def __init__(self, outer: Frame | None, limits: Limits, bindings: Mapping[str, Any]) -> None:
        self.outer = outer
        self.bindings = bindings
        self.limits = limits

    def inner(self, bindings: dict[str, Any]) -> Frame:
        """Return a frame inside this one, which owns ``bindings``."""
        return Frame(self, self.limits, bindings)

    def bind(self, name: str, value: Any) -> None:
        """Bind a name in this frame; only frames made by :meth:`inner` are bound in."""
        self.bindings[name] = value  # type: ignore[index]  # the outermost bindings, the caller's, are only read

    def look_up(self, name: str) -> Any:
        """Return what a name is bound to, or :data:`UNDEFINED`."""
        frame: Frame | None = self
        while frame is not None:
            bindings = frame.bindings
            if name in bindings:
                return bindings[name]
            frame = frame.outer
        return UNDEFINED
