"""What a JSONata expression reads and calls, as data; :mod:`.jsonata_facts` finds it.

Apart from that module, because the engine behind it is a good part of what there is to load, and a plain path such as
``$states.input.order.id`` needs no engine to be understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asl.source import Span

if TYPE_CHECKING:
    from asl.expr.jsonata import Expression

__all__ = ["FunctionCall", "JsonataFacts", "Reading", "plain_path_facts"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One read of ``$name``; ``member`` is the name behind its dot, ``is_guarded`` when only its being there is asked.

    ``span`` counts in the text of the expression, ``member_span`` likewise.
    """

    name: str
    span: Span
    member: str = ""
    member_span: Span | None = None
    is_guarded: bool = False


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """One call of a named function; ``is_piped`` when ``~>`` hands it its first argument.

    ``has_dollar`` is false for ``sum(…)``, which calls a field of the input instead of the function.
    """

    name: str
    span: Span
    arguments: tuple[Expression, ...]
    is_piped: bool = False
    is_partial: bool = False
    has_dollar: bool = True


@dataclass(frozen=True, slots=True)
class JsonataFacts:
    """Reads of variables that the expression does not bind, calls, and reads of a context that is not there."""

    readings: tuple[Reading, ...]
    calls: tuple[FunctionCall, ...]
    without_context: tuple[tuple[str, Span], ...]


_PLAIN_PATH = re.compile(r"\s*\$([A-Za-z_][A-Za-z0-9_]*)((?:\.[A-Za-z_][A-Za-z0-9_]*)*)\s*")
_WORDS = frozenset({"and", "or", "in", "true", "false", "null"})


def plain_path_facts(text: str) -> JsonataFacts | None:
    """Return what ``$name.member.member`` reads; ``None`` for an expression of any other form.

    >>> plain_path_facts(" $states.input.id ").readings[0].member
    'input'
    """
    found = _PLAIN_PATH.fullmatch(text)
    if found is None:
        return None
    members = found[2].split(".")[1:]
    if not _WORDS.isdisjoint(members):
        return None
    start = found.start(1) - 1
    span = Span(start, found.end(1))
    member = members[0] if members else ""
    member_span = Span(span.end + 1, span.end + 1 + len(member)) if members else None
    return JsonataFacts((Reading(found[1], span, member, member_span),), (), ())
