"""ItemBatcher: gathers items into the inputs of child executions.

A batch is ``{"BatchInput": …, "Items": […]}``, without ``BatchInput`` when none is given. It is full when one more
item would make it longer than ``MaxItemsPerBatch`` items or ``MaxInputBytesPerBatch`` bytes of JSON text, counted with
everything around the items, or larger than the service takes. An item that is too large for any batch gets one of its
own, as long as the service takes it. Source: developer guide, "ItemBatcher".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from asl.expr.environment import Environment
from asl.json_values import Json, JsonObject, size_bytes
from asl.model import ItemBatcher, QueryLanguage

from ..dataflow.flow import compile_payload
from ..dataflow.paths import Evaluate
from ..failures import BadStateData
from .numbers import compile_limit

__all__ = ["Batching", "CompiledBatcher", "compile_batcher", "iter_batches"]

MAX_BYTES = 262_144
_MEASURED_AT_ONCE = 64
"""Items that are measured together: one measuring costs much more than one item."""


@dataclass(frozen=True, slots=True)
class Batching:
    """What makes a batch: the number of items and bytes, and what every batch gets; ``None``: no such thing."""

    max_items: int | None = None
    max_bytes: int | None = None
    shared: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class CompiledBatcher:
    """An ItemBatcher whose expressions are compiled."""

    max_items: Callable[[Environment], int] | None
    max_bytes: Callable[[Environment], int] | None
    batch_input: Evaluate | None

    def read(self, env: Environment) -> Batching:
        """Return what makes a batch for the data at hand."""
        return Batching(
            None if self.max_items is None else self.max_items(env),
            None if self.max_bytes is None else self.max_bytes(env),
            None if self.batch_input is None else {"BatchInput": self.batch_input(env)},
        )


def compile_batcher(batcher: ItemBatcher, language: QueryLanguage) -> CompiledBatcher:
    """Compile an ItemBatcher."""
    place = "ItemBatcher/"
    items, size = "MaxItemsPerBatch", "MaxInputBytesPerBatch"
    return CompiledBatcher(
        max_items=compile_limit(
            batcher.max_items_per_batch,
            batcher.max_items_per_batch_path,
            items,
            place=place,
            check=_positive(items),
            minimum=1,
        ),
        max_bytes=compile_limit(
            batcher.max_input_bytes_per_batch,
            batcher.max_input_bytes_per_batch_path,
            size,
            place=place,
            check=_positive(size, MAX_BYTES),
            minimum=1,
            maximum=MAX_BYTES,
        ),
        batch_input=compile_payload(batcher.batch_input, language, f"{place}BatchInput"),
    )


def _positive(field: str, maximum: int | None = None) -> Callable[[int], None]:
    def check(number: int) -> None:
        if number < 1:
            raise BadStateData(f"{field} must be positive.")
        if maximum is not None and number > maximum:
            raise BadStateData(f"{field} must be at most {maximum}.")

    return check


def iter_batches(
    items: Iterator[Json], batching: Batching, payload_bytes: int | None
) -> Iterator[tuple[JsonObject, int]]:
    """Yield each batch and the number of its items.

    >>> [batch for batch, _ in iter_batches(iter([1, 2, 3]), Batching(2, None, {"BatchInput": "b"}), None)]
    [{'BatchInput': 'b', 'Items': [1, 2]}, {'BatchInput': 'b', 'Items': [3]}]
    """
    shared = batching.shared or {}
    limits = [limit for limit in (batching.max_bytes, payload_bytes) if limit is not None]
    max_items = batching.max_items
    if not limits:
        yield from _iter_counted(items, shared, max_items)
        return
    max_bytes = min(limits)
    empty = size_bytes({**shared, "Items": []})
    gathered: list[Json] = []
    total = empty
    while True:
        room = _MEASURED_AT_ONCE if max_items is None else min(_MEASURED_AT_ONCE, max_items - len(gathered))
        some = list(islice(items, room))
        if not some:
            break
        # An item counts with a comma, which the first of a batch does not have. A list has its items, the commas
        # between them and two brackets: one more than that.
        size = size_bytes(some) - 1
        if total + size - 1 <= max_bytes:
            gathered += some
            total += size
        else:
            for item in some:
                size = size_bytes(item) + 1
                if gathered and total + size - 1 > max_bytes:
                    yield {**shared, "Items": gathered}, len(gathered)
                    gathered, total = [], empty
                gathered.append(item)
                total += size
        if len(gathered) == max_items:
            yield {**shared, "Items": gathered}, len(gathered)
            gathered, total = [], empty
    if gathered:
        yield {**shared, "Items": gathered}, len(gathered)


def _iter_counted(items: Iterator[Json], shared: JsonObject, max_items: int | None) -> Iterator[tuple[JsonObject, int]]:
    gathered: list[Json] = []
    for item in items:
        gathered.append(item)
        if len(gathered) == max_items:
            yield {**shared, "Items": gathered}, len(gathered)
            gathered = []
    if gathered:
        yield {**shared, "Items": gathered}, len(gathered)
