"""What can stand at the cursor, from the tables: fields, states, resources, errors, parameters, expressions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from asl.integrations import Shape
from asl.model import OPERATORS, Field, Kind, Owner, QueryLanguage, fields_of
from asl.model.fields import GROUPS, STATE_OWNERS
from asl.pointer import Pointer
from asl.source import Span
from asl.validator.sites import Site

from .analysis import OpenDefinition
from .cursor import Cursor, find_cursor
from .expressions import expression_candidates
from .tasks import iter_resources, parameter_shape, service_errors, shape_doc, task_resource
from .words import ERROR_NAMES, STATE_TYPES, operator_doc

__all__ = ["Completion", "complete"]

CompletionKind = Literal["field", "value", "state", "function", "resource", "error", "parameter"]


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer: ``text`` replaces the characters of ``span``."""

    label: str
    kind: CompletionKind
    text: str
    span: Span
    detail: str = ""
    doc: str = ""
    rank: int = 0


def complete(definition: OpenDefinition, offset: int) -> tuple[Completion, ...]:
    """Return what can stand at an offset, the likely ones first."""
    cursor = find_cursor(definition, offset)
    if cursor is None:
        return ()
    found = _keys(cursor) if cursor.part == "key" else _values(cursor, offset)
    return tuple(sorted(found, key=lambda one: one.rank))


# Keys


def _keys(cursor: Cursor) -> Iterator[Completion]:
    at = cursor.container
    definition = cursor.definition
    site = definition.sites.get(at) or definition.site_of_new(at)
    own = None if cursor.is_new else cursor.pointer[-1]
    if site is not None:
        yield from _field_keys(cursor, site, own)
    elif len(at) > 1 and at[-2] == "States":
        yield from (_key(cursor, field, rank) for rank, field in enumerate(_typeless_fields()))
    else:
        yield from _parameter_keys(cursor, parameter_shape(definition, at), own)


def _typeless_fields() -> Iterator[Field]:
    """Yield the fields that most states have; without a Type the others are not known."""
    fields = fields_of(Owner.PASS)
    return (fields[name] for name in ("Type", "Comment", "QueryLanguage", "Next", "End"))


def _field_keys(cursor: Cursor, site: Site, own: object) -> Iterator[Completion]:
    present = {name for name in site.raw if name != own}
    excluded = {
        name
        for group in GROUPS
        if group.owner is site.owner and not present.isdisjoint(group.names)
        for name in group.names
    }
    for rank, field in enumerate(fields_of(site.owner, site.language).values()):
        if field.name not in present and field.name not in excluded:
            yield _key(cursor, field, rank + (0 if field.required else 100))
    is_rule = site.owner in (Owner.CHOICE_RULE, Owner.NESTED_RULE)
    if is_rule and site.language is QueryLanguage.JSONPATH and present.isdisjoint(OPERATORS):
        for rank, name in enumerate(OPERATORS):
            yield _offer(cursor, name, "field", rank=200 + rank, detail="test", doc=operator_doc(name), is_key=True)


def _key(cursor: Cursor, field: Field, rank: int) -> Completion:
    return _offer(cursor, field.name, "field", rank=rank, detail=field.kind.value, doc=field.doc, is_key=True)


def _parameter_keys(cursor: Cursor, shape: Shape | None, own: object) -> Iterator[Completion]:
    if shape is None or shape.kind != "structure":
        return
    value = cursor.definition.value_at(cursor.container)
    present = {str(name).removesuffix(".$") for name in value if name != own} if isinstance(value, dict) else set()
    found = cursor.definition.sites
    site = next(
        (found[cursor.container[:n]] for n in range(len(cursor.container), -1, -1) if cursor.container[:n] in found),
        None,
    )
    has_paths = site is not None and site.language is QueryLanguage.JSONPATH
    for rank, member in enumerate(shape.members.values()):
        if member.name in present:
            continue
        doc = shape_doc(member.name, member.shape, is_required=member.is_required)
        place = rank + (0 if member.is_required else 1000)
        yield _offer(cursor, member.name, "parameter", rank=place, detail=member.shape.kind, doc=doc, is_key=True)
        if has_paths:
            yield _offer(
                cursor, f"{member.name}.$", "parameter", rank=place + 5000, detail="from a path", doc=doc, is_key=True
            )


# Values


def _values(cursor: Cursor, offset: int) -> Iterator[Completion]:
    definition, pointer = cursor.definition, cursor.pointer
    field, site = _field_of(definition, pointer)
    if field is not None and site is not None:
        yield from _field_values(cursor, field, site)
    elif field is not None:
        yield from _types(cursor)
    else:
        shape = parameter_shape(definition, pointer)
        if shape is not None and shape.enum:
            yield from (_offer(cursor, value, "value", rank=rank) for rank, value in enumerate(shape.enum))
    yield from _expressions(cursor, offset)


def _field_of(definition: OpenDefinition, pointer: Pointer) -> tuple[Field | None, Site | None]:
    """Return the field that holds a value, or a list with it; ``Type`` without a site when the state has none yet."""
    name = pointer[:-1] if pointer and isinstance(pointer[-1], int) else pointer
    site = definition.sites.get(name[:-1]) if name else None
    if site is not None:
        return fields_of(site.owner).get(str(name[-1])), site
    if len(pointer) > 2 and pointer[-1] == "Type" and pointer[-3] == "States":
        return fields_of(Owner.PASS)["Type"], None
    return None, None


def _field_values(cursor: Cursor, field: Field, site: Site) -> Iterator[Completion]:
    definition = cursor.definition
    match field.kind:
        case Kind.STATE_NAME:
            yield from _state_names(cursor, site)
        case Kind.BOOLEAN:
            yield from (_offer(cursor, word, "value", is_bare=True) for word in ("true", "false"))
        case Kind.RESOURCE:
            for rank, (arn, detail) in enumerate(iter_resources(cursor.prefix)):
                yield _offer(cursor, arn, "resource", rank=rank, detail=detail)
        case Kind.STRINGS if field.name == "ErrorEquals":
            found = task_resource(definition, cursor.pointer)
            for name in service_errors(found[0]) if found else ():
                yield _offer(cursor, name, "error", rank=100, detail="of the service")
            for rank, (name, doc) in enumerate(ERROR_NAMES.items()):
                yield _offer(cursor, name, "error", rank=rank, doc=doc)
        case Kind.STRING if field.name == "Type":
            yield from _types(cursor)
        case _:
            yield from (_offer(cursor, value, "value", rank=rank) for rank, value in enumerate(field.values))


def _types(cursor: Cursor) -> Iterator[Completion]:
    for rank, owner in enumerate(STATE_OWNERS):
        yield _offer(cursor, owner.value, "value", rank=rank, doc=STATE_TYPES[owner.value])


def _state_names(cursor: Cursor, site: Site) -> Iterator[Completion]:
    inner = cursor.definition.flow_at(site.at)
    if inner is None:
        return
    flow, graph = inner
    own = site.at[len(flow.at) + 1] if len(site.at) > len(flow.at) + 1 else None
    targets = {edge.target for edge in graph.edges}
    for rank, name in enumerate(graph.states):
        state = flow.states[name]
        detail = type(state).__name__ if name != own else "this state"
        # A state that nothing leads to yet is the likeliest target, the state itself the least likely.
        place = rank + (2000 if name == own else 1000 if name in targets else 0)
        yield _offer(cursor, name, "state", rank=place, detail=detail)


def _expressions(cursor: Cursor, offset: int) -> Iterator[Completion]:
    if cursor.is_new:
        return
    site = next(
        (
            found
            for n in range(len(cursor.pointer), -1, -1)
            if (found := cursor.definition.sites.get(cursor.pointer[:n]))
        ),
        None,
    )
    language = site.language if site is not None else QueryLanguage.JSONPATH
    for rank, word in enumerate(expression_candidates(cursor.definition, cursor.prefix, language)):
        span = Span(offset - word.length, offset)
        yield Completion(word.label, "function", word.label, span, word.detail, word.doc, 3000 + rank)


# Writing


def _offer(
    cursor: Cursor,
    label: str,
    kind: CompletionKind,
    *,
    rank: int = 0,
    detail: str = "",
    doc: str = "",
    is_key: bool = False,
    is_bare: bool = False,
) -> Completion:
    document = cursor.definition.document
    text = document.source.text
    written = text[cursor.span.start : cursor.span.end]
    if cursor.is_json:
        quote = '\\"' if written.startswith('\\"') else '"'
        new = label if is_bare else quote + json.dumps(label, ensure_ascii=False)[1:-1] + quote
        if _is_in_string(cursor) and not written.startswith('\\"') and not is_bare:
            new = json.dumps(new, ensure_ascii=False)[1:-1]
    else:
        new = _yaml_text(label, written[:1])
    if is_key and not text[cursor.span.end :].lstrip(" \t").startswith(":"):
        new += ": "
    return Completion(label, kind, new, cursor.span, detail, doc, rank)


def _is_in_string(cursor: Cursor) -> bool:
    """Tell whether the definition is one quoted string of the outer file, so that quotes need escapes."""
    span = cursor.definition.span
    text = cursor.definition.document.source.text
    return text[span.start : span.start + 3].startswith('{\\"')


def _yaml_text(label: str, quote: str) -> str:
    if quote == "'":
        return "'" + label.replace("'", "''") + "'"
    is_plain = label.replace(".", "").replace("$", "").replace("-", "").replace("_", "").replace(":", "").isalnum()
    return label if is_plain and quote != '"' and not label.endswith(":") else json.dumps(label, ensure_ascii=False)
