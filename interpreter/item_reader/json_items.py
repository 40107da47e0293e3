"""JSON: one document that holds the items, or a line of JSON for each.

A document is read whole, because its items may be anywhere in it; lines are read one at a time. ``ItemsPointer``
(RFC 6901) names the place of the items in a document. An object is gone through member by member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from asl.json_values import Json, parse_json

from .failure import NOT_ITERABLE, ItemReaderFailed
from .section import Section, member_items

__all__ = ["iter_json_lines", "read_json_section"]


def read_json_section(stream: BinaryIO, source: str, pointer: str = "", *, reads_objects: bool = True) -> Section:
    """Return the items of a document; ``reads_objects`` is unset for the service of the time before it did."""
    try:
        document = parse_json(stream.read().decode("utf-8-sig"))
    except ValueError as error:
        raise ItemReaderFailed(f"{source} is not JSON: {error}") from None
    found = _follow(document, pointer, source)
    if isinstance(found, list):
        return Section(source, iter(found))
    if isinstance(found, dict) and reads_objects:
        return Section(source, member_items(found), has_keys=True)
    raise ItemReaderFailed(NOT_ITERABLE)


def _follow(value: Json, pointer: str, source: str) -> Json:
    missing = ItemReaderFailed(f"The ItemsPointer '{pointer}' leads to nothing in {source}")
    if pointer and not pointer.startswith("/"):
        raise missing
    for escaped in pointer.split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isascii() and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            raise missing
    return value


def iter_json_lines(lines: Iterable[str], source: str) -> Iterator[Json]:
    r"""Yield the value of each line that is not blank.

    >>> list(iter_json_lines(['{"a": 1}\n', "\n", "[2]"], "here"))
    [{'a': 1}, [2]]
    """
    for number, line in enumerate(lines, 1):
        if not line or line.isspace():
            continue
        try:
            yield parse_json(line)
        except ValueError as error:
            raise ItemReaderFailed(f"line {number} of {source} is not JSON: {error}") from None
