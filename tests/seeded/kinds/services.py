"""Mistakes in resources and the parameters of their APIs."""

from __future__ import annotations

import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from collections.abc import Iterator
from typing import Any

from asl.integrations.arn import ResourceKind, parse_resource
from asl.integrations.parameters import input_shape
from asl.model import Owner
from asl.validator.sites import Site
from tests.seeded.edits import Edit, typo
from tests.seeded.kinds.registry import is_known, kind, sites, targets

_NO_TEXT = frozenset({"list", "map", "structure", "integer", "boolean"})


def _resources(definition: Any, *kinds: ResourceKind) -> Iterator[tuple[Site, Any]]:
    for site in sites(definition, Owner.TASK):
        text = site.raw.get("Resource")
        resource = parse_resource(text) if is_known(text) else None  # type: ignore[arg-type]
        if resource is not None and resource.kind in kinds:
            yield site, resource


@kind
def resource_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, resource in _resources(definition, ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        part = rng.choice((resource.service, resource.action))
        slip = typo(part, rng)
        head, _, tail = resource.text.rpartition(part)
        yield Edit("set", (*site.at, "Resource"), f"{head}{slip}{tail}")


@kind
def resource_no_arn(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, text in targets(definition, "Resource", Owner.TASK):
        if text.startswith("arn:"):
            yield Edit(
                "set", (*site.at, "Resource"), rng.choice((text[4:], "my-function", text.replace("arn:aws", "arn:", 1)))
            )


@kind
def pattern_not_offered(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, resource in _resources(definition, ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        if not resource.pattern.value and resource.service in ("lambda", "sqs", "sns", "dynamodb", "events", "s3"):
            yield Edit("set", (*site.at, "Resource"), f"{resource.text}.sync")


@kind
def api_parameter_misspelt(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, resource in _resources(definition, ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        given = site.raw.get("Parameters") or site.raw.get("Arguments")
        field = "Parameters" if "Parameters" in site.raw else "Arguments"
        shape = input_shape(resource)
        if isinstance(given, dict) and shape is not None and shape.members:
            for key in given:
                name = key.removesuffix(".$")
                if name in shape.members:
                    yield Edit("rename", (*site.at, field, key), typo(name, rng) + key[len(name) :])


@kind
def api_parameter_left_out(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, resource in _resources(definition, ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        field = "Parameters" if "Parameters" in site.raw else "Arguments"
        given = site.raw.get(field)
        shape = input_shape(resource)
        if isinstance(given, dict) and shape is not None:
            for key in given:
                member = shape.members.get(key.removesuffix(".$"))
                if member is not None and member.is_required:
                    yield Edit("remove", (*site.at, field, key))


@kind
def api_parameter_of_wrong_type(definition: Any, rng: random.Random) -> Iterator[Edit]:
    for site, resource in _resources(definition, ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK):
        field = "Parameters" if "Parameters" in site.raw else "Arguments"
        given = site.raw.get(field)
        shape = input_shape(resource)
        if isinstance(given, dict) and shape is not None:
            for key, value in given.items():
                member = shape.members.get(key)
                if member is not None and not isinstance(value, str) and member.shape.kind in _NO_TEXT:
                    yield Edit("set", (*site.at, field, key), "text")
