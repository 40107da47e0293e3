"""Every object of a definition that the field table speaks about, found in one walk over the plain JSON.

The typed model leaves out what it cannot read (a Retrier that is a string, a second processor), and the checks of
fields are about just that. So this walk follows the table's structural kinds through the raw values.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from asl.json_values import Json, JsonObject
from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.model.fields import STATE_OWNERS
from asl.model.read import language_of
from asl.pointer import ROOT, Pointer

from .unknown import is_unknown

__all__ = ["OWNER_OF_TYPE", "Site", "iter_sites"]


class Site(NamedTuple):
    """An object with fields: which kind it is, its members, its place, the query language that holds in it."""

    owner: Owner
    raw: JsonObject
    at: Pointer
    language: QueryLanguage


OWNER_OF_TYPE: dict[str, Owner] = {owner.value: owner for owner in STATE_OWNERS}
"""The owner for each value of ``Type``."""

_SINGLE: dict[Kind, Owner] = {
    Kind.NESTED_RULE: Owner.NESTED_RULE,
    Kind.PROCESSOR: Owner.ITEM_PROCESSOR,
    Kind.PROCESSOR_CONFIG: Owner.PROCESSOR_CONFIG,
    Kind.READER: Owner.ITEM_READER,
    Kind.READER_CONFIG: Owner.READER_CONFIG,
    Kind.BATCHER: Owner.ITEM_BATCHER,
    Kind.WRITER: Owner.RESULT_WRITER,
    Kind.WRITER_CONFIG: Owner.WRITER_CONFIG,
    Kind.CREDENTIALS: Owner.CREDENTIALS,
}
_LISTS: dict[Kind, Owner] = {
    Kind.RETRIERS: Owner.RETRIER,
    Kind.CATCHERS: Owner.CATCHER,
    Kind.CHOICE_RULES: Owner.CHOICE_RULE,
    Kind.NESTED_RULES: Owner.NESTED_RULE,
    Kind.BRANCHES: Owner.BRANCH,
}
_WITH_LANGUAGE = frozenset({Owner.STATE_MACHINE, Owner.BRANCH, Owner.ITEM_PROCESSOR, *STATE_OWNERS})


@cache
def _structure(owner: Owner) -> dict[str, Kind]:
    """Return the fields of an owner that hold objects with fields of their own."""
    structural = {*_SINGLE, *_LISTS, Kind.STATES}
    return {name: field.kind for name, field in fields_of(owner).items() if field.kind in structural}


def iter_sites(definition: JsonObject) -> Iterator[Site]:
    """Yield every object that has a table of fields, outer before inner, in the order of the document.

    A state without a readable ``Type`` is not among them; :mod:`.checks.state_types` speaks about those.
    """
    yield from _sites(Owner.STATE_MACHINE, definition, ROOT, QueryLanguage.JSONPATH)


def _sites(owner: Owner, raw: Json, at: Pointer, language: QueryLanguage) -> Iterator[Site]:
    if not isinstance(raw, dict) or is_unknown(raw):
        return
    if owner in _WITH_LANGUAGE:
        language = language_of(raw, language)
    yield Site(owner, raw, at, language)
    structure = _structure(owner)
    for name, value in raw.items():
        kind = structure.get(name)
        if kind is None:
            continue
        if kind is Kind.STATES:
            if isinstance(value, dict):
                yield from _states(value, (*at, name), language)
        elif kind in _SINGLE:
            yield from _sites(_SINGLE[kind], value, (*at, name), language)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from _sites(_LISTS[kind], item, (*at, name, index), language)


def _states(states: JsonObject, at: Pointer, language: QueryLanguage) -> Iterator[Site]:
    for name, state in states.items():
        if not isinstance(state, dict):
            continue
        type_ = state.get("Type")
        owner = OWNER_OF_TYPE.get(type_) if isinstance(type_, str) else None
        if owner is not None:
            yield from _sites(owner, state, (*at, name), language)
