"""Query languages: a machine that speaks JSONata has no JSONPath states.

Source: developer guide, "Transforming data": a state may choose JSONata in a JSONPath machine, never the other way.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.model import Owner, QueryLanguage
from asl.model.fields import STATE_OWNERS

from ..context import Context
from ..report import report

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """No state and no inner flow of a JSONata machine may go back to JSONPath."""
    if context.machine.language is not QueryLanguage.JSONATA:
        return
    for site in context.sites_of(*STATE_OWNERS, Owner.BRANCH, Owner.ITEM_PROCESSOR):
        if site.raw.get("QueryLanguage") == "JSONPath":
            yield report(
                "ASL902",
                "this uses JSONPath inside a machine whose query language is JSONata",
                (*site.at, "QueryLanguage"),
                help="remove this QueryLanguage, or remove the machine's and set JSONata state by state",
                aws_message="'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                aws_at=site.at,
            )
