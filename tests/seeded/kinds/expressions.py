"""Mistakes in paths, templates and intrinsic calls."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
import re
from collections.abc import Iterator
from typing import Any

from asl.model import Kind, QueryLanguage, fields_of
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import evaluated, is_known, kind, sites

_CALL = re.compile(r"States\.([A-Z]\w+)\(")


@kind
def path_broken(definition: Any, rng: random.Random) -> Iterator[Edit]:
    breaks = (
        lambda path: path[1:].lstrip(".") or "x",
        lambda path: f"{path}[",
        lambda path: f"{path}.",
        lambda path: f"{path}['name",
        lambda path: f"{path}[abc]",
    )
    for site in sites(definition):
        if site.language is not QueryLanguage.JSONPATH:
            continue
        for name, field in fields_of(site.owner, site.language).items():
            if field.kind in (Kind.PATH, Kind.REFERENCE_PATH) and is_known(site.raw.get(name)):
                yield Edit("set", (*site.at, name), rng.choice(breaks)(site.raw[name]))


@kind
def wildcard_in_reference_path(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for name, field in fields_of(site.owner, site.language).items():
            if field.kind is Kind.REFERENCE_PATH and is_known(site.raw.get(name)):
                yield Edit("set", (*site.at, name), f"{site.raw[name]}{rng.choice(('[*]', '..name', '[0:2]'))}")


@kind
def template_value_without_dollar(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in evaluated(definition):
        if text.startswith("$."):
            yield Edit("set", at, text[2:])


@kind
def template_path_broken(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in evaluated(definition):
        if text.startswith("$"):
            yield Edit("set", at, text + rng.choice(("[", ".", "['x", "[1", "[?(@.a]")))


@kind
def key_without_dollar(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in evaluated(definition):
        if text.startswith(("$.", "$$.", "States.")):
            yield Edit("rename", at, str(at[-1])[:-2])


def _calls(definition: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    return ((text, at) for text, at in evaluated(definition) if text.startswith("States."))


@kind
def intrinsic_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in _calls(definition):
        name = rng.choice(_CALL.findall(text))
        yield Edit("set", at, text.replace(f"States.{name}(", f"States.{typo(name, rng)}(", 1))


@kind
def intrinsic_syntax(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in _calls(definition):
        broken = [text[:-1], text.replace("(", "", 1), text[:-1] + ",)"]
        broken += [text.replace("'", "", 1)] if "'" in text else []
        broken += [text.replace("', ", "' ", 1)] if "', " in text else []
        yield Edit("set", at, rng.choice(broken))


@kind
def intrinsic_arguments(definition: Any, rng: random.Random) -> Iterator[Edit]:
    free = ("States.Array(", "States.Format(")
    for text, at in _calls(definition):
        if not text.startswith(free) and text.endswith(")"):
            many = text[:-1] + (", 1, 2, 3)" if not text.endswith("()") else "1)")
            yield Edit("set", at, many)
        elif text.startswith("States.Format('") and "{}" in text:
            yield Edit("set", at, text.replace("{}", "{} {}", 1))


@kind
def context_path_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at in evaluated(definition):
        found = re.fullmatch(r"\$\$\.(Execution|State|StateMachine|Task)\.(\w+)", text)
        if found is not None:
            part = rng.choice((1, 2))
            start, end = found.span(part)
            yield Edit("set", at, text[:start] + typo(found[part], rng) + text[end:])
