"""A call of an endpoint without encryption.

Source: developer guide, "Call HTTPS APIs in Step Functions workflows": only HTTPS endpoints can be called.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.integrations.arn import ResourceKind
from asl.json_values import JsonObject

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _call(url: str) -> JsonObject:
    return one_task(
        {
            "Type": "Task",
            "Resource": "arn:aws:states:::http:invoke",
            "Parameters": {
                "ApiEndpoint": url,
                "Method": "GET",
                "Authentication": {"ConnectionArn": "${ConnectionArn}"},
            },
            "End": True,
        }
    )


RULE = Rule(
    code="ASL528",
    name="plain-http-endpoint",
    summary="an endpoint is called without encryption",
    explanation=(
        "The endpoint begins with http://. Step Functions calls HTTPS endpoints only, and the data and the "
        "credentials would travel in the clear. Use https://."
    ),
    bad=_call("http://example.com/orders"),
    good=_call("https://example.com/orders"),
)


def check(context: Context) -> Iterator[Finding]:
    """``ApiEndpoint`` is an HTTPS address."""
    for use in context.tasks:
        if use.resource is None or use.resource.kind is not ResourceKind.HTTP:
            continue
        name = "Parameters" if "Parameters" in use.state.raw else "Arguments"
        arguments = use.state.raw.get(name)
        url = arguments.get("ApiEndpoint") if isinstance(arguments, dict) else None
        if isinstance(url, str) and url.startswith("http://"):
            yield Finding(
                "the endpoint is called without encryption", (*use.state.at, name, "ApiEndpoint"), help="write https://"
            )
