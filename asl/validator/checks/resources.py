"""Resources: what a Task names exists, waits in a way that the service offers, and may run in this type of workflow.

Source: developer guide, "Integrating services with Step Functions" and "Choosing workflow type"; the catalogue in
:mod:`asl.integrations` holds the actions and their patterns.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.expr.jsonata_text import is_expression
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.catalogue import find_action, optimized_services
from asl.integrations.pattern import Pattern
from asl.model import Owner, QueryLanguage

from ..context import Context
from ..report import did_you_mean, report
from ..sites import Site
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """``Resource`` is an ARN; an integration is in the catalogue, with its pattern, and fits the type of workflow."""
    for site in context.sites_of(Owner.TASK):
        yield from _credentials(site)
        text = site.raw.get("Resource")
        if not isinstance(text, str) or is_unknown_text(text):
            continue
        resource = parse_resource(text)
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
    elif resource.action[:1].isupper():
        yield report(
            "ASL504",
            f'the action "{resource.action}" begins with a capital letter',
            at,
            help=f"write it {resource.action[:1].lower()}{resource.action[1:]}",
        )


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


def _credentials(site: Site) -> Iterator[Diagnostic]:
    credentials = site.raw.get("Credentials")
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
