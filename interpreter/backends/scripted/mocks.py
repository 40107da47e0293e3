"""The script of a run: what each state's attempts answer, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, TypeAlias

from asl.errors import UsageError
from asl.integrations.binding import source_path
from asl.json_values import MISSING, Json, Missing, equal
from asl.pointer import ROOT, Pointer, pointer_text

from ...tokens import TokenCall

__all__ = [
    "Answer",
    "Calls",
    "MockFileError",
    "Mocks",
    "Outcome",
    "Return",
    "StateMocks",
    "Synthetic",
    "Throw",
    "TimedOut",
]

Phase: TypeAlias = Literal["run", "start", "submit", "schedule"]


class MockFileError(UsageError):
    """The mock file makes no sense, or none for this run.

    ``file`` and ``pointer`` say where; ``line`` and ``column`` (from 1) are 0 where the place is not known.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        pointer: Pointer = ROOT,
        line: int = 0,
        column: int = 0,
        help: str = "",  # noqa: A002 - as in AslError
    ) -> None:
        place = f"{file}:{line}:{column}" if line else file
        at = f" (at {pointer_text(pointer)})" if pointer else ""
        super().__init__(f"{place}: {message}{at}" if place else message + at, help=help)
        self.file = file
        self.pointer = pointer
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Return:
    """The attempt succeeds with this raw result."""

    output: Json


@dataclass(frozen=True, slots=True)
class Throw:
    """The attempt fails. ``phase`` says which event tells it."""

    error: str | None
    cause: str | None
    phase: Phase = "run"


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The attempt is reported as timed out, with ``States.Timeout``."""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """The attempt is left to the other backend, as if the state were not named."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Whoever holds the task token makes these calls, each so long after the one before; none: nobody answers."""

    calls: tuple[TokenCall, ...]


Outcome: TypeAlias = Return | Throw | TimedOut | Synthetic | Calls


@dataclass(frozen=True, slots=True)
class Answer:
    """What attempts ``first`` to ``last`` (from 0) of a state answer.

    Attributes:
        after_ms: virtual time until the answer; for Tasks that wait, after the start call was accepted.
        submitted: what the start call of a Task that waits answered.
        when: paths into the parameters with the values they must have; such an answer is never used up.
        worker: name of the worker that takes an activity's task.
        taken_after_ms: when it takes the task, after the scheduling; ``None``: nobody ever does.
    """

    outcome: Outcome
    first: int = 0
    last: int = 0
    after_ms: int = 0
    submitted: Json | Missing = MISSING
    when: Mapping[str, Json] = field(default_factory=dict)
    worker: str | None = None
    taken_after_ms: int | None = 0

    def is_for(self, parameters: Json) -> bool:
        """Tell whether the parameters have the values that ``when`` asks for."""
        return all(_has(parameters, path, wanted) for path, wanted in self.when.items())


@dataclass(frozen=True, slots=True)
class StateMocks:
    """The answers of one state. With ``repeats_last`` the last one goes on for ever."""

    answers: tuple[Answer, ...]
    repeats_last: bool = False
    at: Pointer = ROOT

    def answer(self, attempt: int, parameters: Json) -> tuple[Answer | None, bool]:
        """Return the answer for an attempt (from 0), and whether it is one of those that are used up."""
        ordered: list[Answer] = []
        for answer in self.answers:
            if not answer.when:
                ordered.append(answer)
            elif answer.is_for(parameters):
                return answer, False
        for answer in ordered:
            if answer.first <= attempt <= answer.last:
                return answer, True
        if self.repeats_last and ordered and attempt > ordered[-1].last:
            return ordered[-1], True
        return None, True


@dataclass(frozen=True, slots=True)
class Mocks:
    """A whole script.

    Attributes:
        states: by the state's name, which is unique in a state machine.
        fails_by_default: states that are not named fail the run instead of asking another backend.
        unwraps_payload: results for Lambda function ARNs are given as ``lambda:invoke`` answers them.
        file: name of the file, for messages.
    """

    states: Mapping[str, StateMocks]
    fails_by_default: bool = False
    unwraps_payload: bool = False
    file: str = ""

    def check(self, state_names: Iterable[str]) -> None:
        """Refuse a script that names a state that the definition does not have.

        Raises:
            MockFileError: naming the first such state, with the name that was probably meant.
        """
        names = list(state_names)
        for name, mocks in self.states.items():
            if name not in names:
                near = get_close_matches(name, names, n=1)
                raise MockFileError(
                    f'the definition has no state "{name}"',
                    file=self.file,
                    pointer=mocks.at,
                    help=f'did you mean "{near[0]}"?' if near else "name a state of the definition",
                )


def _has(parameters: Json, path: str, wanted: Json) -> bool:
    value: Json = parameters
    for step in source_path(path.removeprefix("$")):
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return False
    return equal(value, wanted)
