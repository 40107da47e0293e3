"""The protocol of an object store: buckets that hold objects by key.

Three actions are all that a Map state needs: read one object, list keys, write one object. Bodies are streams, because
an object may be larger than memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

__all__ = ["ObjectStore", "ObjectStoreError", "StoredObject", "no_such_bucket", "no_such_key"]


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What a listing tells of an object.

    Attributes:
        etag: MD5 of the body in quotes, as S3 writes it for an object that was put in one piece.
        modified_s: when it was written, whole seconds since the epoch.
    """

    key: str
    size_bytes: int
    etag: str
    modified_s: int
    storage_class: str = "STANDARD"


class ObjectStoreError(Exception):
    """The store cannot do what it was asked.

    Attributes:
        code: S3's word for it: ``NoSuchBucket``, ``NoSuchKey``, ``AccessDenied``, ``InvalidArgument``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ObjectStore(Protocol):
    """Holds objects; every method may raise :class:`ObjectStoreError`."""

    def get(self, bucket: str, key: str) -> BinaryIO:
        """Open an object for reading; the caller closes it."""
        ...

    def list(self, bucket: str, prefix: str = "") -> Iterator[StoredObject]:
        """Yield the objects whose keys start with a prefix, in the order of the keys' UTF-8 bytes."""
        ...

    def put(self, bucket: str, key: str, body: BinaryIO) -> None:
        """Store what is left of a stream as an object; an object of that key is replaced whole."""
        ...


def no_such_bucket(bucket: str) -> ObjectStoreError:
    """Return S3's error for a bucket that is not there."""
    return ObjectStoreError("NoSuchBucket", f"The specified bucket does not exist: {bucket}")


def no_such_key(bucket: str, key: str) -> ObjectStoreError:
    """Return S3's error for a key that is not there."""
    return ObjectStoreError("NoSuchKey", f"The specified key does not exist: s3://{bucket}/{key}")
