"""The Lambda functions of recorded cases, from the words that a case's ``setup`` has for what they do.

A recording shows no tasks of an Express execution or of a Map Run's children; these functions answer them. An error is
told as Python's Lambda runtime tells it: ``lambda:invoke`` passes it on without spaces, a function's own ARN as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from asl.errors import UsageError
from asl.integrations import ResourceKind
from asl.json_values import compact
from interpreter.backends.api import stable_id
from interpreter.backends.synthetic import SyntheticBackend
from interpreter.services import Backend, Failed, Pending, Reply, Succeeded, TaskRequest

__all__ = ["Functions"]

_ECHO = "returns its event unchanged"
_RAISES = re.compile(r"always raises (\w+)\((?:'(.*)')?\)")


class Functions:
    """Answers calls of functions; everything else is left to made-up results."""

    def __init__(self, setup: Mapping[str, Any] | None) -> None:
        self._behaviours = {
            function["function"]: function["behaviour"] for function in (setup or {}).get("lambdas") or ()
        }
        self._otherwise: Backend = SyntheticBackend()

    def check(self, request: TaskRequest) -> str | None:
        """Ask the other backend."""
        return self._otherwise.check(request)

    def start(self, request: TaskRequest) -> Reply:
        """Answer as the function would.

        Raises:
            UsageError: nothing, or nothing that is understood, is said of the function.
        """
        behaviour = self._behaviours.get(_function_name(request))
        if behaviour == _ECHO:
            return self._otherwise.start(request)
        raises = None if behaviour is None else _RAISES.match(behaviour)
        if raises is None:
            raise UsageError(f"nothing was recorded that could answer the state {request.state_name!r}")
        return _failed(request, raises[1], raises[2] or "")

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Pass on the question; a function is not polled."""
        return self._otherwise.poll(request, job, now_ms)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Do nothing: a function has ended when it was called."""


def _function_name(request: TaskRequest) -> str:
    if request.resource.kind is ResourceKind.LAMBDA_FUNCTION:
        return request.resource.name
    parameters = request.parameters
    name = parameters.get("FunctionName") if isinstance(parameters, dict) else None
    return str(name).partition(":function:")[2] or str(name)


def _failed(request: TaskRequest, error: str, message: str) -> Failed:
    told = {
        "errorMessage": message,
        "errorType": error,
        "requestId": stable_id("request", request.sequence),
        "stackTrace": [f'  File "/var/task/handler.py", line 2, in handler\n    raise {error}("{message}")\n'],
    }
    is_direct = request.resource.kind is ResourceKind.LAMBDA_FUNCTION
    return Failed(error, json.dumps(told) if is_direct else compact(told))
