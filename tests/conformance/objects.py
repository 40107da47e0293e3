"""The objects that a recorded case had in S3 before it ran, as a store that a run can read."""

from __future__ import annotations

from typing import Any

from interpreter.objects import MemoryStore

__all__ = ["objects_of"]


def objects_of(case: dict[str, Any]) -> MemoryStore:
    """Return the objects that a case put before its execution began: the ``s3.put_object`` calls of its set-up."""
    buckets: dict[str, dict[str, bytes | str]] = {}
    for call in case["setup"].get("other_calls", []):
        if call.get("call") == "s3.put_object":
            given = call["with"]
            buckets.setdefault(given["Bucket"], {})[given["Key"]] = given.get("Body", "")
    return MemoryStore(buckets)
