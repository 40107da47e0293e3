"""Arguments of optimized integrations: the fields that a call must have, and the ones that it knows.

A key that ends in ``.$`` counts as given. Under JSONata only the keys that stand in the definition can be judged. The
service refuses unknown names at any depth where the arguments are literal; here only the outermost names are judged,
because the API models change more often than this catalogue. Source: developer guide, the page of each integration.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.catalogue import find_action
from asl.integrations.parameters import input_shape
from asl.json_values import JsonObject
from asl.model import Owner, QueryLanguage
from asl.pointer import Pointer

from ..context import Context
from ..report import closest, quoted, report
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """The arguments of an optimized integration hold all required fields and no unknown ones."""
    for site in context.sites_of(Owner.TASK):
        text = site.raw.get("Resource")
        is_jsonpath = site.language is QueryLanguage.JSONPATH
        field = "Parameters" if is_jsonpath else "Arguments"
        arguments = site.raw.get(field)
        if not isinstance(text, str) or not isinstance(arguments, dict) or is_unknown_text(text):
            continue
        resource = parse_resource(text)
        if resource is None or resource.kind not in (ResourceKind.OPTIMIZED, ResourceKind.HTTP):
            continue
        if find_action(resource) is None or is_unknown(arguments):
            continue
        yield from _judge(resource, arguments, (*site.at, field), is_jsonpath=is_jsonpath)


def _judge(resource: TaskResource, arguments: JsonObject, at: Pointer, *, is_jsonpath: bool) -> Iterator[Diagnostic]:
    shape = input_shape(resource)
    if shape is None or not shape.members:
        return
    given = {key.removesuffix(".$") if is_jsonpath else key: key for key in arguments}
    if any(map(is_unknown_text, given)):
        return
    meant = set()
    for name, key in given.items():
        if name in shape.members:
            continue
        near = closest(name, shape.members)
        meant.add(near)
        yield report(
            "ASL509",
            f'{resource.service}:{resource.action} has no parameter "{name}"',
            (*at, key),
            part="key",
            help=f'did you mean "{near}"?' if near else "remove it",
            aws_message=f'The field "{name}" is not supported by Step Functions',
            aws_at=at,
        )
    missing = [
        member.name
        for member in shape.members.values()
        if member.is_required and member.name not in given and member.name not in meant
    ]
    if missing:
        is_http = resource.kind is ResourceKind.HTTP
        yield report(
            "ASL524" if is_http else "ASL508",
            f"{resource.service}:{resource.action} needs {quoted(missing)}",
            at,
            part="key",
            help=f"add {quoted(missing)}",
            aws_message=f"The field '{missing[0]}' is required but was missing",
            aws_at=at,
        )
