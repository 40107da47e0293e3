"""Arguments that are made anew for each attempt differ from attempt to attempt.

Source: developer guide, "Handling errors"; an idempotency token must stay the same over retries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.json_values import JsonObject, compact
from asl.model import QueryLanguage

from ...context import Context
from ...examples import FUNCTION, LAMBDA_RETRY, flow
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_TASK: JsonObject = {"Type": "Task", "Resource": FUNCTION, "Retry": [LAMBDA_RETRY], "End": True}

RULE = Rule(
    code="ASL919",
    name="jsonata-nondeterminism",
    summary="a retried Task makes up a token or key anew for each attempt",
    severity=Severity.INFO,
    explanation=(
        "An idempotency token or an id is made by $uuid(), $random(), $now() or $millis() in the arguments of a Task "
        "with Retry. Every attempt may make another one, so the service cannot tell a repetition from a new request. "
        "Make it in an earlier state with Assign."
    ),
    bad=flow(
        ("Work", {**_TASK, "Arguments": {"requestToken": "{% $uuid() %}"}}),
        QueryLanguage="JSONata",
    ),
    good=flow(
        ("Make", {"Type": "Pass", "Assign": {"token": "{% $uuid() %}"}, "Next": "Work"}),
        ("Work", {**_TASK, "Arguments": {"requestToken": "{% $token %}"}}),
        QueryLanguage="JSONata",
    ),
)
_DRAWS = re.compile(r"\$(uuid|random|now|millis)\(")
_TOKEN_KEY = re.compile(r"token|idempoten|requestid|deduplication", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    """The tokens among the arguments of a Task with Retry are the same for every attempt."""
    for use in context.tasks:
        state = use.state
        arguments = state.raw.get("Arguments")
        if state.language is not QueryLanguage.JSONATA or not state.retry or not isinstance(arguments, dict):
            continue
        if not _DRAWS.search(compact(arguments)):
            continue
        for key, value in arguments.items():
            if isinstance(value, str) and _TOKEN_KEY.search(key) and (match := _DRAWS.search(value)):
                yield Finding(
                    f'"{key}" is made by ${match[1]}() anew for each attempt',
                    (*state.at, "Arguments", key),
                    help="make it in an earlier state with Assign",
                )
