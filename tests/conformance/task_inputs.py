"""What our tasks were given, held against what was recorded of the service's.

A recorded case lists its task attempts with their ``parameters`` (for functions and activities their ``input``). Ours
are paired with them state by state, in the order of the attempts.
"""

from __future__ import annotations

from collections import Counter, deque
from types import ModuleType
from typing import Any

from asl.integrations import ResourceKind, scheduled_parameters
from asl.json_values import compact, parse_json
from interpreter.services import Backend, Failed, Pending, Reply, Succeeded, TaskRequest

__all__ = ["Noting", "compare_inputs"]


class Noting:
    """A backend that keeps the requests on their way to another one."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.requests: list[TaskRequest] = []

    def check(self, request: TaskRequest) -> str | None:
        return self._backend.check(request)

    def start(self, request: TaskRequest) -> Reply:
        self.requests.append(request)
        return self._backend.start(request)

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        return self._backend.poll(request, job, now_ms)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        self._backend.cancel(request, job, now_ms)


def compare_inputs(
    comparer: ModuleType, case: dict[str, Any], requests: list[TaskRequest], counts: Counter[str]
) -> str | None:
    """Count the task inputs of a case as ``equal`` or ``different``; return the first difference."""
    ours: dict[str, deque[TaskRequest]] = {}
    for request in requests:
        ours.setdefault(request.state_name, deque()).append(request)
    first: str | None = None
    for task in case["tasks"]:
        name = "parameters" if "parameters" in task else "input"
        if name not in task:
            continue
        waiting = ours.get(task["state"])
        if not waiting:
            difference: str | None = "never asked for"
        else:
            difference = _difference(comparer, case, name, task[name], _shown(waiting.popleft()))
        counts["equal" if difference is None else "different"] += 1
        if difference is not None and first is None:
            first = f"attempt {task['attempt']} of {task['state']}: {difference}"
    return first


def _difference(comparer: ModuleType, case: dict[str, Any], name: str, recorded: Any, given: str) -> str | None:
    """Compare the text that the service would show; where the list has a JSON string's value, compare that."""
    placeholders = case.get("placeholders", ())
    compared = comparer.compare_response({name: recorded}, {name: given}, placeholders)
    if not compared.equal and isinstance(recorded, str) and given.startswith('"'):
        compared = comparer.compare_response({name: recorded}, {name: parse_json(given)}, placeholders)
    return None if compared.equal else str(compared.diff)


def _shown(request: TaskRequest) -> str:
    if request.resource.kind in (ResourceKind.LAMBDA_FUNCTION, ResourceKind.ACTIVITY):
        return compact(request.parameters)
    return compact(scheduled_parameters(request.resource, request.parameters))
