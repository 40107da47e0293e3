"""A flow of states: the state machine itself, a branch of a Parallel, the processor of a Map.

All three have ``StartAt`` and ``States``, so one type holds what they share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asl.json_values import MISSING, JsonObject, Missing
from asl.pointer import Pointer

from .fields import QueryLanguage

if TYPE_CHECKING:
    from .states import State

__all__ = ["Flow", "StateMachine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """States that lead to one another. ``language`` is the query language that holds inside, given or inherited."""

    at: Pointer
    raw: JsonObject
    language: QueryLanguage
    start_at: str | Missing = MISSING
    states: Mapping[str, State] = field(default_factory=dict)
    comment: str | Missing = MISSING
    query_language: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMachine(Flow):
    """A whole definition."""

    version: str | Missing = MISSING
    timeout_seconds: int | Missing = MISSING
