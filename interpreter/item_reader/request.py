"""What an ItemReader asks for, once its expressions have been evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asl.json_values import JsonObject

from .failure import ItemReaderFailed

__all__ = ["Format", "ReadRequest", "text_argument"]


@dataclass(frozen=True, slots=True)
class Format:
    """How an object is read: the constant part of a ReaderConfig.

    Attributes:
        input_type: format of the object; of the data files, for a manifest of Athena.
        headers: names of the columns; ``None`` when the first row has them.
        delimiter: the character itself.
        manifest_type: ``S3_INVENTORY``, ``ATHENA_DATA``, or empty when the object holds the items itself.
        is_flattened: whether the objects of a listing are read, rather than listed.
    """

    input_type: str
    headers: tuple[str, ...] | None = None
    delimiter: str = ","
    manifest_type: str = ""
    is_flattened: bool = False

    @property
    def is_manifest(self) -> bool:
        """Whether the object names the files that hold the items."""
        return self.manifest_type != ""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One reading.

    Attributes:
        arguments: what the S3 action gets, ``{"Bucket": …, "Key": …}``.
        max_items: how many items are read at most; 0 is no limit.
        reads_objects: whether a JSON document may be an object.
    """

    action: Literal["getObject", "listObjectsV2"]
    arguments: JsonObject
    format: Format
    max_items: int = 0
    items_pointer: str = ""
    reads_objects: bool = True


def text_argument(arguments: JsonObject, name: str, default: str | None = None) -> str:
    """Return an argument that has to be a string.

    Raises:
        ItemReaderFailed: it is missing or something else.
    """
    value = arguments.get(name, default)
    if not isinstance(value, str):
        raise ItemReaderFailed(f"The ItemReader needs the text argument {name}")
    return value
