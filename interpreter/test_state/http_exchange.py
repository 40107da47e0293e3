"""The HTTP request and response that level TRACE shows of an HTTP Task.

A backend in front of the one that answers: it tells what would be sent and what came back. What a connection adds, and
``Transform``, are not in it; secrets are therefore never shown. Source: API reference, *InspectionDataRequest* and
*InspectionDataResponse*; developer guide, "Testing an HTTP Task" for the form of the headers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from asl.integrations import ResourceKind
from asl.json_values import Json, JsonObject, compact

from ..dataflow.observe import See
from ..services import Backend, Failed, Pending, Reply, Succeeded, TaskRequest

__all__ = ["HttpWatch"]

_RANGE: Final = "bytes=0-262144"


class HttpWatch:
    """Tells the HTTP exchanges of another backend's answers."""

    def __init__(self, backend: Backend, see: See) -> None:
        self._backend = backend
        self._see = see

    def check(self, request: TaskRequest) -> str | None:
        """Ask the other backend."""
        return self._backend.check(request)

    def start(self, request: TaskRequest) -> Reply:
        """Answer as the other backend does, and tell both sides of an HTTP Task."""
        reply = self._backend.start(request)
        if request.resource.kind is ResourceKind.HTTP and isinstance(request.parameters, dict):
            self._see("request", _request(request.parameters, request.execution.region))
            if isinstance(reply, Succeeded) and isinstance(reply.output, dict):
                self._see("response", _response(reply.output))
        return reply

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Ask the other backend."""
        return self._backend.poll(request, job, now_ms)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Tell the other backend."""
        self._backend.cancel(request, job, now_ms)


def _request(parameters: JsonObject, region: str) -> JsonObject:
    endpoint, query, headers = (parameters.get(name) for name in ("ApiEndpoint", "QueryParameters", "Headers"))
    url = str(endpoint)
    if isinstance(query, dict) and query:
        url += "?" + urlencode({name: _text(value) for name, value in query.items()})
    own = {"User-Agent": f"Amazon|StepFunctions|HttpInvoke|{region}", "Range": _RANGE}
    told = {**(headers if isinstance(headers, dict) else {}), **own}
    shown: JsonObject = {
        "protocol": url.partition(":")[0] if "://" in url else "https",
        "method": parameters.get("Method"),
        "url": url,
        "headers": _headers(told.items()),
    }
    if "RequestBody" in parameters:
        shown["body"] = _text(parameters["RequestBody"])
    return shown


def _response(output: JsonObject) -> JsonObject:
    headers = output.get("Headers")
    return {
        "protocol": "https",
        "statusCode": str(output.get("StatusCode")),
        "statusMessage": _text(output.get("StatusText", "")),
        "headers": _headers(headers.items() if isinstance(headers, dict) else ()),
        "body": _text(output.get("ResponseBody", "")),
    }


def _headers(headers: Iterable[tuple[str, Json]]) -> str:
    """Return headers on one line; several values of one are parted by commas.

    >>> _headers({"Accept": ["a", "b"], "Range": "bytes=0-9"}.items())
    '[Accept: a,b, Range: bytes=0-9]'
    """
    shown = [
        f"{name}: {','.join(map(_text, value)) if isinstance(value, list) else _text(value)}" for name, value in headers
    ]
    return f"[{', '.join(shown)}]"


def _text(value: Json) -> str:
    return value if isinstance(value, str) else compact(value)
