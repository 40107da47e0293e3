"""What answers tasks when a run is told nothing else, and where workers come in; the one door to the backends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .services import Backend

if TYPE_CHECKING:
    from .backends.workers import Workers

__all__ = ["answering_backend"]


def answering_backend(backend: Backend | None, workers: Workers | None) -> Backend:
    """Return the backend of a run: results made from the shapes of APIs when none is given, workers in front of it."""
    if backend is None:
        from .backends.synthetic import SyntheticBackend

        backend = SyntheticBackend()
    if workers is not None:
        from .backends.workers import WorkerBackend

        backend = WorkerBackend(workers, backend)
    return backend
