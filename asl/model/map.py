"""What a Map state is made of besides its states: processor, reader, batcher, writer.

Source: States Language specification, "Map State"; developer guide, "Distributed Map".
"""

from __future__ import annotations

from dataclasses import dataclass

from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.pointer import Pointer

from .machine import Flow

__all__ = [
    "ItemBatcher",
    "ItemProcessor",
    "ItemReader",
    "ProcessorConfig",
    "ReaderConfig",
    "ResultWriter",
    "WriterConfig",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorConfig:
    """How the items are run."""

    at: Pointer
    raw: JsonObject
    mode: str | Missing = MISSING
    execution_type: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProcessor(Flow):
    """The states that each item runs through. ``is_legacy`` when it was written as ``Iterator``."""

    processor_config: ProcessorConfig | Missing = MISSING
    is_legacy: bool = False

    @property
    def is_distributed(self) -> bool:
        """Whether each item is a child execution."""
        config = self.processor_config
        return not isinstance(config, Missing) and config.mode == "DISTRIBUTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderConfig:
    """How the object that holds the items is read."""

    at: Pointer
    raw: JsonObject
    input_type: str | Missing = MISSING
    csv_header_location: str | Missing = MISSING
    csv_headers: tuple[str, ...] | Missing = MISSING
    csv_delimiter: str | Missing = MISSING
    max_items: int | str | Missing = MISSING
    max_items_path: str | Missing = MISSING
    manifest_type: str | Missing = MISSING
    transformation: str | Missing = MISSING
    items_pointer: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReader:
    """Where a Distributed Map gets its items."""

    at: Pointer
    raw: JsonObject
    resource: str | Missing = MISSING
    parameters: Json | Missing = MISSING
    arguments: Json | Missing = MISSING
    reader_config: ReaderConfig | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBatcher:
    """How items are gathered into batches."""

    at: Pointer
    raw: JsonObject
    batch_input: Json | Missing = MISSING
    max_items_per_batch: int | str | Missing = MISSING
    max_items_per_batch_path: str | Missing = MISSING
    max_input_bytes_per_batch: int | str | Missing = MISSING
    max_input_bytes_per_batch_path: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterConfig:
    """What a ResultWriter writes."""

    at: Pointer
    raw: JsonObject
    transformation: str | Missing = MISSING
    output_type: str | Missing = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultWriter:
    """Where a Distributed Map puts its results."""

    at: Pointer
    raw: JsonObject
    resource: str | Missing = MISSING
    parameters: Json | Missing = MISSING
    arguments: Json | Missing = MISSING
    writer_config: WriterConfig | Missing = MISSING
