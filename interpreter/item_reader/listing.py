"""Listings: each object of a bucket is an item, or holds items.

An item is what ListObjectsV2 tells of an object, in the service's spelling: ``Etag``, ``Key``, ``LastModified``
(seconds since the epoch), ``Size`` and ``StorageClass`` (recorded; the order of the members is the guide's).
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Json, JsonObject

from ..objects import ObjectStore, StoredObject
from .request import text_argument

__all__ = ["iter_listed", "listing_item"]


def iter_listed(store: ObjectStore, arguments: JsonObject) -> Iterator[StoredObject]:
    """Yield the objects that the arguments of ListObjectsV2 ask for: Bucket, Prefix, StartAfter, Delimiter."""
    prefix = text_argument(arguments, "Prefix", "")
    start_after = text_argument(arguments, "StartAfter", "").encode()
    delimiter = text_argument(arguments, "Delimiter", "")
    for found in store.list(text_argument(arguments, "Bucket"), prefix):
        if found.key.encode() <= start_after and start_after:
            continue
        if delimiter and delimiter in found.key[len(prefix) :]:
            # Rolled up into a common prefix, which is not an item.
            continue
        yield found


def listing_item(found: StoredObject) -> Json:
    """Return an object of a listing as an item."""
    return {
        "Etag": found.etag,
        "Key": found.key,
        "LastModified": found.modified_s,
        "Size": found.size_bytes,
        "StorageClass": found.storage_class,
    }
