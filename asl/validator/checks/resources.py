"""Resources: what a Task names exists, waits in a way that the service offers, and may run in this type of workflow.

Source: developer guide, "Integrating services with Step Functions" and "Choosing workflow type"; the catalogue in
:mod:`asl.integrations` holds the actions and their patterns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from asl.diagnostics import Diagnostic, Severity
from asl.expr.jsonata_text import is_expression
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.catalogue import find_action, optimized_services
from asl.integrations.pattern import Pattern
from asl.model import Owner, QueryLanguage

from ..context import Context
from ..report import closest, did_you_mean, report
from ..sites import Site
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]

_LAMBDA = re.compile(r"[^:\s]+(?::(?:\$LATEST|[^:$*#\s]+))?")
"""Matches the part of a function's ARN behind ``:function:``; names stand for themselves, also unusual ones."""


def check(context: Context) -> Iterator[Diagnostic]:
    """``Resource`` is an ARN; an integration is in the catalogue, with its pattern, and fits the type of workflow."""
    for site in context.sites_of(Owner.TASK):
        text = site.raw.get("Resource")
        if not isinstance(text, str) or is_unknown_text(text):
            yield from _credentials(site)
            continue
        resource = parse_resource(text)
        if resource is None or resource.kind is not ResourceKind.UNKNOWN_ARN:
            # What the service does not call, it gives no role to.
            yield from _credentials(site, resource)
        if resource is None:
            yield _not_an_arn(site, text)
            continue
        known = list(_integration(site, resource))
        yield from known
        if context.type == "EXPRESS":
            yield from _express(site, resource)
        if not known:
            yield from _without_arguments(site, resource)


def _not_an_arn(site: Site, text: str) -> Diagnostic:
    help_ = "write an ARN, such as arn:aws:states:::lambda:invoke"
    if is_expression(text) and site.language is QueryLanguage.JSONATA:
        help_ = "a Resource is fixed: put what varies into Arguments"
    elif text.startswith("$"):
        help_ = "a Resource is fixed: use arn:aws:states:::lambda:invoke, and FunctionName for the function that varies"
    return report("ASL501", f'"Resource" is "{text[:60]}", which is not an ARN', (*site.at, "Resource"), help=help_)


def _integration(site: Site, resource: TaskResource) -> Iterator[Diagnostic]:
    at = (*site.at, "Resource")
    match resource.kind:
        case ResourceKind.OPTIMIZED | ResourceKind.HTTP:
            action = find_action(resource)
            if action is None:
                yield report(
                    "ASL503",
                    f"there is no optimized integration {resource.service}:{resource.action}",
                    at,
                    help=_similar_integration(resource),
                )
            elif resource.pattern not in action.patterns:
                offered = [pattern.value for pattern in action.patterns if pattern.value]
                yield report(
                    "ASL505",
                    f'{resource.service}:{resource.action} has no "{resource.pattern.value}"',
                    at,
                    help=f"use {' or '.join(offered)}" if offered else f"remove {resource.pattern.value}",
                )
        case ResourceKind.AWS_SDK:
            yield from _sdk(site, resource)
        case ResourceKind.LAMBDA_FUNCTION if not _LAMBDA.fullmatch(resource.text.split(":function:")[-1]):
            yield report(
                "ASL501",
                f'"{resource.text[:80]}" names neither a function nor a version or alias of one',
                at,
                help="write function:NAME, function:NAME:ALIAS or function:NAME:$LATEST",
            )
        case ResourceKind.UNKNOWN_ARN if resource.service == "states" and not resource.region:
            yield report(
                "ASL503",
                f'"{resource.text[:60]}" names no integration',
                at,
                help="write it like arn:aws:states:::lambda:invoke",
            )
        case _:
            pass


def _sdk(site: Site, resource: TaskResource) -> Iterator[Diagnostic]:
    """SDK integrations offer the request and, where the caller arranges for it, the token; never ``.sync``."""
    at = (*site.at, "Resource")
    if resource.pattern.is_sync:
        yield report(
            "ASL505",
            f'an SDK integration has no "{resource.pattern.value}"',
            at,
            help="use the optimized integration of the service, or poll in a loop with Wait",
        )
        return
    known = _sdk_actions(resource.service)
    if known is None:
        near = closest(resource.service, _sdk_services())
        if _sdk_services():
            yield report(
                "ASL504",
                f'there is no SDK integration with a service "{resource.service}"',
                at,
                help=f'did you mean "{near}"?'
                if near
                else "the name is that of the AWS SDK for Java, in small letters",
                severity=None if near else Severity.WARNING,
            )
    elif resource.action not in known:
        near = closest(resource.action, known)
        yield report(
            "ASL504",
            f'the SDK integration with {resource.service} has no action "{resource.action}"',
            at,
            help=f'did you mean "{near}"?'
            if near
            else "actions are the operations of the API, with a small first letter",
            # An API may be newer than the models that are at hand, but hardly by one letter.
            severity=None if near else Severity.WARNING,
        )


def _sdk_services() -> Collection[str]:
    from asl.integrations.sdk import ModelsMissingError, sdk_service_names

    try:
        return sdk_service_names()
    except ModelsMissingError:
        return ()


def _sdk_actions(service: str) -> Collection[str] | None:
    """Return the actions of a service, or ``None`` when the service is not known."""
    from asl.integrations.sdk import botocore_service, load_service

    folder = botocore_service(service) if _sdk_services() else None
    model = None if folder is None else load_service(folder)
    return None if model is None else model.actions


def _similar_integration(resource: TaskResource) -> str:
    services = optimized_services()
    service = services.get(resource.service)
    sdk = f"use an SDK integration, arn:aws:states:::aws-sdk:{resource.service}:{resource.action}"
    if service is None:
        return did_you_mean(resource.service, services, sdk)
    return did_you_mean(resource.action, [action.name for action in service.actions], sdk)


def _express(site: Site, resource: TaskResource) -> Iterator[Diagnostic]:
    at = (*site.at, "Resource")
    if resource.kind is ResourceKind.ACTIVITY:
        yield report(
            "ASL506",
            "an Express workflow cannot use an activity",
            at,
            help="use a Lambda function, or make it a Standard workflow",
            aws_message="Express state machine does not support Activity ARN",
        )
    elif resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN or resource.pattern.is_sync:
        shown = ".sync" if resource.pattern.is_sync else resource.pattern.value
        trailing = "" if resource.pattern.is_sync else " "
        yield report(
            "ASL506",
            f'an Express workflow cannot wait with "{resource.pattern.value}"',
            at,
            help="make it a Standard workflow, or do not wait for the result",
            aws_message=f"Express state machine does not support '{shown}' service integration{trailing}",
        )


def _without_arguments(site: Site, resource: TaskResource) -> Iterator[Diagnostic]:
    if resource.kind not in (ResourceKind.OPTIMIZED, ResourceKind.HTTP):
        return
    name = "Arguments" if site.language is QueryLanguage.JSONATA else "Parameters"
    other = "Parameters" if name == "Arguments" else "Arguments"
    if name not in site.raw and other not in site.raw:
        yield report(
            "ASL507",
            f'{resource.service}:{resource.action} needs "{name}"',
            site.at,
            part="key",
            help=f"add {name} with the arguments of the call",
            aws_message=f"{name} field is required for resource ARN: {resource.text}",
        )


def _credentials(site: Site, resource: TaskResource | None = None) -> Iterator[Diagnostic]:
    credentials = site.raw.get("Credentials")
    if "Credentials" in site.raw and resource is not None and resource.kind is ResourceKind.ACTIVITY:
        yield report(
            "ASL522",
            "a worker of an activity assumes no role, so the state takes no Credentials",
            (*site.at, "Credentials"),
            part="key",
            help="remove Credentials: the worker has a role of its own",
        )
        return
    if not isinstance(credentials, dict) or is_unknown(credentials):
        return
    if "RoleArn" not in credentials and "RoleArn.$" not in credentials:
        yield report(
            "ASL522",
            '"Credentials" has no "RoleArn"',
            (*site.at, "Credentials"),
            part="key",
            help="add RoleArn, the role that the task assumes",
            aws_message="The field 'RoleArn' is required but was missing",
            aws_at=(*site.at, "Credentials"),
        )
