"""An Error Name that is all but the name of an error that the service has.

Source: the exceptions in the API models of the services, and developer guide, "Handling errors". Names are compared
exactly, so one wrong letter makes an entry that never applies. Reported only for near misses: services have errors that
their models do not list.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from asl.integrations.arn import ResourceKind
from asl.integrations.catalogue import optimized_services
from asl.integrations.naming import exception_name
from asl.integrations.sdk import botocore_service, load_service

from ...context import Context, TaskUse
from ...error_names import LAMBDA_TRANSIENT, TOO_MANY_REQUESTS, entries_of
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check", "meant"]

RULE = Rule(
    code="ASL418",
    name="misspelt-service-error",
    summary="an Error Name that is nearly the name of an error of the service",
    explanation=(
        "The service that the Task calls has an error whose name differs from this one by a letter or two. Names are "
        "compared exactly, so the entry never applies. Correct the spelling; letter case counts."
    ),
    bad=one_task(send(Retry=[{"ErrorEquals": ["SQS.SdkClientExeption"]}])),
    good=one_task(send(Retry=[{"ErrorEquals": ["SQS.SdkClientException"]}])),
)
_NEAR = 0.88
_LAMBDA = (
    *LAMBDA_TRANSIENT,
    TOO_MANY_REQUESTS,
    "Lambda.Unknown",
    "Lambda.ResourceNotReadyException",
    "Lambda.InvocationException",
)


def check(context: Context) -> Iterator[Finding]:
    """No Error Name is a near miss of a name that the service has."""
    for use in context.tasks:
        for entry in entries_of(use.state):
            for index, name in enumerate(entry.error_equals):
                near = meant(use, name)
                if near:
                    yield Finding(
                        f'"{name}" is not the name of an error, but "{near}" is',
                        (*entry.at, "ErrorEquals", index),
                        help=f'write "{near}"',
                    )


def meant(use: TaskUse, name: str) -> str:
    """Return the error of the called service that a name nearly is; empty when it is one, or is far from all."""
    prefix, dot, _ = name.partition(".")
    if not dot or prefix in ("States", "Sandbox", "Runtime") or "${" in name or use.resource is None:
        return ""
    return _nearest(use.resource.kind, use.resource.service, use.is_lambda, name)


@lru_cache(maxsize=4096)
def _nearest(kind: ResourceKind, service: str, is_lambda: bool, name: str) -> str:
    own = _cheap(kind, service, is_lambda)
    if name in own or not own:
        return ""
    prefixes = {one.partition(".")[0].lower() for one in own}
    if not get_close_matches(name.partition(".")[0].lower(), prefixes, 1, 0.7):
        return ""
    every = own | _modelled(kind, service, is_lambda)
    near = [] if name in every else get_close_matches(name, sorted(every), 1, _NEAR)
    return near[0] if near else ""


@cache
def _cheap(kind: ResourceKind, service: str, is_lambda: bool) -> frozenset[str]:
    """Return the names that are known without reading the API model."""
    if is_lambda:
        return frozenset(_LAMBDA)
    prefix, base = _prefix(kind, service)
    if not prefix:
        return frozenset()
    return frozenset({f"{prefix}.SdkClientException", *([f"{prefix}.{base}"] if base else [])})


@cache
def _modelled(kind: ResourceKind, service: str, is_lambda: bool) -> frozenset[str]:
    folder = "lambda" if is_lambda else _folder(kind, service)
    model = load_service(folder) if folder else None
    prefix = "Lambda" if is_lambda else _prefix(kind, service)[0]
    if model is None or not prefix:
        return frozenset()
    names = (name for name, shape in model.shapes.items() if shape.get("exception"))
    return frozenset(f"{prefix}.{exception_name(name)}" for name in names)


def _prefix(kind: ResourceKind, service: str) -> tuple[str, str]:
    """Return what stands before the dot, and the service's own general error."""
    if kind is ResourceKind.AWS_SDK:
        folder = botocore_service(service)
        model = load_service(folder) if folder else None
        return (model.exception_prefix, f"{model.exception_prefix}Exception") if model is not None else ("", "")
    found = optimized_services().get(service) if kind is ResourceKind.OPTIMIZED else None
    return (found.error_prefix, found.base_error) if found is not None and found.is_verified else ("", "")


def _folder(kind: ResourceKind, service: str) -> str:
    if kind is ResourceKind.AWS_SDK:
        return botocore_service(service) or ""
    found = optimized_services().get(service) if kind is ResourceKind.OPTIMIZED else None
    return found.api if found is not None else ""
