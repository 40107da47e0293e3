"""How near a word is to the one that was meant."""

from __future__ import annotations

from difflib import SequenceMatcher

__all__ = ["is_slip"]

_NEAR = 0.8


def is_slip(written: str, meant: str) -> bool:
    """Tell whether a name is so near to another that nothing else can be meant.

    >>> is_slip("Proces", "Process"), is_slip("Fial", "Fail"), is_slip("Lost", "Last")
    (True, True, False)
    """
    one, other = written.lower(), meant.lower()
    return sorted(one) == sorted(other) or SequenceMatcher(None, one, other).ratio() >= _NEAR
