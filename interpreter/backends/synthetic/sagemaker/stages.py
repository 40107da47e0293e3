"""The stages of jobs and endpoints, and where on them a point of virtual time is.

A training job passes Starting, Downloading, Training, Uploading and is Completed; an entry of
``SecondaryStatusTransitions`` ends when the next one starts. Real durations vary by hours; these are short and always
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asl.json_values import JsonObject

__all__ = ["JOB_MS", "TRAINING", "Progress", "Stage", "progress"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its length and what the service says about it."""

    status: str
    duration_ms: int
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: the stage's status, the transitions so far, and when it ended, if it has."""

    status: str
    transitions: tuple[tuple[Stage, int, int | None], ...]
    end_ms: int | None

    def as_transitions(self) -> list[JsonObject]:
        """Return ``SecondaryStatusTransitions`` with times as epoch milliseconds."""
        listed: list[JsonObject] = []
        for stage, start_ms, end_ms in self.transitions:
            entry: JsonObject = {"Status": stage.status, "StartTime": start_ms}
            if end_ms is not None:
                entry["EndTime"] = end_ms
            listed.append(entry | {"StatusMessage": stage.message})
        return listed


TRAINING: Final = (
    Stage("Starting", 60_000, "Preparing the instances for training"),
    Stage("Downloading", 30_000, "Downloading the input data"),
    Stage("Training", 120_000, "Training image has been pulled, training is in progress"),
    Stage("Uploading", 15_000, "Uploading the model"),
    Stage("Completed", 0, "Training job completed"),
)
JOB_MS: Final = 180_000
"""How long every other job takes."""


def progress(stages: Sequence[Stage], start_ms: int, now_ms: int) -> Progress:
    """Return where a job is that started at ``start_ms``; the last stage ends the moment it begins."""
    transitions: list[tuple[Stage, int, int | None]] = []
    at = start_ms
    for index, stage in enumerate(stages):
        end = at + stage.duration_ms
        is_last = index == len(stages) - 1
        if is_last or now_ms < end:
            transitions.append((stage, at, at if is_last else None))
            return Progress(stage.status, tuple(transitions), at if is_last else None)
        transitions.append((stage, at, end))
        at = end
    raise AssertionError("a job has at least one stage")
