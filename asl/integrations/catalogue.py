"""The catalogue of optimized integrations: every module of :mod:`.optimized`, looked up by a Task's ``Resource``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from . import optimized
from .action import OptimizedAction, OptimizedService
from .arn import ResourceKind, TaskResource

__all__ = ["api_operation", "find_action", "find_service", "optimized_services"]


@cache
def optimized_services() -> Mapping[str, OptimizedService]:
    """Return all services by the name that a ``Resource`` gives them, in alphabetical order of their modules."""
    names = sorted(module.name for module in iter_modules(optimized.__path__))
    modules = (import_module(f"{optimized.__name__}.{name}") for name in names)
    services: tuple[OptimizedService, ...] = tuple(module.SERVICE for module in modules)
    return {service.name: service for service in services}


@cache
def _actions() -> Mapping[tuple[str, str], OptimizedAction]:
    return {
        (service.name, action.name): action for service in optimized_services().values() for action in service.actions
    }


def find_service(resource: TaskResource) -> OptimizedService | None:
    """Return the optimized service that a resource uses; Lambda's for the ARN of a function."""
    match resource.kind:
        case ResourceKind.OPTIMIZED | ResourceKind.HTTP | ResourceKind.LAMBDA_FUNCTION:
            return optimized_services().get(resource.service)
        case _:
            return None


def find_action(resource: TaskResource) -> OptimizedAction | None:
    """Return the optimized action that a resource names; ``None`` for other kinds and for unknown actions.

    >>> from .arn import parse_resource
    >>> find_action(parse_resource("arn:aws:states:::sagemaker:createTrainingJob.sync")).job.status
    'TrainingJobStatus'
    """
    if find_service(resource) is None:
        return None
    return _actions().get((resource.service, resource.action))


def api_operation(resource: TaskResource) -> tuple[str, str] | None:
    """Return botocore's folder and the operation that a resource calls; ``None`` where there is none.

    An SDK integration's model is read to find the operation; an optimized one's is not.
    """
    action = find_action(resource)
    service = find_service(resource)
    if action is not None and service is not None:
        return (action.api or service.api, action.operation) if action.operation else None
    if resource.kind is ResourceKind.AWS_SDK:
        from .sdk import botocore_service, load_service

        folder = botocore_service(resource.service)
        model = None if folder is None else load_service(folder)
        operation = None if model is None else model.actions.get(resource.action)
        return None if folder is None or operation is None else (folder, operation)
    return None
