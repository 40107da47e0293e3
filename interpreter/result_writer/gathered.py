"""Results that become the Map state's own result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.json_values import Json, size_bytes

from ..failures import too_large
from .results import Transformation, iter_results

if TYPE_CHECKING:
    from ..execution import Execution

__all__ = ["GatheredResults"]


class GatheredResults:
    """A list in the order of the items.

    Once it is larger than the service takes, the state is bound to fail and nothing more is kept, so that memory stays
    bounded by that limit.
    """

    takes_pending = False

    def __init__(self, state_name: str, transformation: Transformation, payload_bytes: int | None) -> None:
        self._state_name = state_name
        self._transformation: Transformation = transformation
        self._limit = payload_bytes
        self._size = 1
        self._gathered: dict[int, list[Json]] = {}

    def add(self, index: int, execution: Execution) -> None:
        """Take the result of a child execution, unless the result is too large already."""
        if self._is_too_large():
            return
        made = list(iter_results(execution, self._transformation))
        if self._limit is not None:
            self._size += sum(size_bytes(value) + 1 for value in made)
            if self._is_too_large():
                self._gathered.clear()
                return
        self._gathered[index] = made

    def add_pending(self, data: Json) -> None:
        """Forget it: what never began has no result."""

    def finish(self) -> Json:
        """Return the list."""
        if self._is_too_large():
            raise too_large(self._state_name)
        return [value for index in sorted(self._gathered) for value in self._gathered[index]]

    def _is_too_large(self) -> bool:
        return self._limit is not None and self._size > self._limit
