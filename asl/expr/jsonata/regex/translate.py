"""Simple patterns as Python's, which :mod:`re` matches fast.

Simple is what means the same in both languages and cannot take long: characters, sets of them and repetitions of
those, plain groups, alternatives and assertions. Repetitions without limit multiply what a search can take, so their
number and the length of the text decide who searches.
"""

from __future__ import annotations

import re
from typing import Final

from .charset import WORD, CharSet
from .syntax import Alternatives, Assertion, BackReference, Group, Look, Node, Repeat, Sequence_, Single

__all__ = ["translate"]

_LINE_END: Final = "\\n\\r\\u2028\\u2029"
_WORD: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in WORD)
_ASSERTIONS: Final = {
    "^": r"\A",
    "$": r"\Z",
    "^m": rf"(?:\A|(?<=[{_LINE_END}]))",
    "$m": rf"(?=[{_LINE_END}]|\Z)",
    "b": rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    "B": rf"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))",
}


def translate(node: Node, *, folds: bool, is_multiline: bool) -> tuple[re.Pattern[str], int] | None:
    """Return the pattern and how many repetitions without limit it has; None when it is not simple."""
    translator = _Translator(folds=folds, is_multiline=is_multiline)
    text = translator.write(node)
    if text is None:
        return None
    return re.compile(text, re.IGNORECASE | re.ASCII if folds else 0), translator.repetitions


class _Translator:
    def __init__(self, *, folds: bool, is_multiline: bool) -> None:
        self.repetitions = 0
        self._folds = folds
        self._is_multiline = is_multiline

    def write(self, node: Node) -> str | None:
        match node:
            case Single(accepted):
                return self._set(accepted)
            case Sequence_(parts):
                return self._all(parts, "")
            case Alternatives(options):
                return self._all(options, "|")
            case Group(_, body):
                inner = self.write(body)
                return None if inner is None else f"({inner})"
            case Repeat(body=Single(accepted)):
                inner = self._set(accepted)
                if node.most is None:
                    self.repetitions += 1
                bounds = f"{{{node.least},{'' if node.most is None else node.most}}}"
                return None if inner is None or node.least > 1000 else inner + bounds + ("" if node.is_greedy else "?")
            case Assertion(kind):
                return _ASSERTIONS[kind + ("m" if self._is_multiline and kind in "^$" else "")]
            case Repeat() | Look() | BackReference():
                return None

    def _all(self, nodes: tuple[Node, ...], joint: str) -> str | None:
        pieces: list[str] = []
        for one in nodes:
            piece = self.write(one)
            if piece is None:
                return None
            pieces.append(piece)
        text = joint.join(pieces)
        return f"(?:{text})" if joint else text

    def _set(self, accepted: CharSet) -> str | None:
        if self._folds and accepted.folds and not accepted.is_ascii:
            return None
        if not accepted.ranges:
            return r"[\s\S]" if accepted.is_negated else "(?!)"
        ranges = "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in accepted.ranges)
        return f"[{'^' if accepted.is_negated else ''}{ranges}]"
