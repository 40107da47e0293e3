"""CSV: rows of text, read line by line.

The developer guide ("ItemReader", CSV) has these rules. Fields are strings. Fields in double quotes may hold the
delimiter and line breaks; a doubled quote is a quote, in a quoted field and within an unquoted one. A backslash takes
the next character as it is when that is a backslash, a quote or the delimiter, and otherwise disappears. Missing
fields are empty strings, surplus fields are dropped. A line of blanks is a row (recorded); an empty line is none,
which is a guess. Line breaks inside quotes come out as ``\\n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from asl.json_values import Json

from .failure import DUPLICATES, ItemReaderFailed

__all__ = ["DELIMITERS", "iter_csv_items", "iter_rows"]

DELIMITERS: Final = {"COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "SPACE": " ", "TAB": "\t"}


def iter_csv_items(lines: Iterable[str], headers: Sequence[str] | None, delimiter: str) -> Iterator[Json]:
    r"""Yield an object for each row; without ``headers`` the first row names the columns.

    >>> list(iter_csv_items(["a,b\n", "1,2,3\n", "\n", "x\n"], None, ","))
    [{'a': '1', 'b': '2'}, {'a': 'x', 'b': ''}]
    """
    rows = iter_rows(lines, delimiter)
    names = next(rows, None) if headers is None else headers
    if names is None:
        return
    if len(set(names)) < len(names):
        raise ItemReaderFailed(DUPLICATES)
    width = len(names)
    padding = [""] * width
    for row in rows:
        fields = row if len(row) >= width else row + padding[len(row) :]
        yield dict(zip(names, fields, strict=False))


def iter_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    r"""Yield the fields of each row.

    >>> list(iter_rows(['a,"b, ""c""\n', 'd",{""e""},\\"f\\x\n'], ","))
    [['a', 'b, "c"\nd', '{"e"}', '"fx']]
    """
    rest = iter(lines)
    for line in rest:
        if '"' in line or "\\" in line:
            yield _read_escaped(line, rest, delimiter)
            continue
        text = line.removesuffix("\n")
        if text:
            yield text.split(delimiter)


def _read_escaped(line: str, rest: Iterator[str], delimiter: str) -> list[str]:
    fields: list[str] = []
    field: list[str] = []
    is_quoted = False
    position = 0
    while True:
        if position == len(line):
            # A quoted field goes on in the next line; at the end of the file it ends there.
            line = next(rest, "") if is_quoted else ""
            position = 0
            if not line:
                break
        character, following = line[position], line[position + 1 : position + 2]
        position += 1
        if character == "\\":
            if following in ("\\", '"', delimiter):
                field.append(following)
                position += 1
        elif character == '"':
            if following == '"' and (is_quoted or field):
                field.append('"')
                position += 1
            elif is_quoted:
                is_quoted = False
            elif field:
                field.append('"')
            else:
                is_quoted = True
        elif character == delimiter and not is_quoted:
            fields.append("".join(field))
            field.clear()
        elif character != "\n" or is_quoted:
            field.append(character)
    fields.append("".join(field))
    return fields
