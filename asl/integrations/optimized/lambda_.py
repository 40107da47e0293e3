"""AWS Lambda: ``invoke`` sends the Payload as JSON and hands on what the function returned as JSON."""

from __future__ import annotations

from asl.json_values import JsonObject, compact, parse_json

from ..action import OptimizedAction, OptimizedService
from ..pattern import Pattern

__all__ = ["SERVICE"]


def function_error(answer: JsonObject, _pattern: Pattern) -> tuple[str, str] | None:
    """Return the errorType as Error Name and the payload as Cause, when the function raised (``FunctionError``)."""
    if not answer.get("FunctionError"):
        return None
    text = answer.get("Payload")
    cause = text if isinstance(text, str) else compact(text)
    match parse_json(cause) if cause.startswith("{") else None:
        case {"errorType": str(error)}:
            return error, cause
        case _:
            return "Lambda.Unknown", cause


SERVICE = OptimizedService(
    "lambda",
    "Lambda",
    api="lambda",
    base_error="AWSLambdaException",
    cause_service="AWSLambda",
    actions=(
        OptimizedAction(
            "invoke",
            (Pattern.REQUEST_RESPONSE, Pattern.WAIT_FOR_TASK_TOKEN),
            "Invoke",
            stringified=("Payload",),
            parsed=("Payload",),
            refusal=function_error,
        ),
    ),
)
