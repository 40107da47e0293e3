"""The registry of codes: what each one means, for ``asl explain``, the documentation and the tests.

The rows live in :mod:`.catalogue`, one file per family of requirements.
"""

from __future__ import annotations

from .catalogue import choice, expressions, failures, flow, jsonata, names, task, text, values, variables
from .catalogue import map as map_
from .entry import CodeEntry

__all__ = ["CODES", "CODES_BY_ID", "CodeEntry", "find_code"]

CODES: tuple[CodeEntry, ...] = tuple(
    sorted(
        (
            entry
            for family in (text, names, flow, values, failures, task, map_, choice, expressions, jsonata, variables)
            for entry in family.ENTRIES
        ),
        key=lambda entry: entry.code,
    )
)
"""All codes in their order."""

CODES_BY_ID: dict[str, CodeEntry] = {entry.code: entry for entry in CODES}


def find_code(query: str) -> tuple[CodeEntry, ...]:
    """Return the entries that a code, a name or one of the service's own codes stands for; letter case is ignored.

    >>> [entry.name for entry in find_code("asl201")], [entry.code for entry in find_code("missing-target")]
    (['missing-target'], ['ASL201'])
    >>> [entry.code for entry in find_code("MISSING_TRANSITION_TARGET")]
    ['ASL201', 'ASL202', 'ASL203']
    """
    wanted = query.strip().lower().replace(" ", "-")
    return tuple(entry for entry in CODES if wanted in (entry.code.lower(), entry.name, entry.aws_code.lower() or None))
