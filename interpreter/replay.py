"""Comparing a run with a recorded history: where does the new one first leave the old one?

Two events are the same when their types, states and payloads are; what every run draws anew (UUIDs, task tokens, times,
ARNs of executions) is passed over. Events are held against each other in their order, so branches that were interleaved
otherwise count as a difference too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from asl.json_values import Json, equal, parse_json

from .history import History

__all__ = ["Divergence", "first_divergence"]


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first event that differs; ``number`` counts from 1, a side that has ended is ``None``."""

    number: int
    recorded: str | None
    replayed: str | None

    def __str__(self) -> str:
        recorded, replayed = self.recorded or "the end", self.replayed or "the end"
        return f"event {self.number} was {recorded}, and is {replayed} now"


def first_divergence(history: History, recorded: Sequence[Mapping[str, Any]]) -> Divergence | None:
    """Return where a run first differs from the recorded events, or ``None`` when it does not."""
    replayed = history.to_aws()["events"]
    for number, (old, new) in enumerate(zip_longest(recorded, replayed), 1):
        if old is None or new is None:
            return Divergence(number, None if old is None else _label(old), None if new is None else _label(new))
        if _label(old) != _label(new):
            return Divergence(number, _label(old), _label(new))
        difference = _payload_difference(old, new)
        if difference:
            name, before, after = difference
            return Divergence(number, f"{_label(old)} with {name} {before}", f"{_label(new)} with {name} {after}")
    return None


def _details(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((value for name, value in event.items() if name.endswith("EventDetails")), {})


def _label(event: Mapping[str, Any]) -> str:
    name = _details(event).get("name")
    return str(event.get("type")) if name is None else f'{event.get("type")} of "{name}"'


_COMPARED = ("input", "parameters", "output", "error", "cause", "length", "index", "resource", "resourceType")


def _payload_difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, str, str] | None:
    before, after = _details(old), _details(new)
    for name in _COMPARED:
        if name in before and name in after and not _same(before[name], after[name]):
            return name, _shorten(before[name]), _shorten(after[name])
    return None


_DRAWN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"
    r"|arn:aws[a-z-]*:states:[^\"\s]*"
    r"|[A-Za-z0-9+/=]{80,}"
)


def _same(old: Any, new: Any) -> bool:
    if not isinstance(old, str) or not isinstance(new, str):
        return bool(old == new)
    left, right = _DRAWN.sub("*", old), _DRAWN.sub("*", new)
    if left == right:
        return True
    try:
        first: Json = parse_json(left)
        second: Json = parse_json(right)
    except ValueError:
        return False
    return equal(first, second)


def _shorten(value: Any, length: int = 120) -> str:
    text = str(value)
    return text if len(text) <= length else text[: length - 1] + "…"
