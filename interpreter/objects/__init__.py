"""Object stores: where a Distributed Map reads its items and writes its results, in the shape of S3.

May import :mod:`asl` and nothing of the interpreter. Start reading at :mod:`interpreter.objects.protocol`.
"""

from .folder import FolderStore
from .memory import MemoryStore, UnstockedStore
from .protocol import ObjectStore, ObjectStoreError, StoredObject

__all__ = ["FolderStore", "MemoryStore", "ObjectStore", "ObjectStoreError", "StoredObject", "UnstockedStore"]
