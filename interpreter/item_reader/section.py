"""A run of items that come from one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asl.json_values import Json

__all__ = ["STATE_DATA", "Section", "member_items", "source_of"]

STATE_DATA = "STATE_DATA"
"""What ``Map.Item.Source`` of the Context Object says of items that are in the state's input."""


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one place, read as they are asked for.

    Attributes:
        source: what ``Map.Item.Source`` says: ``STATE_DATA``, or the URI of the object or bucket.
        has_keys: whether each item is a member of a JSON object, ``{"Key": …, "Value": …}``.
    """

    source: str
    items: Iterator[Json]
    has_keys: bool = False


def member_items(value: dict[str, Json]) -> Iterator[Json]:
    """Yield the members of an object as items.

    >>> list(member_items({"a": 1}))
    [{'Key': 'a', 'Value': 1}]
    """
    for key, member in value.items():
        yield {"Key": key, "Value": member}


def source_of(bucket: str, key: str = "") -> str:
    """Return the URI of an object, or of a bucket, in the developer guide's spelling.

    >>> source_of("orders", "2026/01.csv"), source_of("orders")
    ('S3://orders/2026/01.csv', 'S3://orders')
    """
    return f"S3://{bucket}/{key}" if key else f"S3://{bucket}"
