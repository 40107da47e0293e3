"""Maps each character of a string's value to the characters of the text that stand for it.

An expression inside a definition is parsed after the escapes are gone; its errors are shown in the text, where ``\\n``
takes two characters and an emoji written as ``\\ud83d\\ude00`` twelve.
"""

from __future__ import annotations

import re

from asl.source import Format, Span

from .characters_yaml import yaml_character_spans

__all__ = ["character_spans"]

_JSON_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_SINGLE_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_OPENING_QUOTES = "\"'`‘“”„"


def character_spans(text: str, span: Span, decoded: str, written_as: Format) -> tuple[list[Span], int]:
    """Return one span per character of ``decoded`` and the offset after the last one.

    ``span`` is the scalar in ``text``, quotes included. Where the text cannot be brought to agree with the value, as
    in a string with a mistake in it, every character is mapped to the whole content.
    """
    spans = yaml_character_spans(text, span, decoded) if written_as == "yaml" else _json_spans(text, span, decoded)
    if spans is None:
        content = Span(span.start, span.end)
        return [content] * len(decoded), span.end
    return spans, spans[-1].end if spans else _content_start(text, span)


def _content_start(text: str, span: Span) -> int:
    return span.start + (text[span.start : span.start + 1] in _OPENING_QUOTES and span.end > span.start)


def _json_spans(text: str, span: Span, decoded: str) -> list[Span] | None:
    at = _content_start(text, span)
    if text.startswith(decoded, at) and "\\" not in decoded:
        return [Span(offset, offset + 1) for offset in range(at, at + len(decoded))]
    spans: list[Span] = []
    length = 0
    while length < len(decoded):
        written = _JSON_CHARACTER.match(text, at, span.end)
        if written is None:
            return None
        meaning = _meaning(written[0], decoded[length])
        if meaning != decoded[length]:
            if not (written[0].startswith("\\") and decoded[length] == "\\"):
                return None
            # An escape that JSON does not have was kept as it is written, backslash and all.
            written = re.compile(r"\\").match(text, at)
            assert written is not None, "the escape starts with a backslash"
        spans.append(Span(*written.span()))
        length += 1
        at = written.end()
    return spans


def _meaning(written: str, expected: str) -> str:
    """Return the character that one written character or escape stands for."""
    if not written.startswith("\\"):
        return written
    if len(written) == 12:
        return chr(0x10000 + (int(written[2:6], 16) - 0xD800) * 0x400 + int(written[8:12], 16) - 0xDC00)
    if len(written) == 6:
        return chr(int(written.removeprefix("\\u"), 16))
    return _SINGLE_ESCAPES.get(written[1], expected if written[1] == expected == "'" else "")
