"""Writing to the place that a Reference Path names, which is what ``ResultPath`` does.

Containers on the way are copied, everything else is shared; nothing is changed in place. Names that are missing are
made.
"""

from __future__ import annotations

from collections.abc import Sequence

from asl.json_values import Json

__all__ = ["ReferenceWriteError", "write_reference_path"]


class ReferenceWriteError(ValueError):
    """The document has no such place: a name into something that is no object, an index that an array lacks."""


def write_reference_path(document: Json, keys: Sequence[str | int], value: Json) -> Json:
    """Return the document with the value at the place that the keys lead to.

    >>> write_reference_path({"a": 1}, ("b", "c"), 2)
    {'a': 1, 'b': {'c': 2}}

    Raises:
        ReferenceWriteError: the place cannot be made.
    """
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(key, str):
        if not isinstance(document, dict):
            raise ReferenceWriteError(f"{key!r} cannot be written into a value that is no object")
        if rest and key not in document and isinstance(rest[0], int):
            raise ReferenceWriteError(f"there is no array {key!r} to write an item of")
        inner = document.get(key, {}) if rest else None
        return {**document, key: write_reference_path(inner, rest, value)}
    if not isinstance(document, list):
        raise ReferenceWriteError(f"item {key} cannot be written into a value that is no array")
    position = key + len(document) if key < 0 else key
    if not 0 <= position < len(document):
        raise ReferenceWriteError(f"the array has no item {key}")
    changed = list(document)
    changed[position] = write_reference_path(document[position], rest, value)
    return changed
