"""A Task fails with errors of the service that it calls, not of another one.

Source: developer guide, "Handling errors", and the catalogue of integrations, which knows each service's prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from asl.integrations.arn import ResourceKind
from asl.integrations.catalogue import find_service, optimized_services

from ...context import Context
from ...error_names import entries_of
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL416",
    name="unreachable-error-name",
    summary="an Error Name of a service that the Task does not call",
    explanation=(
        "The prefix of this Error Name belongs to another service than the one that the Task calls, so the error "
        "cannot come from here and the entry never applies. It was probably copied from another state. Name the "
        "errors of the service that is called."
    ),
    bad=one_task(send(Retry=[{"ErrorEquals": ["Lambda.ServiceException"]}])),
    good=one_task(send(Retry=[{"ErrorEquals": ["SQS.SdkClientException"]}])),
)


def check(context: Context) -> Iterator[Finding]:
    """The prefix of an Error Name is that of the service that the Task calls."""
    for use in context.tasks:
        resource = use.resource
        if resource is None or use.is_lambda or use.is_activity or use.is_callback:
            continue
        if resource.kind not in (ResourceKind.OPTIMIZED, ResourceKind.AWS_SDK) or resource.service == "states":
            continue
        service = find_service(resource)
        own = {resource.service.lower(), service.error_prefix.lower() if service is not None else ""}
        for entry in entries_of(use.state):
            for index, name in enumerate(entry.error_equals):
                prefix = name.partition(".")[0].lower()
                if prefix in _prefixes() and prefix not in own:
                    yield Finding(
                        f'"{name}" is no error of {resource.service}:{resource.action}',
                        (*entry.at, "ErrorEquals", index),
                        help="name the errors of the service that is called, or States.TaskFailed",
                    )


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(
        service.error_prefix.lower() for service in optimized_services().values() if service.error_prefix != "States"
    )
