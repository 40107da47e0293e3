"""Reads the calls that nearly all definitions have, without the parser library.

Function names, plain paths, strings without escapes, short numbers, constants and calls inside calls are told by
regular expressions; loading the library and its tables takes far longer. Whatever looks different, mistakes above all,
is left to the grammar, which agrees with this reader on all that it reads.
"""

from __future__ import annotations

import re
from typing import Final

from asl.expr.path import read_path
from asl.source import Span

from .syntax import Argument, Call, Literal, PathArgument

__all__ = ["read_plain_call"]

_BLANK: Final = re.compile(r"[ \t\f\r\n]*")
_NAME: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)[ \t\f\r\n]*\(")
_END: Final = r"(?=[ \t\f\r\n,)])"
_STRING: Final = re.compile(r"'([^'\\]*)'")
_NUMBER: Final = re.compile(rf"-?(?:0|[1-9][0-9]{{0,14}})(?:\.[0-9]{{1,15}})?{_END}")
_CONSTANT: Final = re.compile(rf"(?:true|false|null){_END}")
_PATH: Final = re.compile(
    rf"\$(?:\$|[A-Za-z_]\w*)?(?:\.[A-Za-z_][\w-]*|\[[0-9]{{1,9}}\]|\['[\w \-]+'\])*{_END}", re.ASCII
)
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}


def read_plain_call(text: str, most_calls: int) -> Call | None:
    """Return the call that a text is, or ``None`` when it has anything that is not plain.

    >>> read_plain_call("States.MathAdd($.n, 1)", 10).name
    'States.MathAdd'
    >>> read_plain_call("States.Format('{', $.n", 10) is None
    True
    """
    reader = _Reader(text, most_calls)
    call = reader.call(reader.skip(0))
    return call if call is not None and reader.skip(call.span.end) == len(text) else None


class _Reader:
    def __init__(self, text: str, most_calls: int) -> None:
        self.text = text
        self.calls_left = most_calls

    def skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        assert found is not None
        return found.end()

    def call(self, at: int) -> Call | None:
        """Read the call that begins here; ``None`` when it is not plain."""
        name = _NAME.match(self.text, at)
        self.calls_left -= 1
        if name is None or self.calls_left < 0:
            return None
        arguments: list[Argument] = []
        at = self.skip(name.end())
        while not self.text.startswith(")", at):
            if arguments:
                if not self.text.startswith(",", at):
                    return None
                at = self.skip(at + 1)
            argument = self.argument(at)
            if argument is None:
                return None
            arguments.append(argument)
            at = self.skip(argument.span.end)
        span = Span(name.start(), at + 1)
        return Call(name[1], tuple(arguments), self.text[span.start : span.end], span, Span(*name.span(1)))

    def argument(self, at: int) -> Argument | None:
        first = self.text[at : at + 1]
        if first == "$":
            found = _PATH.match(self.text, at)
            return None if found is None else PathArgument(read_path(found[0]), Span(*found.span()))
        if first == "'":
            found = _STRING.match(self.text, at)
            return None if found is None else Literal(found[1], found[0], Span(*found.span()))
        found = _NUMBER.match(self.text, at)
        if found is not None:
            written = found[0]
            number = float(written) if "." in written else int(written)
            return Literal(number, written, Span(*found.span()))
        found = _CONSTANT.match(self.text, at)
        if found is not None:
            return Literal(_CONSTANTS[found[0]], found[0], Span(*found.span()))
        return self.call(at)
