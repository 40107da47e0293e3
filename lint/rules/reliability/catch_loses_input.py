"""A Catcher without ``ResultPath`` hands on the error alone; the state's input is gone.

Source: States Language specification, "Fallback states": the default of a Catcher's ResultPath is ``$``.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject
from asl.model import Choice, Map, Parallel, QueryLanguage, State, Task

from ...choice_tests import comparisons
from ...context import Context
from ...examples import NamedState, flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_REPORT: NamedState = ("Report", send(Parameters={"QueueUrl": "https://example.com/q", "MessageBody.$": "$.order"}))
_CATCH: JsonObject = {"ErrorEquals": ["States.ALL"], "Next": "Report"}

RULE = Rule(
    code="ASL413",
    name="catch-loses-input",
    summary="a fallback state reads input that the Catcher has thrown away",
    explanation=(
        "Without ResultPath a Catcher hands on only Error and Cause. The fallback state reads something else, which "
        'was in the input of the failed state and is not there any more, so it fails as well. Set "ResultPath" to a '
        'place for the error, such as "$.error".'
    ),
    bad=flow(("Work", send(Catch=[_CATCH])), _REPORT),
    good=flow(("Work", send(Catch=[{**_CATCH, "ResultPath": "$.error"}])), _REPORT),
)
_KEPT = frozenset({"Error", "Cause"})


def check(context: Context) -> Iterator[Finding]:
    """The target of a Catcher reads nothing but what the Catcher hands on."""
    for flow_, state in context.states:
        if not isinstance(state, (Task, Parallel, Map)) or state.language is not QueryLanguage.JSONPATH:
            continue
        for catcher in state.catch:
            target = flow_.states.get(catcher.next) if isinstance(catcher.next, str) else None
            if target is None or "ResultPath" in catcher.raw:
                continue
            path = _lost(context, target)
            if path:
                yield Finding(
                    f'"{target.name}" reads {path}, but this Catcher hands on only Error and Cause',
                    catcher.at,
                    help='add "ResultPath": "$.error" to keep the input beside the error',
                )


def _lost(context: Context, target: State) -> str:
    """Return the first path that a fallback state reads and that is not there; empty when there is none."""
    if target.language is not QueryLanguage.JSONPATH:
        return ""
    if isinstance(target, Choice) and any(
        test.operator.name == "IsPresent" for rule in target.choices for test in comparisons(rule.test)
    ):
        # It asks what is there, so it knows that something may be missing.
        return ""
    lost = (read for read in context.input_reads_of(target) if read.keys and read.keys[0] not in _KEPT)
    first = next(lost, None)
    return "" if first is None else ".".join(("$", *first.keys))
