"""Mistakes in transitions and flows."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from collections.abc import Iterator
from typing import Any

from asl.model import Owner
from asl.model.fields import STATE_OWNERS
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import FLOWING, FLOWS, kind, sites, targets


@kind
def next_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, name in targets(definition, "Next", *FLOWING, Owner.CHOICE_RULE):
        yield Edit("set", (*site.at, "Next"), typo(name, rng))


@kind
def start_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, name in targets(definition, "StartAt", *FLOWS):
        yield Edit("set", (*site.at, "StartAt"), typo(name, rng))


@kind
def default_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, name in targets(definition, "Default", Owner.CHOICE):
        yield Edit("set", (*site.at, "Default"), typo(name, rng))


@kind
def catch_target_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, name in targets(definition, "Next", Owner.CATCHER):
        yield Edit("set", (*site.at, "Next"), typo(name, rng))


@kind
def target_of_another_flow(definition: Any, rng: random.Random) -> Iterator[Edit]:
    outer = list(definition.get("States", {}))
    for site, _ in targets(definition, "Next", *FLOWING):
        if site.at[:-2] != () and len(site.at) > 2 and outer:
            yield Edit("set", (*site.at, "Next"), rng.choice(outer))


@kind
def transition_left_out(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *FLOWING):
        for name in ("Next", "End"):
            if name in site.raw:
                yield Edit("remove", (*site.at, name))


@kind
def next_and_end(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *FLOWING):
        if "Next" in site.raw:
            yield Edit("add", (*site.at, "End"), True)


@kind
def state_name_twice(definition: Any, rng: random.Random) -> Iterator[Edit]:
    names = list(definition.get("States", {}))
    for site in sites(definition, *STATE_OWNERS):
        if len(site.at) > 2 and names:
            yield Edit("rename", site.at, names[0])


@kind
def state_cut_off(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *FLOWS):
        states = site.raw.get("States")
        if isinstance(states, dict):
            yield Edit("add", (*site.at, "States", "Left behind"), {"Type": "Succeed"})


@kind
def branches_emptied(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.PARALLEL, Owner.CHOICE):
        name = "Branches" if site.owner is Owner.PARALLEL else "Choices"
        yield Edit("set", (*site.at, name), [])


@kind
def processor_left_out(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.MAP):
        for name in ("ItemProcessor", "Iterator"):
            if name in site.raw:
                yield Edit("remove", (*site.at, name))
