"""Parquet: the one door to pyarrow, an optional extra.

A row becomes an object of its columns. What JSON has no type for becomes text: times in ISO 8601, decimals in digits,
bytes as UTF-8, or as Base64 where they are not.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from asl.errors import UsageError
from asl.json_values import Json

from .failure import ItemReaderFailed

__all__ = ["iter_parquet_items"]

_ROWS_AT_ONCE = 1_000


def iter_parquet_items(stream: BinaryIO, source: str) -> Iterator[Json]:
    """Yield the rows of a Parquet file, some of them in memory at a time.

    Raises:
        UsageError: pyarrow is not installed.
        ItemReaderFailed: the object is not Parquet.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UsageError(
            f"{source} is Parquet, and pyarrow, which reads it, is not installed",
            help="install the extra: pip install 'asl-toolkit[parquet]'",
        ) from None
    try:
        for batch in ParquetFile(stream).iter_batches(batch_size=_ROWS_AT_ONCE):
            for row in batch.to_pylist():
                yield {name: _as_json(value) for name, value in row.items()}
    except (ArrowException, OSError) as error:
        raise ItemReaderFailed(f"{source} is not Parquet: {error}") from None


def _as_json(value: Any) -> Json:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_as_json(item) for item in value]
        case dict():
            return {str(key): _as_json(member) for key, member in value.items()}
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                return base64.b64encode(value).decode()
        case Decimal():
            return str(value)
        case _:
            return str(value)
