"""Manifests: files that name the files that hold the items.

An S3 Inventory manifest is ``manifest.json``; its data files are CSV without a header row, and ``fileSchema`` names
the columns. An Athena manifest has the URI of a data file on each line. Sources: S3 user guide, "Amazon S3 Inventory
manifest files"; Athena user guide, "UNLOAD".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from asl.json_values import parse_json

from .failure import ItemReaderFailed

__all__ = ["Inventory", "iter_athena_files", "read_inventory"]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an inventory lists: the bucket and keys of its data files, and the names of their columns."""

    bucket: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]


def read_inventory(stream: BinaryIO, source: str, bucket: str) -> Inventory:
    """Read ``manifest.json``; the data files lie in the bucket that it names, or beside it."""
    try:
        manifest: Any = parse_json(stream.read().decode("utf-8-sig"))
        files, schema, file_format = manifest["files"], manifest["fileSchema"], manifest["fileFormat"]
        keys = tuple(str(file["key"]) for file in files)
        columns = tuple(name.strip() for name in schema.split(","))
        destination = str(manifest.get("destinationBucket", bucket)).rsplit(":", 1)[-1]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ItemReaderFailed(f"{source} is not the manifest of an S3 inventory") from None
    if file_format != "CSV":
        raise ItemReaderFailed(f"{source} lists data files in {file_format}; only CSV can be read")
    return Inventory(destination, keys, columns)


def iter_athena_files(lines: Iterable[str], source: str) -> Iterator[tuple[str, str]]:
    r"""Yield bucket and key of each data file.

    >>> list(iter_athena_files(['s3://results/a/1.gz\n', '\n', '"s3://results/a/2.gz"\n'], "here"))
    [('results', 'a/1.gz'), ('results', 'a/2.gz')]
    """
    for line in lines:
        uri = line.strip().strip('"')
        if not uri:
            continue
        scheme, _, place = uri.partition("://")
        bucket, _, key = place.partition("/")
        if scheme.lower() != "s3" or not bucket or not key:
            raise ItemReaderFailed(f"{source} is not a manifest of Athena: {uri[:80]!r} is no URI of an object")
        yield bucket, key
