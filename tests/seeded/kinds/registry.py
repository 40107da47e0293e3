"""The registry of kinds, and how they find the places where a mistake can be planted."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.validator.sites import Site, iter_sites
from tests.seeded.edits import Edit

__all__ = [
    "FLOWING",
    "FLOWS",
    "KINDS",
    "RULES",
    "Plant",
    "assigned",
    "evaluated",
    "is_known",
    "is_structure",
    "kind",
    "sites",
    "strings",
    "targets",
]

Plant: TypeAlias = Callable[[Any, random.Random], Iterator[Edit]]

KINDS: dict[str, Plant] = {}
"""Every kind by its name."""

FLOWING = (Owner.PASS, Owner.TASK, Owner.WAIT, Owner.PARALLEL, Owner.MAP)
FLOWS = (Owner.STATE_MACHINE, Owner.BRANCH, Owner.ITEM_PROCESSOR)
RULES = (Owner.CHOICE_RULE, Owner.NESTED_RULE)


def kind(plant: Plant) -> Plant:
    KINDS[plant.__name__.replace("_", "-")] = plant
    return plant


def sites(definition: Any, *owners: Owner) -> Iterator[Site]:
    return (site for site in iter_sites(definition) if not owners or site.owner in owners)


def strings(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(value, str):
        yield value, at
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from strings(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, (*at, index))


def is_known(text: Any) -> bool:
    return isinstance(text, str) and "${" not in text


def targets(definition: Any, field: str, *owners: Owner) -> Iterator[tuple[Site, str]]:
    for site in sites(definition, *owners):
        if is_known(site.raw.get(field)):
            yield site, site.raw[field]  # type: ignore[misc]  # it is a text


def evaluated(definition: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for site in sites(definition):
        if site.language is QueryLanguage.JSONPATH:
            for name, field in fields_of(site.owner, site.language).items():
                if field.kind in (Kind.ARGUMENTS, Kind.TEMPLATE, Kind.ASSIGN) and name in site.raw:
                    for text, at in strings(site.raw[name], (*site.at, name)):
                        if str(at[-1]).endswith(".$") and is_known(text):
                            yield text, at


def assigned(site: Site) -> Any:
    assign = site.raw.get("Assign")
    return assign if isinstance(assign, dict) else {}


def is_structure(site: Site, name: str) -> bool:
    field = fields_of(site.owner).get(name)
    return field is None or field.kind not in (
        Kind.ANY,
        Kind.ARGUMENTS,
        Kind.TEMPLATE,
        Kind.ASSIGN,
        Kind.CONDITION,
        Kind.ITEMS,
        Kind.PATH,
    )
