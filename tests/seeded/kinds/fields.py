"""Mistakes in plain fields, Retriers and Catchers."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from collections.abc import Iterator
from typing import Any

from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.model.fields import STATE_OWNERS
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import is_known, kind, sites


@kind
def field_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        if site.owner is Owner.CREDENTIALS:
            continue
        for name in site.raw:
            if name in fields_of(site.owner) and name != "Type":
                yield Edit("rename", (*site.at, name), typo(name, rng))


@kind
def field_in_wrong_case(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for name in site.raw:
            if name in fields_of(site.owner) and name != "Type" and site.owner is not Owner.CREDENTIALS:
                yield Edit("rename", (*site.at, name), name[0].lower() + name[1:])


@kind
def field_of_another_state_type(definition: Any, rng: random.Random) -> Iterator[Edit]:
    foreign = {"Retry": [], "Choices": [], "Seconds": 5, "Resource": "arn:aws:states:::lambda:invoke", "Branches": []}
    for site in sites(definition, *STATE_OWNERS):
        name = rng.choice([name for name in foreign if name not in fields_of(site.owner)])
        yield Edit("add", (*site.at, name), foreign[name])


@kind
def field_of_the_other_query_language(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.PASS, Owner.TASK, Owner.WAIT):
        if site.language is QueryLanguage.JSONATA:
            yield Edit("add", (*site.at, "InputPath"), "$.order")
        else:
            yield Edit("add", (*site.at, "Output"), {"order": 1})


@kind
def required_field_left_out(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for name, field in fields_of(site.owner, site.language).items():
            if field.required and name in site.raw:
                yield Edit("remove", (*site.at, name))


@kind
def state_type_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, *STATE_OWNERS):
        yield Edit("set", (*site.at, "Type"), typo(site.raw["Type"], rng))  # type: ignore[arg-type]


_WRONG: dict[Kind, list[Any]] = {
    Kind.INTEGER: ["5", True, [5]],
    Kind.NUMBER: ["1.5", {}],
    Kind.BOOLEAN: ["true", 1],
    Kind.STATE_NAME: [5, ["A"]],
    Kind.RETRIERS: [{}, "States.ALL"],
    Kind.CATCHERS: [{}, "States.ALL"],
    Kind.CHOICE_RULES: [{}, "x"],
    Kind.BRANCHES: [{}],
    Kind.STATES: [[], "x"],
    Kind.STRINGS: ["States.ALL", {}],
    Kind.PATH: [5, {}],
    Kind.REFERENCE_PATH: [5, []],
    Kind.RESOURCE: [5, {}],
    Kind.STRING: [5, {}],
    Kind.PROCESSOR: [[], "x"],
    Kind.ASSIGN: ["x", []],
    Kind.READER: ["x"],
}


@kind
def value_of_wrong_type(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for name, field in fields_of(site.owner, site.language).items():
            if name in site.raw and field.kind in _WRONG and name != "Type":
                yield Edit("set", (*site.at, name), rng.choice(_WRONG[field.kind]))


@kind
def number_out_of_range(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for name, field in fields_of(site.owner, site.language).items():
            if isinstance(site.raw.get(name), (int, float)) and field.kind in (Kind.INTEGER, Kind.NUMBER):
                choices = [] if field.minimum is None else [field.minimum - 1]
                choices += [] if field.maximum is None else [field.maximum + 1]
                if choices:
                    yield Edit("set", (*site.at, name), rng.choice(choices))


@kind
def query_language_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.STATE_MACHINE, *STATE_OWNERS):
        action = "set" if "QueryLanguage" in site.raw else "add"
        yield Edit(action, (*site.at, "QueryLanguage"), rng.choice(("JSONPATH", "Jsonata", "JMESPath")))  # type: ignore[arg-type]


@kind
def timestamp_wrong(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.WAIT):
        if is_known(site.raw.get("Timestamp")):
            bad = rng.choice(("2030-13-01T00:00:00Z", "2030-01-01", "2030-01-01T00:00:00", "tomorrow"))
            yield Edit("set", (*site.at, "Timestamp"), bad)


@kind
def label_invalid(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.MAP):
        processor = site.raw.get("ItemProcessor")
        config = processor.get("ProcessorConfig") if isinstance(processor, dict) else None
        if isinstance(config, dict) and config.get("Mode") == "DISTRIBUTED":
            yield Edit(
                "set" if "Label" in site.raw else "add", (*site.at, "Label"), rng.choice(("a b", "x" * 41, "a*"))
            )


@kind
def mode_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.PROCESSOR_CONFIG):
        if isinstance(site.raw.get("Mode"), str):
            yield Edit("set", (*site.at, "Mode"), rng.choice(("DISTRIBUTE", "inline", "PARALLEL")))


@kind
def error_name_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.RETRIER, Owner.CATCHER):
        names = site.raw.get("ErrorEquals")
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if isinstance(name, str) and name.startswith("States."):
                yield Edit("set", (*site.at, "ErrorEquals", index), "States." + typo(name[7:], rng))


@kind
def states_all_not_alone(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.RETRIER, Owner.CATCHER):
        names = site.raw.get("ErrorEquals")
        if isinstance(names, list) and names and "States.ALL" not in names:
            yield Edit("set", (*site.at, "ErrorEquals"), [*names, "States.ALL"])


@kind
def jitter_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition, Owner.RETRIER):
        yield Edit("set" if "JitterStrategy" in site.raw else "add", (*site.at, "JitterStrategy"), "SOME")
