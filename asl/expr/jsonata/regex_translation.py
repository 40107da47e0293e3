r"""JavaScript's regular expressions as Python's.

JSONata's ``/…/`` literals are JavaScript patterns. The two languages agree but for what this module rewrites: ``\d``
and ``\w`` are ASCII, ``$`` is the very end, ``.`` stops at four line ends, groups are named without ``P``, ``[]`` and
``[^]`` are classes, and brackets inside a class need no backslash. Source: ECMA-262, "RegExp Objects".
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["MAX_PATTERN_LENGTH", "translate_pattern"]

MAX_PATTERN_LENGTH: Final = 4096
"""The longest pattern, in characters, that is compiled."""

_DIGIT: Final = "0-9"
_WORD: Final = "A-Za-z0-9_"
_LINE_END: Final = r"\n\r\u2028\u2029"
_BOUNDARY: Final = rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_NO_BOUNDARY: Final = rf"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_OUTSIDE: Final = {
    "d": f"[{_DIGIT}]",
    "D": f"[^{_DIGIT}]",
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "b": _BOUNDARY,
    "B": _NO_BOUNDARY,
    "0": r"\x00",
}
_INSIDE: Final = {"d": _DIGIT, "w": _WORD, "b": r"\x08", "B": "B", "0": r"\x00"}
_TOKEN: Final = re.compile(r"\\k<(\w+)>|\\(.)|\[\^\]|\[\]|\(\?<(?![=!])|.", re.DOTALL)
_SHARED_ESCAPES: Final = "sSnrtfvxuDW123456789"


def translate_pattern(pattern: str, *, is_multiline: bool = False) -> str:
    r"""Return the Python pattern that matches what the JavaScript ``pattern`` matches.

    Raises:
        ValueError: the pattern is longer than :data:`MAX_PATTERN_LENGTH`.

    >>> translate_pattern(r"(?<year>\d+)$")
    '(?P<year>[0-9]+)\\Z'
    """
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise ValueError(f"the pattern is longer than {MAX_PATTERN_LENGTH} characters")
    parts: list[str] = []
    is_in_class = False
    for token in _TOKEN.finditer(pattern):
        text, escaped = token.group(), token.group(2)
        if is_in_class:
            is_in_class = text not in ("]", "[]", "[^]")
            parts.append(_inside_class(text, escaped))
            continue
        is_in_class = text == "["
        parts.append(_outside_class(text, escaped, token.group(1), is_multiline))
    return "".join(parts)


def _inside_class(text: str, escaped: str | None) -> str:
    if escaped is not None:
        return _INSIDE.get(escaped) or (text if escaped in _SHARED_ESCAPES else re.escape(escaped))
    match text:
        case "[]" | "[^]":
            # Inside a class the opening bracket is a plain character and the closing one ends the class.
            return "\\" + text
        case "[" | "&" | "|" | "~":
            return "\\" + text
        case _:
            return text


def _outside_class(text: str, escaped: str | None, name: str | None, is_multiline: bool) -> str:
    if name is not None:
        return f"(?P={name})"
    if escaped is not None:
        return _OUTSIDE.get(escaped) or (text if escaped in _SHARED_ESCAPES else re.escape(escaped))
    match text:
        case "$":
            return "$" if is_multiline else r"\Z"
        case ".":
            return f"[^{_LINE_END}]"
        case "[]":
            return "(?!)"
        case "[^]":
            return r"[\s\S]"
        case "(?<":
            return "(?P<"
        case _:
            return text
