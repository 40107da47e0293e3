"""Objects in memory: for tests, and for a run whose results nobody has named a place for."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from asl.errors import UsageError

from .protocol import StoredObject, no_such_bucket, no_such_key

__all__ = ["MemoryStore", "UnstockedStore"]


class MemoryStore:
    """Objects by bucket and key. Writing to a bucket that is not there makes it.

    >>> store = MemoryStore({"data": {"a/1.txt": b"one", "b.txt": "two"}})
    >>> store.get("data", "a/1.txt").read(), [found.key for found in store.list("data", "a/")]
    (b'one', ['a/1.txt'])
    """

    def __init__(self, buckets: Mapping[str, Mapping[str, bytes | str]] | None = None, *, modified_s: int = 0) -> None:
        self._modified_s = modified_s
        self._buckets: dict[str, dict[str, bytes]] = {
            bucket: {key: body.encode() if isinstance(body, str) else body for key, body in objects.items()}
            for bucket, objects in (buckets or {}).items()
        }

    def get(self, bucket: str, key: str) -> BinaryIO:
        """Open an object for reading."""
        body = self._bucket(bucket).get(key)
        if body is None:
            raise no_such_key(bucket, key)
        return io.BytesIO(body)

    def list(self, bucket: str, prefix: str = "") -> Iterator[StoredObject]:
        """Yield the objects whose keys start with a prefix."""
        objects = self._bucket(bucket)
        for key in sorted(objects, key=str.encode):
            if key.startswith(prefix):
                body = objects[key]
                digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
                yield StoredObject(key, len(body), f'"{digest}"', self._modified_s)

    def put(self, bucket: str, key: str, body: BinaryIO) -> None:
        """Store an object."""
        self._buckets.setdefault(bucket, {})[key] = body.read()

    def read(self, bucket: str, key: str) -> bytes:
        """Return a whole object."""
        return self.get(bucket, key).read()

    def keys(self, bucket: str) -> tuple[str, ...]:
        """Return the keys of a bucket, sorted; none when there is no such bucket."""
        return tuple(sorted(self._buckets.get(bucket, ())))

    def _bucket(self, bucket: str) -> dict[str, bytes]:
        objects = self._buckets.get(bucket)
        if objects is None:
            raise no_such_bucket(bucket)
        return objects


class UnstockedStore(MemoryStore):
    """The store of a run that was given none: it takes results, and says what to do when items are asked for."""

    def _bucket(self, bucket: str) -> dict[str, bytes]:
        objects = self._buckets.get(bucket)
        if objects is None:
            raise UsageError(
                f"the run reads from the bucket {bucket!r}, but was given no objects",
                help="name a folder whose folders are the buckets: --objects FOLDER, or objects=FolderStore(...)",
            )
        return objects
