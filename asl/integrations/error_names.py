"""How a service's error becomes an Error Name and a Cause.

Optimized integrations speak like version 1 of the Java SDK (``SNS.NotFoundException``, semicolons in the Cause), SDK
integrations like version 2 (``Rds.DbInstanceNotFoundException``, commas). An error that the API does not model gets
the SDK's base exception. Source: recorded executions.
"""

from __future__ import annotations

from .arn import ResourceKind, TaskResource
from .catalogue import find_service
from .naming import exception_name
from .sdk import botocore_service, load_service

__all__ = ["service_error"]


def service_error(
    resource: TaskResource, code: str, message: str, *, is_modelled: bool, status: int, request_id: str
) -> tuple[str, str]:
    """Return the Error Name and the Cause for an error code of the service that a resource calls."""
    service = find_service(resource)
    if service is not None:
        name = (code if code.endswith("Exception") else code + "Exception") if is_modelled else service.base_error
        cause = (
            f"{message} (Service: {service.cause_service}; Status Code: {status}; Error Code: {code}; "
            f"Request ID: {request_id}; Proxy: null)"
        )
        return f"{service.error_prefix}.{name or code}", cause
    prefix = _sdk_prefix(resource)
    name = exception_name(code) if is_modelled else f"{prefix}Exception"
    return (
        f"{prefix}.{name}",
        f"{message} (Service: {prefix}, Status Code: {status}, Request ID: {request_id})",
    )


def _sdk_prefix(resource: TaskResource) -> str:
    folder = botocore_service(resource.service) if resource.kind is ResourceKind.AWS_SDK else None
    model = None if folder is None else load_service(folder)
    return resource.service.title() if model is None else model.exception_prefix
