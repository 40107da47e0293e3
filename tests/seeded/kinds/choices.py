"""Mistakes in Choice Rules."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from collections.abc import Iterator
from typing import Any

from asl.model import OPERATORS, Owner, QueryLanguage
from asl.model.fields import Operand
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import RULES, kind, sites


@kind
def operator_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *RULES):
        for name in site.raw:
            if name in OPERATORS:
                yield Edit("rename", (*site.at, name), typo(name, rng))


@kind
def operand_of_wrong_type(definition: Any, rng: random.Random) -> Iterator[Edit]:
    wrong = {
        Operand.STRING: 5,
        Operand.NUMBER: "5",
        Operand.BOOLEAN: "true",
        Operand.TIMESTAMP: "tomorrow",
        Operand.PATH: "name",
    }
    for site in sites(definition, *RULES):
        for name in site.raw:
            if name in OPERATORS:
                yield Edit("set", (*site.at, name), wrong[OPERATORS[name].operand])


@kind
def two_operators(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *RULES):
        if "Variable" in site.raw and site.language is QueryLanguage.JSONPATH:
            name = "IsPresent" if "IsPresent" not in site.raw else "IsNull"
            yield Edit("add", (*site.at, name), True)


@kind
def rule_without_next(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.CHOICE_RULE):
        if "Next" in site.raw:
            yield Edit("remove", (*site.at, "Next"))
