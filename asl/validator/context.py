"""What every check of the validator works on, computed once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from asl.document import Document
from asl.graph import Graph, build_graph
from asl.json_values import Json, JsonObject
from asl.model import Flow, Owner, StateMachine, iter_flows
from asl.pointer import Pointer

from .entry import WorkflowType
from .expressions import JsonataText, iter_jsonata_texts
from .sites import Site, iter_sites

__all__ = ["Context", "RawFlow"]


class RawFlow(NamedTuple):
    """One ``States`` block as it was written, with the place of the block."""

    states: JsonObject
    at: Pointer


class Context:
    """A document and the tables that its checks share; made for one validation and thrown away after it.

    Attributes:
        document: what is judged.
        type: workflow type that it is judged for.
        with_consequences: whether what follows from another mistake is listed too.
    """

    def __init__(self, document: Document, workflow_type: WorkflowType, *, with_consequences: bool = False) -> None:
        self.document = document
        self.type = workflow_type
        self.with_consequences = with_consequences

    @property
    def machine(self) -> StateMachine:
        """The typed model."""
        return self.document.machine

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Every object that the field table speaks about, in the order of the document."""
        return tuple(iter_sites(self.machine.raw))

    @cached_property
    def _by_owner(self) -> dict[Owner, list[Site]]:
        found: dict[Owner, list[Site]] = {}
        for site in self.sites:
            found.setdefault(site.owner, []).append(site)
        return found

    def sites_of(self, *owners: Owner) -> Iterator[Site]:
        """Yield the objects of some kinds."""
        for owner in owners:
            yield from self._by_owner.get(owner, ())

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The state machine and every flow inside it."""
        return tuple(iter_flows(self.machine))

    @cached_property
    def graphs(self) -> tuple[tuple[Flow, Graph], ...]:
        """The flows that have states, each with its graph."""
        return tuple((flow, build_graph(flow)) for flow in self.flows if flow.states)

    @cached_property
    def jsonata(self) -> tuple[JsonataText, ...]:
        """The expressions of JSONata states, parsed, in the order of the document."""
        return tuple(iter_jsonata_texts(self.sites))

    @cached_property
    def raw_flows(self) -> Sequence[RawFlow]:
        """Every ``States`` block, also of a processor that the model did not take."""
        found = []
        for site in self.sites_of(Owner.STATE_MACHINE, Owner.BRANCH, Owner.ITEM_PROCESSOR):
            states: Json = site.raw.get("States")
            if isinstance(states, dict):
                found.append(RawFlow(states, (*site.at, "States")))
        return found

    @cached_property
    def unreadable(self) -> frozenset[Pointer]:
        """Places where the text had no value; a mistake has been reported there."""
        return frozenset(self.document.tree.unreadable)
