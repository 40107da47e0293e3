"""A state's timeout that is not longer than the function's leaves the function no chance to report its own.

Source: developer guide, "Use timeouts to avoid stuck workflow executions". The functions' limits are not in the
definition; the configuration gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asl.json_values import Json

from ...context import Context, TaskUse
from ...examples import invoke, one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_LONGEST_S = 900

RULE = Rule(
    code="ASL516",
    name="lambda-timeout-mismatch",
    summary="the timeout of a Task does not fit that of its Lambda function",
    explanation=(
        "A function runs for at most 900 seconds, or for less where rules.lambda-timeout-mismatch.functions gives its "
        "timeout. A Task that waits longer never meets its own timeout, and one that gives up sooner abandons a "
        "function that still runs and is paid for. Set TimeoutSeconds a little above the function's limit."
    ),
    bad=one_task(invoke(TimeoutSeconds=3600)),
    good=one_task(invoke(TimeoutSeconds=60)),
    options={"functions": {}},
)


def check(context: Context) -> Iterator[Finding]:
    """``TimeoutSeconds`` of a Task that invokes a function is above the function's limit, but not by far."""
    known = context.option(RULE, "functions")
    for use in context.tasks:
        timeout = use.state.timeout_seconds
        if not use.is_lambda or use.is_callback or not isinstance(timeout, int):
            continue
        name = _function(use)
        limit = known.get(name) if isinstance(known, Mapping) else None
        at = (*use.state.at, "TimeoutSeconds")
        if limit is not None and timeout < limit:
            yield Finding(
                f'the Task waits {timeout} seconds, but the function "{name}" may run for {limit}',
                at,
                help=f"wait a little longer than {limit} seconds",
            )
        elif limit is None and timeout > _LONGEST_S:
            yield Finding(
                f"the Task waits {timeout} seconds, but no function runs longer than {_LONGEST_S}",
                at,
                help="wait a little longer than the function's own timeout",
            )


def _function(use: TaskUse) -> str:
    """Return the name of the function, without ARN and qualifier; empty when it is not literal."""
    assert use.resource is not None
    if use.resource.name:
        return use.resource.name
    arguments: Json = use.state.raw.get("Parameters", use.state.raw.get("Arguments"))
    given = arguments.get("FunctionName") if isinstance(arguments, dict) else None
    if not isinstance(given, str):
        return ""
    return given.partition(":function:")[2].partition(":")[0] if given.startswith("arn:") else given.partition(":")[0]
