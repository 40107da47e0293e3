"""From a request to a stream of items: the action, the format, the limit."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, TypeVar, cast

from asl.json_values import Json

from ..objects import ObjectStore, ObjectStoreError
from .csv_rows import iter_csv_items
from .failure import ItemReaderFailed
from .json_items import iter_json_lines, read_json_section
from .listing import iter_listed, listing_item
from .manifest import iter_athena_files, read_inventory
from .parquet import iter_parquet_items
from .request import Format, ReadRequest, text_argument
from .section import Section, source_of

__all__ = ["open_items"]


def open_items(store: ObjectStore, request: ReadRequest) -> Iterator[Section]:
    """Yield the items that a request asks for, place by place; each section is to be used up before the next.

    Raises:
        ItemReaderFailed: now, or while items are taken.
    """
    if request.max_items < 0:
        raise ItemReaderFailed("field MaxItems must be positive")
    left = request.max_items or None
    sections = _guarded(_sections(store, request))
    for section in sections:
        if left is None:
            yield Section(section.source, _guarded(section.items), section.has_keys)
            continue
        counted = _Counted(islice(_guarded(section.items), left))
        yield Section(section.source, counted, section.has_keys)
        left -= counted.taken
        if left <= 0:
            return


class _Counted(Iterator[Json]):
    """Counts the items that are taken."""

    def __init__(self, items: Iterator[Json]) -> None:
        self._items = items
        self.taken = 0

    def __next__(self) -> Json:
        item = next(self._items)
        self.taken += 1
        return item


_Thing = TypeVar("_Thing")


def _guarded(things: Iterator[_Thing]) -> Iterator[_Thing]:
    """Tell what the store or a decompressor says as a failed reading."""
    try:
        yield from things
    except ObjectStoreError as error:
        raise ItemReaderFailed(f"{error.message} (Service: Amazon S3; Error Code: {error.code})") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ItemReaderFailed(f"A compressed object cannot be read: {error}") from None


def _sections(store: ObjectStore, request: ReadRequest) -> Iterator[Section]:
    bucket = text_argument(request.arguments, "Bucket")
    if request.action == "listObjectsV2":
        listed = iter_listed(store, request.arguments)
        if not request.format.is_flattened:
            yield Section(source_of(bucket), (listing_item(found) for found in listed))
            return
        for found in listed:
            if found.size_bytes or not found.key.endswith("/"):
                yield _object_section(store, bucket, found.key, request.format, request)
        return
    key = text_argument(request.arguments, "Key")
    yield _object_section(store, bucket, key, request.format, request)


def _object_section(store: ObjectStore, bucket: str, key: str, form: Format, request: ReadRequest) -> Section:
    source = source_of(bucket, key)
    if form.is_manifest:
        return Section(source, _manifest_items(store, bucket, key, form))
    if form.input_type != "JSON":
        return Section(source, _object_items(store, bucket, key, form))
    with _opened(store, bucket, key) as stream:
        return read_json_section(stream, source, request.items_pointer, reads_objects=request.reads_objects)


def _object_items(store: ObjectStore, bucket: str, key: str, form: Format) -> Iterator[Json]:
    source = source_of(bucket, key)
    with _opened(store, bucket, key) as stream:
        match form.input_type:
            case "CSV":
                yield from iter_csv_items(_lines(stream), form.headers, form.delimiter)
            case "JSONL":
                yield from iter_json_lines(_lines(stream), source)
            case "PARQUET":
                yield from iter_parquet_items(stream, source)
            case other:
                raise ItemReaderFailed(f"A data file of a manifest cannot be read as {other}: {source}")


def _manifest_items(store: ObjectStore, bucket: str, key: str, form: Format) -> Iterator[Json]:
    source = source_of(bucket, key)
    if form.manifest_type == "ATHENA_DATA":
        with _opened(store, bucket, key) as stream:
            files = list(iter_athena_files(_lines(stream), source))
        for file_bucket, file_key in files:
            yield from _object_items(store, file_bucket, file_key, form)
        return
    with _opened(store, bucket, key) as stream:
        inventory = read_inventory(stream, source, bucket)
    rows = Format("CSV", headers=inventory.columns)
    for file_key in inventory.keys:
        yield from _object_items(store, inventory.bucket, file_key, rows)


@contextmanager
def _opened(store: ObjectStore, bucket: str, key: str) -> Iterator[BinaryIO]:
    """Open an object, decompressed when its key ends in ``.gz``."""
    with store.get(bucket, key) as stream:
        if not key.endswith(".gz"):
            yield stream
            return
        with gzip.open(stream) as plain:
            yield cast(BinaryIO, plain)


def _lines(stream: BinaryIO) -> Iterator[str]:
    r"""Yield lines that end with ``\n``, whatever they end with in the file; a byte order mark is passed over."""
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace") as text:
        yield from text
