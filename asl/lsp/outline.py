"""The states of a text as a tree, for outlines and breadcrumbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asl.document import Document
from asl.model import Flow, UnreadableState
from asl.model.walk import inner_flows
from asl.source import Span

from .analysis import Analysis

__all__ = ["OutlineEntry", "outline"]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A state machine, a branch or a state; ``selection`` is its name, ``span`` the whole of it."""

    name: str
    detail: str
    is_state: bool
    span: Span
    selection: Span
    children: tuple[OutlineEntry, ...]


def outline(analysis: Analysis) -> tuple[OutlineEntry, ...]:
    """Return the states of the only definition, or one entry for each definition of a template."""
    entries: list[OutlineEntry] = []
    for one in analysis.definitions:
        states = tuple(_states(one.document, one.document.machine))
        if not one.found.name:
            entries += states
        elif states:
            start = Span(one.span.start, one.span.start)
            entries.append(OutlineEntry(one.found.name, "state machine", False, one.span, start, states))
    return tuple(entries)


def _states(document: Document, flow: Flow) -> Iterator[OutlineEntry]:
    for name, state in flow.states.items():
        key, value = document.tree.span(state.at, "key"), document.tree.span(state.at)
        if key is None or value is None:
            continue
        detail = "" if isinstance(state, UnreadableState) else type(state).__name__
        flows = inner_flows(state)
        children = [tuple(_states(document, inner)) for inner in flows]
        span = Span(key.start, max(key.end, value.end))
        inside = (
            tuple(_branches(document, flows, children)) if len(flows) > 1 else tuple(children[0] if children else ())
        )
        yield OutlineEntry(name or " ", detail, True, span, key, inside)


def _branches(
    document: Document, flows: tuple[Flow, ...], children: list[tuple[OutlineEntry, ...]]
) -> Iterator[OutlineEntry]:
    for index, (flow, states) in enumerate(zip(flows, children, strict=True)):
        span = document.tree.span(flow.at)
        if span is not None:
            yield OutlineEntry(f"Branch {index}", "", False, span, Span(span.start, span.start), states)
