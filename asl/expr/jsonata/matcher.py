"""Regular expressions as values: functions from a text to a match.

Source: JSONata documentation, "Regular Expressions".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .number_text import render_number
from .regex import Pattern
from .regex.pattern import units_of
from .values import UNDEFINED, JsonataError, NativeFunction

__all__ = ["RegexValue", "compile_pattern"]


@lru_cache(maxsize=256)
def compile_pattern(text: str, flags: str) -> Pattern:
    """Return the pattern of ``/text/flags``.

    Raises:
        JsonataError: JavaScript does not take the text for a pattern.
    """
    return Pattern(text, flags)


class RegexValue:
    """A regular expression ``/pattern/flags`` as a value; calling it with a text gives the first match or nothing.

    A match is ``{"match", "start", "end", "groups", "next"}``; ``next`` is a function without arguments that gives the
    next match. ``flags`` may hold ``i`` and ``m``. Where the search begins may be given as second argument, so that a
    higher-order function that passes an index to what takes two arguments moves it along, as in JavaScript.
    """

    __slots__ = ("_pattern", "arity", "flags", "pattern")

    def __init__(self, pattern: str, flags: str = "") -> None:
        self.pattern = pattern
        self.flags = flags
        self.arity = 2
        self._pattern = compile_pattern(pattern, flags)

    def call(self, arguments: list[Any], focus: Any = None) -> Any:
        """Return the first match in ``arguments[0]``, or :data:`UNDEFINED`."""
        text = _as_text(arguments[0] if arguments else UNDEFINED)
        start = arguments[1] if len(arguments) > 1 else 0
        return self._match_from(text, int(start) if type(start) in {int, float} and 0 <= start <= len(text) else 0)

    def _match_from(self, text: str, start: int) -> Any:
        found = self._pattern.search(text, start)
        if found is None:
            return UNDEFINED

        def find_next(arguments: list[Any], focus: Any) -> Any:
            if found.end >= len(units_of(text)):
                return UNDEFINED
            following = self._match_from(text, found.end)
            if following is not UNDEFINED and following["match"] == "":
                raise JsonataError("D1004", "Regular expression matches zero length string", value=self.pattern)
            return following

        return {
            "match": found.text,
            "start": found.start,
            "end": found.end,
            "groups": [UNDEFINED if group is None else group for group in found.groups],
            "next": NativeFunction("next", "<:o>", find_next, 0),
        }


def _as_text(value: Any) -> str:
    """Return what JavaScript searches when it is given no text."""
    if isinstance(value, str):
        return value
    if value is UNDEFINED or value is None:
        return "undefined" if value is UNDEFINED else "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return render_number(value)
    if isinstance(value, list):
        return ",".join("" if item is UNDEFINED or item is None else _as_text(item) for item in value)
    return "[object Object]"
