"""Retriers and Catchers: where ``States.ALL`` may stand, and delays that contradict one another.

Source: States Language specification, "Errors": ``States.ALL`` stands alone in its list, in the last entry only.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.json_values import Json
from asl.model import Owner
from asl.pointer import Pointer

from ..context import Context
from ..report import report

__all__ = ["check"]

_ALL = "States.ALL"
_AWS = "States.ALL must appear alone and at end of list"
_DEFAULT_INTERVAL_S = 1


def check(context: Context) -> Iterator[Diagnostic]:
    """``States.ALL`` is alone and last; a Retrier's longest delay is longer than its first."""
    for site in context.sites_of(Owner.TASK, Owner.PARALLEL, Owner.MAP):
        for field in ("Retry", "Catch"):
            entries = site.raw.get(field)
            if isinstance(entries, list):
                yield from _states_all(entries, (*site.at, field))
    for site in context.sites_of(Owner.RETRIER):
        longest = site.raw.get("MaxDelaySeconds")
        first = site.raw.get("IntervalSeconds", _DEFAULT_INTERVAL_S)
        if not isinstance(longest, (int, float)) or not isinstance(first, (int, float)):
            continue
        if 1 <= longest <= first and not isinstance(longest, bool):
            yield report(
                "ASL407",
                f'"MaxDelaySeconds" ({longest}) is not longer than "IntervalSeconds" ({first})',
                (*site.at, "MaxDelaySeconds"),
                help="make MaxDelaySeconds greater, or remove it",
            )


def _states_all(entries: list[Json], at: Pointer) -> Iterator[Diagnostic]:
    for index, entry in enumerate(entries):
        names = entry.get("ErrorEquals") if isinstance(entry, dict) else None
        if not isinstance(names, list) or _ALL not in names:
            continue
        here = (*at, index, "ErrorEquals")
        if len(names) > 1:
            yield report(
                "ASL402",
                f'"{_ALL}" stands together with other Error Names',
                (*here, names.index(_ALL)),
                help=f"remove the other names: {_ALL} covers them",
                aws_message=_AWS,
                aws_at=(*at, index),
            )
        elif index < len(entries) - 1:
            yield report(
                "ASL402",
                f'"{_ALL}" is not in the last entry, so the entries after it never apply',
                (*here, 0),
                help="move this entry to the end",
                aws_message=_AWS,
                aws_at=(*at, index),
            )
