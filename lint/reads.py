"""What a state reads: the paths in its fields, without evaluating or fully parsing them.

Rules ask which part of the data, of the Context Object or of the variables a field looks at. For that the leading names
of each path are enough, so one regular expression finds them in JSONPath fields, in payload templates, inside calls of
intrinsic functions and inside JSONata expressions alike. Whether a path is well formed is the validator's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from asl.expr.jsonata_text import is_expression
from asl.json_values import Json
from asl.model import QueryLanguage
from asl.pointer import Pointer
from asl.source import Span

__all__ = ["Read", "Root", "iter_reads", "read_text"]

Root: TypeAlias = Literal["data", "context", "variable", "result", "error"]


@dataclass(frozen=True, slots=True)
class Read:
    """One path that is read.

    Attributes:
        root: what it is read from.
        keys: the names that certainly lead into it; ``()`` for the whole.
        variable: name of the variable, for ``root="variable"``.
        at: place of the string that holds the path.
        span: characters of that string.
    """

    root: Root
    keys: tuple[str, ...]
    at: Pointer
    span: Span
    variable: str = ""


_PATH = re.compile(r"\$(\$|[^\W\d]\w*)?((?:\.[^\W\d][\w-]*|\['[^'\]]*'\]|\[\d+\])*)")
_KEY = re.compile(r"\.([^\W\d][\w-]*)|\['([^'\]]*)'\]|\[\d+\]")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'")
_JSONATA_PATH = re.compile(r"\$([^\W\d]\w*)((?:\.(?:[^\W\d]\w*|`[^`]*`))*)(?!\s*\()")
_JSONATA_KEY = re.compile(r"\.([^\W\d]\w*)|\.`([^`]*)`")
_JSONATA_ROOTS: dict[str, Root] = {
    "input": "data",
    "context": "context",
    "result": "result",
    "errorOutput": "error",
}


def iter_reads(value: Json, at: Pointer, language: QueryLanguage, *, is_path: bool = False) -> Iterator[Read]:
    """Yield what a field's value reads; ``is_path`` when the field itself holds a path, not a template.

    >>> [(r.root, r.keys) for r in iter_reads({"a.$": "States.Format('$.x {}', $.b.c)"}, (), QueryLanguage.JSONPATH)]
    [('data', ('b', 'c'))]
    >>> [(r.root, r.keys) for r in iter_reads({"a": "{% $states.input.b + $n %}"}, (), QueryLanguage.JSONATA)]
    [('data', ('b',)), ('variable', ())]
    """
    if isinstance(value, str):
        if is_path or language is QueryLanguage.JSONATA:
            yield from read_text(value, at, language)
    elif isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, str):
                if language is QueryLanguage.JSONATA or key.endswith(".$"):
                    yield from read_text(member, (*at, key), language)
            elif isinstance(member, (dict, list)):
                yield from iter_reads(member, (*at, key), language)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)) or (isinstance(item, str) and language is QueryLanguage.JSONATA):
                yield from iter_reads(item, (*at, index), language)


def read_text(text: str, at: Pointer, language: QueryLanguage) -> Iterator[Read]:
    """Yield what one string reads, a path, a call or a JSONata expression."""
    if language is QueryLanguage.JSONATA:
        if is_expression(text):
            yield from _jsonata(text, at)
        return
    if "$" not in text:
        return
    # Texts inside a call are blanked, not cut out, so that the characters after them keep their places.
    bare = text if text.startswith("$") else _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for match in _PATH.finditer(bare):
        keys = tuple(one or other for one, other in _KEY.findall(match[2]) if one or other)
        root: Root = "data" if not match[1] else "context" if match[1] == "$" else "variable"
        yield Read(root, keys, at, Span(*match.span()), match[1] if root == "variable" else "")


def _jsonata(text: str, at: Pointer) -> Iterator[Read]:
    for match in _JSONATA_PATH.finditer(text):
        keys = tuple(one or other for one, other in _JSONATA_KEY.findall(match[2]))
        span = Span(*match.span())
        if match[1] != "states":
            yield Read("variable", keys, at, span, match[1])
        elif keys and keys[0] in _JSONATA_ROOTS:
            yield Read(_JSONATA_ROOTS[keys[0]], keys[1:], at, span)
