"""Mistakes in JSONata expressions and workflow variables."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
import re
from collections.abc import Iterator
from typing import Any

from asl.expr.jsonata_text import is_expression
from asl.model import Owner, QueryLanguage
from asl.model.fields import STATE_OWNERS
from asl.validator.sites import Site
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import assigned, is_known, is_structure, kind, sites, strings


def _expressions(definition: Any) -> Iterator[tuple[str, tuple[str | int, ...], Site]]:
    for site in sites(definition):
        if site.language is QueryLanguage.JSONATA:
            for text, at in strings({k: v for k, v in site.raw.items() if not is_structure(site, k)}, site.at):
                if is_expression(text) and is_known(text):
                    yield text, at, site


@kind
def jsonata_syntax(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        inner = text[2:-2].rstrip()
        broken = rng.choice((f"{inner} +", f"({inner}", f"{inner})", f"{inner} ?? 1", f"{inner} 'text", f"[{inner}"))
        yield Edit("set", at, f"{{%{broken} %}}")


@kind
def jsonata_not_closed(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        yield Edit("set", at, rng.choice((text[:-2], text[:-1], text + ".", "x" + text, text[2:])))


@kind
def jsonata_function_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        names = re.findall(r"\$(\w+)\(", text)
        if names:
            name = rng.choice(names)
            yield Edit("set", at, text.replace(f"${name}(", f"${typo(name, rng)}(", 1))


@kind
def jsonata_states_member(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        for member in ("input", "result", "context", "errorOutput"):
            if f"$states.{member}" in text:
                yield Edit("set", at, text.replace(f"$states.{member}", f"$states.{typo(member, rng)}", 1))
                break


@kind
def jsonata_bare_name(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        if "$states.input." in text:
            yield Edit("set", at, text.replace("$states.input.", rng.choice(("", "$.", "$$.")), 1))


@kind
def jsonata_arguments(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, _ in _expressions(definition):
        found = re.search(r"\$(sum|count|uppercase|string|length|now|exists|keys|number|join|split)\(", text)
        if found is not None:
            yield Edit(
                "set",
                at,
                text[: found.end()] + rng.choice(("1, 2, 3, 4, ", "true, false, null, ")) + text[found.end() :],
            )


@kind
def result_read_too_early(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for text, at, site in _expressions(definition):
        if "$states.input" in text and ("Arguments" in at or site.owner in (Owner.PASS, Owner.CHOICE, Owner.WAIT)):
            yield Edit(
                "set", at, text.replace("$states.input", rng.choice(("$states.result", "$states.errorOutput")), 1)
            )


@kind
def variable_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    known = {key.removesuffix(".$") for site in sites(definition) for key in assigned(site)}
    for site in sites(definition):
        for text, at in strings({k: v for k, v in site.raw.items() if not is_structure(site, k)}, site.at):
            for name in sorted(known, key=len, reverse=True):
                if re.search(rf"\${name}\b", text) and (is_expression(text) or text.startswith(("$", "States."))):
                    yield Edit("set", at, re.sub(rf"\${name}\b", f"${typo(name, rng)}", text, count=1))
                    break


@kind
def variable_name_invalid(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site in sites(definition):
        for key in assigned(site):
            name = key.removesuffix(".$")
            bad = rng.choice((f"my-{name}", f"1{name}", f"${name}", "states", f"{name} 2"))
            yield Edit("rename", (*site.at, "Assign", key), bad + key[len(name) :])


@kind
def variable_of_an_outer_flow_set(definition: Any, rng: random.Random) -> Iterator[Edit]:
    outer = [key for site in sites(definition, *STATE_OWNERS) if len(site.at) == 2 for key in assigned(site)]
    for site in sites(definition, Owner.PASS):
        if len(site.at) > 2 and outer and "DISTRIBUTED" not in str(definition):
            action = "set" if "Assign" in site.raw else "add"
            yield Edit(action, (*site.at, "Assign"), {rng.choice(outer).removesuffix(".$"): 1})  # type: ignore[arg-type]
