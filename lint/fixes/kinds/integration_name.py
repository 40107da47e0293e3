"""A misspelt service or action of an optimized integration gets the name that was meant."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.integrations.arn import ResourceKind, parse_resource
from asl.integrations.catalogue import optimized_services
from asl.validator.report import closest

from ...context import Context
from ...places import value_at
from ..editor import Editor
from ..slips import is_slip

__all__ = ["CODES", "fix"]

CODES = ("ASL503",)


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Correct the service, or the action of a service that exists."""
    at = diagnostic.place.pointer
    text = value_at(context.document.value, at)
    resource = parse_resource(text) if isinstance(text, str) else None
    if resource is None or resource.kind is not ResourceKind.OPTIMIZED:
        return None
    services = optimized_services()
    service = services.get(resource.service)
    word = resource.service if service is None else resource.action
    near = closest(word, services if service is None else [action.name for action in service.actions])
    if not near:
        return None
    name = f"{near}:{resource.action}" if service is None else f"{resource.service}:{near}"
    meant = f"arn:{resource.partition}:states:::{name}{resource.pattern.value}"
    edit = editor.replace_string(at, meant)
    return None if edit is None else Fix(f'write "{near}" instead of "{word}"', (edit,), is_safe=is_slip(word, near))
