"""What the thing under the cursor is: fields, states, resources, parameters, functions, errors, codes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from asl.diagnostics import Diagnostic
from asl.graph import Graph
from asl.model import OPERATORS, Field, Kind, QueryLanguage, UnreadableState, fields_of
from asl.pointer import Pointer
from asl.source import Span

from .analysis import Analysis, OpenDefinition
from .cursor import Cursor, find_cursor
from .expressions import expression_doc
from .navigation import symbol_at
from .tasks import parameter_shape, resource_doc, shape_doc
from .words import ERROR_NAMES, STATE_TYPES, operator_doc

__all__ = ["Hover", "hover"]


_MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown for some characters of the text."""

    markdown: str
    span: Span


def hover(analysis: Analysis, offset: int) -> Hover | None:
    """Return what is known about the place of an offset; nothing when nothing is."""
    definition = analysis.definition_at(offset)
    if definition is None or not definition.span.start <= offset <= definition.span.end:
        return None
    cursor = find_cursor(definition, offset)
    if cursor is None or cursor.is_new:
        return None
    parts = [_code_doc(found) for one, found in analysis.diagnostics if _covers(one, found, offset)]
    span = cursor.span
    word = _word(cursor, offset)
    if word is not None:
        markdown, span = word
        parts.append(markdown)
    else:
        parts.append(_key_doc(cursor) if cursor.part == "key" else _value_doc(cursor))
    text = "\n\n---\n\n".join(part for part in parts if part)
    return Hover(text, span) if text else None


def _covers(definition: OpenDefinition, found: Diagnostic, offset: int) -> bool:
    """Tell whether a finding is about the place; one that covers half of the file is not what is asked about."""
    span = definition.document.locate(found)
    return span is not None and span.start <= offset <= span.end and span.end - span.start < _MOST_CHARACTERS


def _code_doc(found: Diagnostic) -> str:
    from lint import find_entries

    entry = next(iter(find_entries(found.code)), None)
    explanation = f"\n\n{entry.explanation}" if entry is not None else ""
    return f"**{found.code} {found.name}**: {found.message}{explanation}"


def _word(cursor: Cursor, offset: int) -> tuple[str, Span] | None:
    """Return the Markdown for a word of an expression, with its place."""
    definition, pointer = cursor.definition, cursor.pointer
    value = definition.value_at(pointer)
    if cursor.part == "key" or not isinstance(value, str) or ("$" not in value and "States." not in value):
        return None
    site = definition.site_around(pointer)
    if site is not None and site.language is QueryLanguage.JSONATA and "{%" not in value:
        return None
    at = _character_at(definition, pointer, len(value), offset)
    found = None if at is None else expression_doc(value, at)
    if found is None:
        return None
    markdown, start, end = found
    place = definition.document.tree.span_within(pointer, Span(start, end))
    return None if place is None else (markdown, place)


def _character_at(definition: OpenDefinition, pointer: Pointer, length: int, offset: int) -> int | None:
    """Return which character of a string stands at an offset, found by halving: their places are in order."""

    def start_of(index: int) -> int:
        span = definition.document.tree.span_within(pointer, Span(index, index + 1))
        return offset + 1 if span is None else span.start

    index = bisect_right(range(length), offset, key=start_of) - 1
    return index if index >= 0 else None


def _key_doc(cursor: Cursor) -> str:
    definition, pointer = cursor.definition, cursor.pointer
    name = str(pointer[-1])
    site = definition.sites.get(pointer[:-1])
    if site is not None:
        field = fields_of(site.owner).get(name)
        if field is not None:
            return _field_doc(field)
        return f"**{name}**: {operator_doc(name)}" if name in OPERATORS else ""
    if pointer[-2:-1] == ("States",):
        return _state_doc(cursor)
    shape = parameter_shape(definition, pointer[:-1])
    member = None if shape is None else shape.members.get(name.removesuffix(".$"))
    return "" if member is None else shape_doc(member.name, member.shape, is_required=member.is_required)


def _field_doc(field: Field) -> str:
    facts = [f"Holds {field.kind.value}"]
    if field.values:
        facts[0] = "One of " + ", ".join(f"`{value}`" for value in field.values)
    if field.minimum is not None:
        facts.append(f"at least {field.minimum:,}")
    if field.maximum is not None:
        facts.append(f"at most {field.maximum:,}")
    if field.nullable:
        facts.append("or null")
    if field.language is not None:
        facts.append(f"{field.language.value} only")
    if field.required:
        facts.append("required")
    section = f"\n\n*States Language: {field.section}*" if field.section else ""
    return f"**{field.name}**: {field.doc}\n\n{', '.join(facts)}.{section}"


def _value_doc(cursor: Cursor) -> str:
    definition, pointer = cursor.definition, cursor.pointer
    value = definition.value_at(pointer)
    if not isinstance(value, str) or not pointer:
        return ""
    site = definition.site_around(pointer)
    held_by = next((token for token in reversed(pointer) if isinstance(token, str)), "")
    field = None if site is None else fields_of(site.owner).get(held_by)
    if field is not None and field.kind is Kind.STATE_NAME:
        return _state_doc(cursor)
    if held_by == "Type" and value in STATE_TYPES:
        return f"**{value}**: {STATE_TYPES[value]}"
    if field is not None and field.kind is Kind.RESOURCE:
        return resource_doc(value)
    if held_by == "ErrorEquals" and value in ERROR_NAMES:
        return f"**{value}**: {ERROR_NAMES[value]}"
    return ""


def _state_doc(cursor: Cursor) -> str:
    symbol = symbol_at(cursor)
    if symbol is None or symbol.name not in symbol.flow.states:
        return ""
    state = symbol.flow.states[symbol.name]
    kind = "state" if isinstance(state, UnreadableState) else f"{type(state).__name__} state"
    lines = [f"**{symbol.name}** ({kind})"]
    raw = state.raw
    if isinstance(raw, dict):
        for name in ("Comment", "Resource"):
            text = raw.get(name)
            if isinstance(text, str):
                lines.append(text if name == "Comment" else f"`{text}`")
    lines.append(_transitions(symbol.graph, symbol.name))
    return "\n\n".join(line for line in lines if line)


def _transitions(graph: Graph, name: str) -> str:
    after = [f"`{edge.target}` ({edge.reason.value})" for edge in graph.edges if edge.source == name]
    before = list(dict.fromkeys(f"`{edge.source}`" for edge in graph.edges if edge.target == name and edge.source))
    lines = [f"Goes on to {', '.join(after)}."] if after else []
    if before:
        lines.append(f"Entered from {', '.join(before)}.")
    return " ".join(lines)
