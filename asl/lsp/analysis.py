"""An open text with the definitions in it, worked out once for each version of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from asl.diagnostics import Diagnostic
from asl.document import Document
from asl.embedded import Definition, Reader, WorkflowType, find_definitions
from asl.embedded.definition import no_reader
from asl.graph import Graph, build_graph
from asl.json_values import Json, JsonObject
from asl.model import Flow, iter_flows
from asl.pointer import Pointer
from asl.source import Source, Span
from asl.validator.sites import Site, iter_sites

if TYPE_CHECKING:
    from lint import Configuration

__all__ = ["Analysis", "OpenDefinition"]


@dataclass(frozen=True)
class OpenDefinition:
    """A definition that stands in the open text, with the tables that the features share."""

    found: Definition

    @property
    def document(self) -> Document:
        """The definition's document."""
        return self.found.document

    @cached_property
    def span(self) -> Span:
        """The place of the whole definition."""
        return self.document.tree.span(()) or Span(0, 0)

    @cached_property
    def sites(self) -> dict[Pointer, Site]:
        """The objects that the field table speaks about, by place."""
        return {site.at: site for site in iter_sites(self.document.machine.raw)}

    def value_at(self, pointer: Pointer) -> object:
        """Return the plain value at a place; nothing when there is none."""
        value: object = self.document.value
        for token in pointer:
            if isinstance(value, dict):
                value = value.get(token)
            elif isinstance(value, list) and isinstance(token, int) and token < len(value):
                value = value[token]
            else:
                return None
        return value

    def site_around(self, pointer: Pointer) -> Site | None:
        """Return the innermost object with fields that a place lies in."""
        for length in range(len(pointer), -1, -1):
            site = self.sites.get(pointer[:length])
            if site is not None:
                return site
        return None

    def site_of_new(self, pointer: Pointer) -> Site | None:
        """Return what an empty object would be at a place that has no value, or null, so far."""
        if self.value_at(pointer) is not None:
            return None
        definition = _with_object(self.document.machine.raw, pointer)
        return next((site for site in iter_sites(definition) if site.at == pointer), None)

    @cached_property
    def flows(self) -> tuple[tuple[Flow, Graph], ...]:
        """Every flow with its graph, outer before inner."""
        return tuple((flow, build_graph(flow)) for flow in iter_flows(self.document.machine))

    def flow_at(self, pointer: Pointer) -> tuple[Flow, Graph] | None:
        """Return the innermost flow that a place lies in."""
        inside = [entry for entry in self.flows if pointer[: len(entry[0].at)] == entry[0].at]
        return max(inside, key=lambda entry: len(entry[0].at), default=None)


def _with_object(value: Json, pointer: Pointer) -> JsonObject:
    """Return an object with an empty object at a place in it; lists are filled up with empty objects."""
    members: JsonObject = dict(value) if isinstance(value, dict) else {}
    if not pointer:
        return members
    token, rest = pointer[0], pointer[1:]
    inner = members.get(str(token))
    if rest and isinstance(rest[0], int):
        items = list(inner) if isinstance(inner, list) else []
        items += [{} for _ in range(min(rest[0] + 1 - len(items), _MOST_ITEMS))]
        if rest[0] < len(items):
            items[rest[0]] = _with_object(items[rest[0]], rest[1:])
        return members | {str(token): items}
    return members | {str(token): _with_object(inner, rest)}


_MOST_ITEMS = 1000


class Analysis:
    """What there is to say about one version of a text."""

    def __init__(
        self,
        source: Source,
        *,
        read: Reader = no_reader,
        is_definition: bool = False,
        configuration: Configuration | None = None,
        path: str = "",
    ) -> None:
        self.source = source
        self._read = read
        self._is_definition = is_definition
        self._configuration = configuration
        self._path = path

    @cached_property
    def definitions(self) -> tuple[OpenDefinition, ...]:
        """The definitions that stand in this text; those in other files are shown when these are opened."""
        found = find_definitions(self.source, read=self._read, is_definition=self._is_definition)
        return tuple(OpenDefinition(one) for one in found if one.document.source is self.source)

    @cached_property
    def diagnostics(self) -> tuple[tuple[OpenDefinition, Diagnostic], ...]:
        """Everything that is wrong or unwise, definition by definition."""
        return tuple((one, diagnostic) for one in self.definitions for diagnostic in self._lint(one))

    def _lint(self, one: OpenDefinition) -> Iterator[Diagnostic]:
        from lint import Configuration, lint

        configuration = self._configuration or Configuration()
        configured: WorkflowType = "EXPRESS" if configuration.type.upper() == "EXPRESS" else "STANDARD"
        type_ = one.found.workflow_type or configured
        yield from lint(one.document, type=type_, configuration=configuration, path=self._path)

    def definition_at(self, offset: int) -> OpenDefinition | None:
        """Return the definition that an offset lies in, or that ends before it: a new line may follow its text."""
        before = [one for one in self.definitions if one.span.start <= offset]
        inside = [one for one in before if offset <= one.span.end]
        nearest = inside or before or list(self.definitions)
        return nearest[-1] if nearest else None
