"""Wait and Task: literal timestamps, and a heartbeat that fits into the timeout.

Source: States Language specification, "Wait State" (an RFC 3339 timestamp; the service takes the ``Z`` form alone) and
"Task State" (the heartbeat is shorter than the timeout).
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.expr.timestamps import is_timestamp, is_utc_timestamp
from asl.model import Owner, QueryLanguage

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """A literal ``Timestamp`` is RFC 3339 and ends in ``Z``; ``HeartbeatSeconds`` is less than ``TimeoutSeconds``."""
    for site in context.sites_of(Owner.WAIT):
        text = site.raw.get("Timestamp")
        if not isinstance(text, str) or is_unknown_text(text) or is_utc_timestamp(text):
            continue
        if site.language is QueryLanguage.JSONATA and text.startswith("{%"):
            continue
        if text.startswith("{%"):
            help_ = 'set "QueryLanguage" to "JSONata" for expressions'
        elif text.startswith("$"):
            help_ = 'name the field "TimestampPath" to read the time from the input'
        elif is_timestamp(text):
            help_ = "write the time in UTC, with a Z at the end"
        else:
            help_ = "write it like 2030-01-31T12:00:00Z"
        yield report(
            "ASL305",
            f'"{text[:40]}" is no timestamp that a Wait state takes',
            (*site.at, "Timestamp"),
            help=help_,
            aws_message="String does not match RFC3339 timestamp",
        )
    for site in context.sites_of(Owner.TASK):
        heartbeat, timeout = site.raw.get("HeartbeatSeconds"), site.raw.get("TimeoutSeconds")
        if type(heartbeat) is int and type(timeout) is int and heartbeat >= timeout >= 1:
            yield report(
                "ASL302",
                f'"HeartbeatSeconds" ({heartbeat}) is not less than "TimeoutSeconds" ({timeout})',
                (*site.at, "HeartbeatSeconds"),
                help="make the heartbeat shorter than the timeout",
            )
