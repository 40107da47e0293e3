"""HTTPS endpoints through an EventBridge connection; other statuses than 2xx are ``States.Http.StatusCode.<n>``."""

from __future__ import annotations

from asl.json_values import JsonObject, compact

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]


def _bad_status(answer: JsonObject, _pattern: Pattern) -> tuple[str, str] | None:
    status, body = answer.get("StatusCode"), answer.get("ResponseBody")
    if not isinstance(status, int) or 200 <= status < 300:
        return None
    return f"States.Http.StatusCode.{status}", body if isinstance(body, str) else compact(body)


SERVICE = OptimizedService(
    "http",
    "States.Http",
    actions=(
        OptimizedAction(
            "invoke",
            own_parameters={
                "ApiEndpoint": "string",
                "Method": "string",
                "Authentication": "document",
                "InvocationConfig": "document",
                "Headers": "document",
                "QueryParameters": "document",
                "RequestBody": "document",
                "Transform": "document",
            },
            required=("ApiEndpoint", "Method"),
            has_metadata=False,
            refusal=_bad_status,
        ),
    ),
)
