"""Amazon API Gateway: ``invoke`` calls an endpoint; a status other than 2xx is the error ``ApiGateway.<status>``."""

from __future__ import annotations

from asl.json_values import JsonObject, compact

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]


def _bad_status(answer: JsonObject, _pattern: Pattern) -> tuple[str, str] | None:
    status, body = answer.get("StatusCode"), answer.get("ResponseBody")
    if not isinstance(status, int) or 200 <= status < 300:
        return None
    return f"ApiGateway.{status}", body if isinstance(body, str) else compact(body)


SERVICE = OptimizedService(
    "apigateway",
    "ApiGateway",
    actions=(
        OptimizedAction(
            "invoke",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            own_parameters={
                "ApiEndpoint": "string",
                "Method": "string",
                "Headers": "list map",
                "Stage": "string",
                "Path": "string",
                "QueryParameters": "list map",
                "RequestBody": "document",
                "AllowNullValues": "boolean",
                "AuthType": "string",
            },
            required=("ApiEndpoint", "Method"),
            has_metadata=False,
            refusal=_bad_status,
        ),
    ),
)
