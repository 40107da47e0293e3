"""Chance: the only module that may draw random numbers, always from a seed.

Ids, jitter, ``States.UUID`` and ``States.MathRandom`` all come from here, so a run with the same seed is the same run.
"""

from __future__ import annotations

import random
import uuid

from asl.expr.environment import Chance

__all__ = ["SeededChance"]


class SeededChance(Chance):
    """A generator of its own for each run."""

    __slots__ = ("_random",)

    def __init__(self, seed: int | str = 0) -> None:
        self._random = random.Random(f"asl:{seed}")

    def uuid(self) -> str:
        """Return a version 4 UUID in lower-case canonical form."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def uniform(self) -> float:
        """Return a float in [0, 1)."""
        return self._random.random()
