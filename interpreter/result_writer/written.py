"""Results that are written to an object store, and the manifest that names the files.

``PREFIX/ID/SUCCEEDED_0.json`` and so on hold the results by how the children ended, ``PREFIX/ID/manifest.json`` lists
them with their sizes; ID is the last part of the Map Run's ARN. Files are gathered on disk beyond a megabyte, because
a Map Run may have more results than fit into memory.
"""

from __future__ import annotations

from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from asl.json_values import Json, JsonObject, compact

from ..objects import ObjectStore, ObjectStoreError
from .compile import WriterTarget
from .failure import ResultWriterFailed
from .results import iter_results, pending_entry

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["WrittenResults"]

MAX_FILE_BYTES: Final = 5 * 1024**3
"""The largest file of results; the next results go into another one."""

_IN_MEMORY_BYTES: Final = 1024 * 1024
_STATUSES: Final = ("FAILED", "PENDING", "SUCCEEDED")


class WrittenResults:
    """Writes results as children end, file by file."""

    takes_pending = True

    def __init__(
        self, store: ObjectStore, target: WriterTarget, map_run_arn: str, *, max_file_bytes: int = MAX_FILE_BYTES
    ) -> None:
        self._store = store
        self._target = target
        self._map_run_arn = map_run_arn
        self._max_file_bytes = max_file_bytes
        if not target.bucket:
            raise ResultWriterFailed("The ResultWriter needs the text argument Bucket")
        prefix = target.prefix.removesuffix("/")
        self._folder = f"{prefix}/{map_run_arn.rsplit(':', 1)[1]}" if prefix else map_run_arn.rsplit(":", 1)[1]
        self._open: dict[str, _ResultFile] = {}
        self._files: dict[str, list[Json]] = {status: [] for status in _STATUSES}

    def add(self, index: int, execution: Execution) -> None:
        """Write the result of a child execution."""
        status = "SUCCEEDED" if execution.status.value == "SUCCEEDED" else "FAILED"
        for value in iter_results(execution, self._target.transformation):
            self._write(status, value)

    def add_pending(self, data: Json) -> None:
        """Write the input of a child execution that never began."""
        self._write("PENDING", pending_entry(data))

    def finish(self) -> Json:
        """Store what is open and the manifest; return where they are."""
        for status in sorted(self._open):
            self._store_file(status)
        manifest: JsonObject = {
            "DestinationBucket": self._target.bucket,
            "MapRunArn": self._map_run_arn,
            "ResultFiles": {**self._files},
        }
        key = f"{self._folder}/manifest.json"
        self._put(key, BytesIO(compact(manifest).encode()))
        return {
            "MapRunArn": self._map_run_arn,
            "ResultWriterDetails": {"Bucket": self._target.bucket, "Key": key},
        }

    def _write(self, status: str, value: Json) -> None:
        file = self._open.get(status)
        if file is None:
            file = self._open[status] = _ResultFile(is_lines=self._target.output_type == "JSONL")
        file.add(compact(value).encode("utf-8", "surrogatepass"))
        if file.size_bytes >= self._max_file_bytes:
            self._store_file(status)

    def _store_file(self, status: str) -> None:
        files = self._files[status]
        key = f"{self._folder}/{status}_{len(files)}.{self._target.output_type.lower()}"
        with self._open.pop(status).finished() as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            self._put(key, cast(BinaryIO, stream))
        files.append({"Key": key, "Size": size})

    def _put(self, key: str, body: BinaryIO) -> None:
        try:
            self._store.put(self._target.bucket, key, body)
        except ObjectStoreError as error:
            cause = f"{error.message} (Service: Amazon S3; Error Code: {error.code})"
            raise ResultWriterFailed(cause) from None


class _ResultFile:
    """A JSON array, or lines of JSON, that grows."""

    def __init__(self, *, is_lines: bool) -> None:
        self._is_lines = is_lines
        self._stream: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 - closed when it is stored
        self.size_bytes = 0

    def add(self, text: bytes) -> None:
        before = b"" if self._is_lines else b"," if self.size_bytes else b"["
        self.size_bytes += self._stream.write(before + text + (b"\n" if self._is_lines else b""))

    def finished(self) -> IO[bytes]:
        if not self._is_lines:
            self._stream.write(b"]")
        return self._stream
