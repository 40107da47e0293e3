"""Where a state is defined and used, and how it is renamed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from asl.diagnostics import Edit
from asl.graph import Graph
from asl.model import Flow
from asl.pointer import Pointer
from asl.source import Span

from .analysis import OpenDefinition
from .cursor import Cursor, find_cursor

__all__ = ["RenameError", "StateSymbol", "definition_of", "references_of", "rename", "state_at", "symbol_at"]

MAX_NAME_CHARS = 80
"""Longest name of a state that the service takes."""


class RenameError(Exception):
    """The new name cannot be given; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class StateSymbol:
    """A state that is named somewhere, in the flow that the name belongs to.

    ``span`` is the place where it was found, quotes included.
    """

    definition: OpenDefinition
    flow: Flow
    graph: Graph
    name: str
    span: Span


def state_at(definition: OpenDefinition, offset: int) -> StateSymbol | None:
    """Return the state whose name stands at an offset: the key of a state, or the target of a transition."""
    cursor = find_cursor(definition, offset)
    return None if cursor is None or cursor.is_new else symbol_at(cursor)


def symbol_at(cursor: Cursor) -> StateSymbol | None:
    """Return the state that a cursor is on."""
    definition, pointer = cursor.definition, cursor.pointer
    for flow, graph in definition.flows:
        if cursor.part == "key":
            if pointer[:-1] == (*flow.at, "States"):
                return StateSymbol(definition, flow, graph, str(pointer[-1]), cursor.span)
        else:
            for edge in graph.edges:
                if edge.at == pointer:
                    return StateSymbol(definition, flow, graph, edge.target, cursor.span)
    return None


def definition_of(symbol: StateSymbol) -> tuple[Span, Span] | None:
    """Return the place of a state's name and of the state as a whole; nothing when there is no such state."""
    tree = symbol.definition.document.tree
    at: Pointer = (*symbol.flow.at, "States", symbol.name)
    key, value = tree.span(at, "key"), tree.span(at)
    return None if key is None or value is None else (key, Span(key.start, max(key.end, value.end)))


def references_of(symbol: StateSymbol) -> tuple[Span, ...]:
    """Return the places of the transitions that lead to a state, in the order of the text."""
    tree = symbol.definition.document.tree
    found = (tree.span(edge.at) for edge in symbol.graph.edges if edge.target == symbol.name)
    return tuple(sorted(span for span in found if span is not None))


def rename(symbol: StateSymbol, name: str) -> tuple[Edit, ...]:
    """Return the edits that give a state another name everywhere: its key and all transitions to it.

    Raises:
        RenameError: the service would not take the name, or another state has it.
    """
    if not name.strip():
        raise RenameError("a state needs a name")
    if len(name) > MAX_NAME_CHARS:
        raise RenameError(f"the name has {len(name)} characters, and the service takes {MAX_NAME_CHARS}")
    taken = {state for flow, _ in symbol.definition.flows for state in flow.states}
    if name in taken and name != symbol.name:
        raise RenameError(f'there is a state "{name}" already')
    tree = symbol.definition.document.tree
    written = tree.written
    places = [written.span((*symbol.flow.at, "States", symbol.name), "key")]
    places += [written.span(edge.at) for edge in symbol.graph.edges if edge.target == symbol.name]
    edits: list[Edit] = []
    for span in sorted(span for span in places if span is not None):
        text = _written_name(name, written.source.text[span.start : span.end], written.source.format)
        edit = tree.outward(Edit(span, text))
        if edit is None:
            raise RenameError("the name stands where it cannot be changed")
        edits.append(edit)
    return tuple(edits)


def _written_name(name: str, before: str, notation: str) -> str:
    """Return a name in the notation that it had: quoted as before, plain where plain text can hold it."""
    if notation == "json" or before.startswith('"'):
        is_bare_key = notation == "json" and not before.startswith('"') and name.isidentifier()
        return name if is_bare_key else json.dumps(name, ensure_ascii=False)
    if before.startswith("'"):
        return "'" + name.replace("'", "''") + "'"
    is_plain = name.replace(" ", "").replace("-", "").replace("_", "").replace(".", "").isalnum()
    is_safe = is_plain and name[0].isalpha() and name == name.strip() and name.lower() not in _WORDS
    return name if is_safe else json.dumps(name, ensure_ascii=False)


_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
