"""From text to the tree of a path.

Most paths in real definitions are plain (``$.a.b[0]['c']``); a regular expression reads those to the same tree as the
grammar does, without starting lark. Everything else goes through ``grammar.lark``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from asl.source import Span

from ..failure import ExpressionSyntaxError
from .syntax import Indexes, JsonPath, Names, Segment

if TYPE_CHECKING:
    from ..grammar import UnexpectedInput

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "parse_jsonpath", "parse_plain"]

MAX_LENGTH: Final = 20_000
"""Characters of a path that are read; a longer one is a mistake."""

MAX_DEPTH: Final = 60
"""Brackets and parentheses that may be open at once."""

_BANGS = re.compile(rf"(?:! *){{{MAX_DEPTH + 1}}}")
_PLAIN = re.compile(r"\$(?:\.[A-Za-z_][\w-]*|\['[\w \-]+'\]|\[-?[0-9]{1,9}\])*", re.ASCII)
_PLAIN_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\['([\w \-]+)'\]|\[(-?[0-9]{1,9})\]", re.ASCII)


def parse_plain(text: str) -> JsonPath | None:
    """Read a path made of names and single indexes only; ``None`` when there is anything else in it."""
    if _PLAIN.fullmatch(text) is None:
        return None
    segments: list[Segment] = []
    for step in _PLAIN_STEP.finditer(text, 1):
        name, quoted, index = step.groups()
        if index is not None:
            segments.append(Indexes((int(index),), Span(*step.span())))
        else:
            span = Span(step.start() + 1, step.end()) if quoted is None else Span(*step.span())
            segments.append(Names((quoted if name is None else name,), span))
    return JsonPath(text, tuple(segments))


@lru_cache(maxsize=8192)
def parse_jsonpath(text: str, *, allows_unquoted: bool = False) -> JsonPath:
    """Return the tree of a path.

    >>> parse_jsonpath("$.store.book[0]['title']").keys
    ('store', 'book', 0, 'title')
    >>> parse_jsonpath("$.a[?(@.price < 10)]").is_definite
    False

    ``allows_unquoted`` lets a filter compare with a word that has no quotes. Jayway refuses it; definitions that were
    deployed have it. Reading such a path fails.

    Raises:
        ExpressionSyntaxError: the text is not a path; the span is the place where it stops being one.
    """
    plain = parse_plain(text)
    if plain is not None:
        return plain
    if len(text) > MAX_LENGTH:
        raise ExpressionSyntaxError(f"the path has more than {MAX_LENGTH} characters", Span(MAX_LENGTH, len(text)))
    _check_depth(text)
    trimmed = text.rstrip(" ")
    if not trimmed:
        raise ExpressionSyntaxError("the path is empty", Span(0, len(text)), help="write $ for the whole document")
    from ..grammar import UnexpectedInput, load_grammar
    from .build import build_path

    # Jayway reads "a.b" as "$.a.b".
    added = 0 if trimmed[0] in "$@" else 2
    read = trimmed if not added else "$." + trimmed
    try:
        tree = load_grammar(__package__).parse(read)
    except UnexpectedInput as error:
        raise _syntax_error(error, text, added, len(trimmed)) from None
    return build_path(tree, text, added, allows_unquoted=allows_unquoted)


def _check_depth(text: str) -> None:
    depth = 0
    for offset, character in enumerate(text):
        if character in "([{":
            depth += 1
            if depth > MAX_DEPTH:
                raise ExpressionSyntaxError(
                    f"more than {MAX_DEPTH} brackets are open at once",
                    Span(offset, offset + 1),
                    help="simplify the path",
                )
        elif character in ")]}":
            depth = max(0, depth - 1)
    bangs = _BANGS.search(text)
    if bangs is not None:
        raise ExpressionSyntaxError(
            f"more than {MAX_DEPTH} negations in a row", Span(*bangs.span()), help="simplify the path"
        )


def _syntax_error(error: UnexpectedInput, text: str, added: int, length: int) -> ExpressionSyntaxError:
    from ..grammar import Token, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    offset = length
    token: Any = getattr(error, "token", None)
    if isinstance(error, UnexpectedCharacters):
        offset = (error.pos_in_stream or 0) - added
    elif isinstance(error, UnexpectedToken) and isinstance(token, Token) and token.type != "$END":
        offset = (token.start_pos or 0) - added
    elif isinstance(error, UnexpectedEOF):
        offset = length
    offset = max(0, min(offset, length))
    if offset >= length:
        return ExpressionSyntaxError(
            "the path ends too early", Span(max(0, length - 1), length), help="finish the path, or remove its last part"
        )
    if text[offset] == " " and text.rfind("[", 0, offset) > text.rfind("]", 0, offset):
        # Blanks are allowed inside brackets, so the mistake is what follows them.
        offset += len(text[offset:]) - len(text[offset:].lstrip(" "))
    found = text[offset]
    if found.isalpha() and text[offset - 1] == "[":
        found_help = "a name in brackets has quotes: ['name']"
    else:
        word = text[offset : offset + 4].partition(" ")[0]
        found_help = _HINTS.get(word) or _HINTS.get(found, "check the path's syntax")
    return ExpressionSyntaxError(f"unexpected {found!r} in the path", Span(offset, offset + 1), help=found_help)


_HINTS = {
    " ": "names with blanks go into brackets: ['my name']",
    "'": "a quoted name goes into brackets: ['name']",
    "(": "a function has a name before its parentheses; a script in brackets is not supported",
    "?": "a filter is written [?(@.name == 'value')]",
    "[": "inside brackets stand a quoted name, an index, a slice, * or a filter",
    ".": "a name follows a dot",
    "=": "equality is written ==",
    "&": "and is written &&",
    "|": "or is written ||",
    "and": "and is written &&",
    "or": "or is written ||",
}
