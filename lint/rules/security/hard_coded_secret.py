"""A key, token or password in a definition is read by everybody who may describe the machine or its executions.

Source: developer guide, "Security in Step Functions". The forms of well-known keys are public; a literal under the name
of a secret counts when it looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import Json, JsonObject
from asl.pointer import Pointer

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


def _call(**fields: str) -> JsonObject:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Parameters": {
            "ApiEndpoint": "https://example.com/orders",
            "Method": "POST",
            "Authentication": {"ConnectionArn": "${ConnectionArn}"},
            "RequestBody": dict(fields),
        },
        "End": True,
    }


RULE = Rule(
    code="ASL523",
    name="hard-coded-secret",
    summary="a literal that looks like a key, token or password",
    explanation=(
        "The definition holds what looks like a secret. Everybody who may describe the machine or read the history of "
        "its executions can read it, and it is in the repository. Take it from Secrets Manager, or use an EventBridge "
        "connection for calls of HTTP endpoints; and revoke it."
    ),
    bad=one_task(_call(password="correct-horse-battery")),  # noqa: S106 - the example
    good=one_task(_call(order="42")),
)
_FORMS = re.compile(
    r"(?:AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36,}"
    r"|\bxox[abprs]-[0-9A-Za-z-]{10,}|\bsk_live_[0-9A-Za-z]{16,}|\bAIza[0-9A-Za-z_-]{35}|\bglpat-[0-9A-Za-z_-]{20,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
)
_NAMES = re.compile(
    r"(?:^|[_-])(?:password|passwd|secret|api[_-]?key|apikey|access[_-]?key|private[_-]?key|auth[_-]?token"
    r"|client[_-]?secret|secret[_-]?access[_-]?key)$|(?:Password|ApiKey|SecretAccessKey|ClientSecret|AuthToken)$",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\$|\{\{|\{%|arn:|https?://|<|^(?:true|false|null|none|example|changeme|secret|password)$", re.IGNORECASE
)
_SHORTEST = 8


def check(context: Context) -> Iterator[Finding]:
    """No text in a state is a secret."""
    for _, state in context.states:
        if isinstance(state.raw, dict):
            for name in ("Parameters", "Arguments", "Result", "Assign", "Output", "ItemSelector", "ResultSelector"):
                if name in state.raw:
                    yield from _search(state.raw[name], (*state.at, name), "")


def _search(value: Json, at: Pointer, key: str) -> Iterator[Finding]:
    if isinstance(value, str):
        if _FORMS.search(value):
            yield _finding("this text has the form of a secret key", at)
        elif key and _NAMES.search(key) and _looks_secret(value):
            yield _finding(f'"{key}" holds what looks like a secret', at)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _search(member, (*at, name), name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index), "")


def _looks_secret(text: str) -> bool:
    """Tell whether a text under the name of a secret may be one, and not a word that stands for it."""
    return len(text) >= _SHORTEST and " " not in text and not text.isidentifier() and not _HARMLESS.search(text)


def _finding(message: str, at: Pointer) -> Finding:
    return Finding(message, at, help="take it from Secrets Manager or an EventBridge connection, and revoke it")
