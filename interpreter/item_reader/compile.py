"""Compiles the ItemReader of a Map state; its expressions see the state's effective input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from asl.expr.environment import Environment
from asl.json_values import Missing
from asl.model import ItemReader, QueryLanguage, ReaderConfig

from ..dataflow.jsonata import compile_jsonata, compile_jsonata_text
from ..dataflow.paths import Evaluate
from ..dataflow.state_io import compile_template_field
from ..map_run.numbers import compile_limit
from .csv_rows import DELIMITERS
from .request import Format, ReadRequest

__all__ = ["CompiledReader", "compile_reader"]

MAX_ITEMS = 100_000_000
"""The service reads no more items than this (recorded: a larger MaxItems is taken, and means this)."""


@dataclass(frozen=True, slots=True)
class CompiledReader:
    """An ItemReader whose expressions are compiled."""

    action: Literal["getObject", "listObjectsV2"]
    arguments: Evaluate | None
    max_items: Callable[[Environment], int] | None
    items_pointer: Callable[[Environment], str]
    format: Format

    def request(self, env: Environment, *, reads_objects: bool = True) -> ReadRequest:
        """Return what is to be read for the data at hand."""
        made = {} if self.arguments is None else self.arguments(env)
        assert isinstance(made, dict), "a template is an object, and an expression is asked for one"
        return ReadRequest(
            action=self.action,
            arguments=made,
            format=self.format,
            max_items=0 if self.max_items is None else min(self.max_items(env), MAX_ITEMS),
            items_pointer=self.items_pointer(env),
            reads_objects=reads_objects,
        )


def compile_reader(reader: ItemReader, language: QueryLanguage) -> CompiledReader:
    """Compile an ItemReader."""
    resource, config = reader.resource, reader.reader_config
    assert isinstance(resource, str), "the validator asks for a Resource"
    is_jsonata = language is QueryLanguage.JSONATA
    max_items = None
    if not isinstance(config, Missing):
        place = "ItemReader/ReaderConfig/"
        max_items = compile_limit(config.max_items, config.max_items_path, "MaxItems", place=place)
    return CompiledReader(
        action="listObjectsV2" if resource.endswith(":listObjectsV2") else "getObject",
        arguments=_compile_arguments(reader) if is_jsonata else compile_template_field(reader.parameters),
        max_items=max_items,
        items_pointer=_compile_pointer(config, language),
        format=_format(config),
    )


def _compile_arguments(reader: ItemReader) -> Evaluate | None:
    arguments = reader.arguments
    if isinstance(arguments, Missing):
        return None
    return compile_jsonata(arguments, "ItemReader/Arguments", expects=("object",))


def _compile_pointer(config: ReaderConfig | Missing, language: QueryLanguage) -> Callable[[Environment], str]:
    pointer = "" if isinstance(config, Missing) or isinstance(config.items_pointer, Missing) else config.items_pointer
    if language is QueryLanguage.JSONATA and pointer:
        return compile_jsonata_text(pointer, "ItemReader/ReaderConfig/ItemsPointer")
    return lambda _env: pointer


def _format(config: ReaderConfig | Missing) -> Format:
    if isinstance(config, Missing):
        return Format("JSON")
    manifest_type = "" if isinstance(config.manifest_type, Missing) else config.manifest_type
    input_type = "JSON" if isinstance(config.input_type, Missing) else config.input_type
    if input_type == "MANIFEST":
        manifest_type, input_type = manifest_type or "S3_INVENTORY", "CSV"
    delimiter = "COMMA" if isinstance(config.csv_delimiter, Missing) else config.csv_delimiter
    is_given = config.csv_header_location == "GIVEN"
    return Format(
        input_type=input_type,
        headers=config.csv_headers if is_given and not isinstance(config.csv_headers, Missing) else None,
        delimiter=DELIMITERS[delimiter],
        manifest_type=manifest_type,
        is_flattened=config.transformation == "LOAD_AND_FLATTEN",
    )
