"""Colours by the part that text plays, so that a renderer never names a colour."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

__all__ = ["Paint", "Role"]

Role: TypeAlias = Literal["error", "warning", "info", "label", "help", "place", "dim", "good", "strong", "plain"]

_CODES: Final[dict[str, str]] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "label": "34",
    "help": "1;36",
    "place": "1",
    "dim": "2",
    "good": "1;32",
    "strong": "1",
    "plain": "",
}


class Paint:
    r"""Wraps text in the escape codes of its role, or leaves it alone.

    >>> Paint(is_on=True)("no", "error"), Paint(is_on=False)("no", "error")
    ('\x1b[1;31mno\x1b[0m', 'no')
    """

    __slots__ = ("is_on",)

    def __init__(self, is_on: bool) -> None:
        self.is_on = is_on

    def __call__(self, text: str, role: Role) -> str:
        """Return the text as it is to be written."""
        code = _CODES[role] if self.is_on and text else ""
        return f"\x1b[{code}m{text}\x1b[0m" if code else text
