"""A suppression that names no code suppresses nothing.

Source: :mod:`lint.suppressions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject
from asl.source import Span
from asl.validator.report import closest

from ...context import Context
from ...examples import one_task, send
from ...registry import all_entries
from ...rule import Finding, Rule
from ...suppressions import read_suppressions

__all__ = ["RULE", "check"]

_CALLBACK: JsonObject = {
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": {"token.$": "$$.Task.Token"}},
    "HeartbeatSeconds": 600,
}

RULE = Rule(
    code="ASL991",
    name="suppression-unknown-code",
    summary="asl-ignore names a code that does not exist",
    explanation=(
        "A Comment asks to ignore a code, but there is no such code, so nothing is suppressed. Correct the spelling; "
        "`asl rules` lists all codes."
    ),
    bad=one_task(send(**_CALLBACK, Comment="asl-ignore: ASL000 answered by hand")),
    good=one_task(
        send(
            Resource=_CALLBACK["Resource"],
            Parameters=_CALLBACK["Parameters"],
            Comment="asl-ignore: ASL512 answered by hand",
        )
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Every code of an ``asl-ignore`` exists."""
    for suppression in read_suppressions(context.sites):
        if not suppression.code:
            near = closest(suppression.word, [one for entry in all_entries() for one in (entry.code, entry.name)])
            yield Finding(
                f'there is no code "{suppression.word}"',
                (*suppression.at, "Comment"),
                within=Span(*suppression.within),
                help=f'did you mean "{near}"?' if near else "`asl rules` lists all codes",
            )
