"""The eight state types, and the state that could not be read.

Attributes are the specification's field names in snake_case; a field that was not given, or holds something of the
wrong type, is ``MISSING``. ``raw`` is the JSON object as it was written, so nothing of the user's is lost. In a
JSONata state a number or string field may hold the text of a ``{% … %}`` expression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.pointer import Pointer

from .choice import ChoiceRule
from .failures import Catcher, Retrier
from .fields import QueryLanguage
from .machine import Flow
from .map import ItemBatcher, ItemProcessor, ItemReader, ResultWriter

__all__ = [
    "Choice",
    "Fail",
    "Map",
    "Parallel",
    "Pass",
    "State",
    "Succeed",
    "Task",
    "UnreadableState",
    "Wait",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What every state has. ``language`` is the query language that holds in it."""

    name: str
    at: Pointer
    raw: JsonObject
    language: QueryLanguage
    comment: str | Missing = MISSING
    query_language: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithData(_Common):
    input_path: str | None | Missing = MISSING
    output_path: str | None | Missing = MISSING
    output: Json | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flowing(_WithData):
    next: str | Missing = MISSING
    end: bool | Missing = MISSING
    assign: JsonObject | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithResult(_Flowing):
    result_path: str | None | Missing = MISSING
    result_selector: Json | Missing = MISSING
    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(_Flowing):
    """Hands its input on, or a literal result."""

    result: Json | Missing = MISSING
    result_path: str | None | Missing = MISSING
    parameters: Json | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(_WithResult):
    """Has work done by the ``resource``."""

    resource: str | Missing = MISSING
    parameters: Json | Missing = MISSING
    arguments: Json | Missing = MISSING
    credentials: Json | Missing = MISSING
    timeout_seconds: int | str | Missing = MISSING
    timeout_seconds_path: str | Missing = MISSING
    heartbeat_seconds: int | str | Missing = MISSING
    heartbeat_seconds_path: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(_WithData):
    """Decides where to go by the first rule that holds."""

    choices: tuple[ChoiceRule, ...] = ()
    default: str | Missing = MISSING
    assign: JsonObject | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(_Flowing):
    """Lets time pass."""

    seconds: int | str | Missing = MISSING
    timestamp: str | Missing = MISSING
    seconds_path: str | Missing = MISSING
    timestamp_path: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Succeed(_WithData):
    """Ends the flow well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail(_Common):
    """Ends the execution with an error."""

    error: str | Missing = MISSING
    cause: str | Missing = MISSING
    error_path: str | Missing = MISSING
    cause_path: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel(_WithResult):
    """Runs its branches side by side."""

    branches: tuple[Flow, ...] = ()
    parameters: Json | Missing = MISSING
    arguments: Json | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(_WithResult):
    """Runs its processor for each item."""

    item_processor: ItemProcessor | Missing = MISSING
    items_path: str | Missing = MISSING
    items: Json | Missing = MISSING
    item_selector: Json | Missing = MISSING
    parameters: Json | Missing = MISSING
    item_reader: ItemReader | Missing = MISSING
    item_batcher: ItemBatcher | Missing = MISSING
    result_writer: ResultWriter | Missing = MISSING
    max_concurrency: int | str | Missing = MISSING
    max_concurrency_path: str | Missing = MISSING
    tolerated_failure_percentage: float | str | Missing = MISSING
    tolerated_failure_percentage_path: str | Missing = MISSING
    tolerated_failure_count: int | str | Missing = MISSING
    tolerated_failure_count_path: str | Missing = MISSING
    label: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableState:
    """A state whose type is not known, or that is not an object. ``raw`` is what was written."""

    name: str
    at: Pointer
    raw: Json
    language: QueryLanguage


State: TypeAlias = Pass | Task | Choice | Wait | Succeed | Fail | Parallel | Map | UnreadableState
