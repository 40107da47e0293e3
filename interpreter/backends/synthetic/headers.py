"""HTTP headers of made-up answers, where a service sends its own and a definition may look at them.

A Lambda function's headers are as recorded; other services get the plain ones that :mod:`..api` gives every answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import formatdate

from asl.json_values import JsonObject

from ..api import ApiCall, stable_id
from .identity import short_id

__all__ = ["answer_headers"]


def answer_headers(call: ApiCall, output: JsonObject) -> Mapping[str, str]:
    """Return the headers of an answer; none when it has nothing of its own."""
    version, payload = output.get("ExecutedVersion"), output.get("Payload")
    if (call.service, call.operation) != ("lambda", "Invoke") or version is None or not isinstance(payload, str):
        return {}
    run, sequence = call.request.execution.arn, call.request.sequence
    return {
        "X-Amz-Executed-Version": str(version),
        "x-amzn-Remapped-Content-Length": "0",
        "Connection": "keep-alive",
        "x-amzn-RequestId": stable_id("request", run, sequence),
        "Content-Length": str(len(payload.encode())),
        "Date": formatdate(call.now_ms / 1000, usegmt=True),
        "X-Amzn-Trace-Id": f"root=1-{call.now_ms // 1000:08x}-{short_id('trace', run, sequence, length=24)};sampled=0",
        "Content-Type": "application/json",
    }
