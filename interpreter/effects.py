"""What a state asks of the scheduler. A state handler yields one of these and is resumed with the answer.

Recording an event is an effect too, but an immediate one without an answer to wait for, so handlers call the history's
``append`` directly. Nobody changes an effect; those that are made most often are not frozen only because that takes
three times as long.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from .services import TaskRequest

if TYPE_CHECKING:
    from .strand import Strand

__all__ = ["AwaitChild", "Call", "Effect", "Effects", "Fork", "Poll", "Sleep", "TimedOut"]


@dataclass(slots=True)
class Sleep:
    """Resume at this time. Answer: ``None``."""

    until_ms: int


@dataclass(slots=True)
class Call:
    """Start a task. Answer: a ``Reply``, or :class:`TimedOut` when ``deadline_ms`` comes first."""

    request: TaskRequest
    deadline_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """Wait ``after_ms``, then ask how a submitted job stands; ``None`` waits for a call that names the token.

    Answer: ``Succeeded``, ``Failed``, ``Pending`` or ``Heartbeat``, or :class:`TimedOut` when ``deadline_ms`` comes
    first.
    """

    request: TaskRequest
    job: object
    after_ms: int | None
    deadline_ms: int | None = None


@dataclass(slots=True)
class Fork:
    """Start a child strand; it runs until it first waits for something. Answer: ``None``."""

    child: Strand


@dataclass(frozen=True, slots=True)
class AwaitChild:
    """Resume when a child strand has ended. Answer: that child, in the order in which they end."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Answer to an effect whose deadline came first."""


Effect: TypeAlias = Sleep | Call | Poll | Fork | AwaitChild
Effects: TypeAlias = Generator[Effect, Any, Any]
