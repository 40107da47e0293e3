"""Objects in a folder: each folder in it is a bucket, each file below that an object.

A key is the file's path below its bucket, with ``/`` between the parts. Nothing outside the folder is ever read or
written: a key that is no plain path is refused, and so is one that a symbolic link leads out of its bucket; listings
pass over such links.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from asl.errors import UsageError

from .protocol import ObjectStoreError, StoredObject, no_such_bucket, no_such_key

__all__ = ["FolderStore"]


class FolderStore:
    """Buckets as the folders of a folder. Writing to a bucket that is not there makes it.

    Raises:
        UsageError: the folder is not there.
    """

    def __init__(self, folder: str | Path) -> None:
        self._root = Path(folder).resolve()
        if not self._root.is_dir():
            raise UsageError(f"{folder} is not a folder", help="name a folder whose folders are the buckets")

    def get(self, bucket: str, key: str) -> BinaryIO:
        """Open an object for reading."""
        path = self._inside(self._bucket(bucket), bucket, key)
        try:
            return path.open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise no_such_key(bucket, key) from None
        except OSError as error:
            raise ObjectStoreError("AccessDenied", f"Access Denied: s3://{bucket}/{key}: {error.strerror}") from None

    def list(self, bucket: str, prefix: str = "") -> Iterator[StoredObject]:
        """Yield the objects whose keys start with a prefix."""
        home = self._bucket(bucket)
        for key in sorted((path.relative_to(home).as_posix() for path in _files(home)), key=os.fsencode):
            if key.startswith(prefix):
                yield _describe(home / key, key)

    def put(self, bucket: str, key: str, body: BinaryIO) -> None:
        """Store an object; a reader never sees half of it."""
        if not _is_name(bucket):
            raise no_such_bucket(bucket)
        try:
            (self._root / bucket).mkdir(exist_ok=True)
            path = self._inside(self._bucket(bucket), bucket, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{path.name}.unfinished")
            with unfinished.open("wb") as stream:
                shutil.copyfileobj(body, stream)
            unfinished.replace(path)
        except OSError as error:
            raise ObjectStoreError("AccessDenied", f"Access Denied: s3://{bucket}/{key}: {error.strerror}") from None

    def _bucket(self, bucket: str) -> Path:
        home = self._root / bucket if _is_name(bucket) else None
        if home is None or not home.is_dir():
            raise no_such_bucket(bucket)
        return _contained(home, self._root, bucket, "")

    def _inside(self, home: Path, bucket: str, key: str) -> Path:
        return _contained(home.joinpath(*_parts(bucket, key)), home, bucket, key)


def _is_name(bucket: str) -> bool:
    return bucket not in ("", ".", "..") and not set(bucket) & {"/", "\\", "\0"}


def _parts(bucket: str, key: str) -> list[str]:
    """Return the parts of a key; S3 takes any text, a folder only what is a path on every system."""
    parts = key.split("/")
    if any(part in ("", ".", "..") or set(part) & {"\\", "\0"} for part in parts):
        raise ObjectStoreError("InvalidArgument", f"a folder cannot hold the key {key!r} of the bucket {bucket!r}")
    return parts


def _contained(path: Path, home: Path, bucket: str, key: str) -> Path:
    if not path.resolve().is_relative_to(home):
        raise ObjectStoreError("AccessDenied", f"Access Denied: s3://{bucket}/{key} lies outside its folder")
    return path.resolve()


def _files(home: Path) -> Iterator[Path]:
    for folder, _, files in os.walk(home):
        # os.walk does not enter linked folders; a linked file counts as long as it stays inside.
        for file in files:
            path = Path(folder, file)
            if path.resolve().is_relative_to(home) and path.is_file():
                yield path


def _describe(path: Path, key: str) -> StoredObject:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    status = path.stat()
    return StoredObject(key, status.st_size, f'"{digest}"', int(status.st_mtime))
