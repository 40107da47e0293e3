r"""String literals of intrinsic calls: which escapes there are, and where ``{}`` is a placeholder.

Reserved are ``'``, ``{``, ``}`` and the backslash; each may be written after a backslash. A backslash before
anything else makes the service refuse the definition, also ``\"``. Source: States Language specification,
"Intrinsic Functions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.expr.failure import ExpressionSyntaxError
from asl.source import Span

__all__ = ["has_lone_brace", "split_placeholders", "unescape"]

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FORMAT_PIECE = re.compile(r"\\(?P<escaped>.)|(?P<placeholder>\{\})|(?P<brace>[{}])", re.DOTALL)
_RESERVED = "'{}\\"


def unescape(written: str, start: int) -> str:
    r"""Return the string that a literal stands for; ``start`` is where its opening quote is, for the span of
    an error.

    >>> unescape(r"'it\'s \{\}'", 0)
    "it's {}"

    Raises:
        ExpressionSyntaxError: a backslash stands before a character that is not reserved.
    """
    body = written[1:-1]
    if "\\" not in body:
        return body
    for match in _ESCAPE.finditer(body):
        if match[1] not in _RESERVED:
            begin = start + 1 + match.start()
            raise ExpressionSyntaxError(
                f"illegal escape '{match[0]}' in a string",
                Span(begin, begin + 2),
                help="only \\', \\{, \\} and \\\\ are escapes; leave the backslash out or write it twice",
            )
    return _ESCAPE.sub(r"\1", body)


def split_placeholders(written: str) -> tuple[str, ...]:
    r"""Return the texts around the ``{}`` of a Format template that is written as a literal.

    >>> split_placeholders(r"'a {} \{\} {}'")
    ('a ', ' {} ', '')
    """
    pieces = [""]
    for text, is_placeholder, _ in _iter_format_pieces(written[1:-1]):
        if is_placeholder:
            pieces.append("")
        else:
            pieces[-1] += text
    return tuple(pieces)


def has_lone_brace(written: str) -> bool:
    """Tell whether a Format template holds a brace that is neither escaped nor part of ``{}``.

    >>> has_lone_brace("'{name}'"), has_lone_brace("'{}'")
    (True, False)
    """
    return any(is_lone for _, _, is_lone in _iter_format_pieces(written[1:-1]))


def _iter_format_pieces(body: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield (text, is it a placeholder, is it a lone brace)."""
    at = 0
    for match in _FORMAT_PIECE.finditer(body):
        yield body[at : match.start()], False, False
        at = match.end()
        yield (
            match["escaped"] or match["brace"] or "",
            match["placeholder"] is not None,
            match["brace"] is not None,
        )
    yield body[at:], False, False
