"""Which codes count: what is selected, what is ignored, and which of the two speaks more precisely.

A selector is a code (``ASL301``), the name of one (``timeout-range``), the beginning of codes (``ASL3``), a family
(``reliability``; ``validator`` for what the service itself refuses) or ``ALL``. Where selecting and ignoring disagree
about a code, the more precise selector wins, and ignoring wins a draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .registry import VALIDATOR_FAMILY, all_entries, families, family_of, rule_modules

__all__ = ["Selection", "is_selector", "precision"]

_PREFIX = re.compile(r"ASL\d{0,2}", re.IGNORECASE)
_ALL = "all"


def is_selector(text: str) -> bool:
    """Tell whether a text selects at least one code.

    >>> [is_selector(text) for text in ("ASL301", "timeout-range", "ASL3", "reliability", "ALL", "ASL30", "nonsense")]
    [True, True, True, True, True, True, False]
    """
    return any(precision(text, entry.code, entry.name) >= 0 for entry in all_entries())


def precision(selector: str, code: str, name: str) -> int:
    """Return how precisely a selector speaks of a code, ``-1`` when it does not.

    >>> [precision(text, "ASL301", "timeout-range") for text in ("ALL", "validator", "ASL3", "asl301", "ASL4")]
    [0, 1, 4, 9, -1]
    """
    wanted = selector.lower()
    if wanted == _ALL:
        return 0
    if wanted in (code.lower(), name):
        return 9
    if wanted in families():
        return 1 if family_of(code) == wanted else -1
    return len(wanted) if _PREFIX.fullmatch(selector) and code.lower().startswith(wanted) else -1


class Selection:
    """The codes that count.

    >>> selection = Selection(None, (), ("ASL7", "style"))
    >>> "ASL201" in selection, "ASL703" in selection, "ASL956" in selection
    (True, False, False)
    """

    def __init__(self, select: Sequence[str] | None, extend: Sequence[str], ignore: Sequence[str]) -> None:
        self._codes = _codes(None if select is None else tuple(select), tuple(extend), tuple(ignore))

    def __contains__(self, code: str) -> bool:
        return code in self._codes


@lru_cache(maxsize=64)
def _codes(select: tuple[str, ...] | None, extend: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    default = frozenset(found.rule.code for found in rule_modules() if found.rule.is_on)
    codes = set()
    for entry in all_entries():
        chosen = _best((*(select or ()), *extend), entry.code, entry.name)
        if select is None and (entry.code in default or family_of(entry.code) == VALIDATOR_FAMILY):
            chosen = max(chosen, 0)
        if chosen > _best(ignore, entry.code, entry.name):
            codes.add(entry.code)
    return frozenset(codes)


def _best(selectors: Iterable[str], code: str, name: str) -> int:
    return max((precision(selector, code, name) for selector in selectors), default=-1)
