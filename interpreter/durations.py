"""Durations as people write them: ``90s``, ``250ms``, ``5m``, ``1h``, ``2d``."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["parse_duration"]

_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")
_UNIT_MS: Final = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def parse_duration(text: str) -> int | None:
    """Return a duration in milliseconds, or ``None`` when the text is none.

    >>> parse_duration("1.5h"), parse_duration("250 ms"), parse_duration("soon")
    (5400000, 250, None)
    """
    found = _DURATION.fullmatch(text.strip())
    return None if found is None else round(float(found[1]) * _UNIT_MS[found[2]])
