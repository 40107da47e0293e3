"""One tested state for people: how it ended, and the value at every stage of its data flow, one under the other.

A value that a stage leaves as it was is not shown again; a long one is broken into lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.json_values import Json
from interpreter.test_state import STAGES, StateTestResult, StateTestStatus

from ..render.cells import printable
from ..render.colour import Paint, Role
from ..render.json_lines import json_lines

__all__ = ["render_state_test"]

_LINE_WIDTH: Final = 72
_ROLES: Final[dict[StateTestStatus, Role]] = {
    "SUCCEEDED": "good",
    "CAUGHT_ERROR": "warning",
    "RETRIABLE": "warning",
    "FAILED": "error",
}
_PLAIN: Final = frozenset(
    {"variables", "result", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage"}
)
"""Stages beside the way of the data: never called the same as the one before."""


def render_state_test(result: StateTestResult, name: str, type_: str, paint: Paint) -> str:
    """Return the text: a headline, the error where there is one, then the stages."""
    rows = list(_rows(result, paint))
    width = max((len(label) for label, _ in rows), default=0)
    lines = [*_headline(result, name, type_, paint), ""] if rows else [*_headline(result, name, type_, paint)]
    for label, shown in rows:
        for number, line in enumerate(shown):
            title = paint(f"{label:<{width}}", "label") if number == 0 else " " * width
            lines.append(f"{title}  {line}".rstrip())
    return "\n".join(lines) + "\n"


def _headline(result: StateTestResult, name: str, type_: str, paint: Paint) -> Iterator[str]:
    status = paint(result.status, _ROLES[result.status])
    details = result.error_details
    told = ""
    match result.status:
        case "SUCCEEDED":
            told = _onward(result)
        case "CAUGHT_ERROR":
            told = f", caught by Catch[{details.catch_index}]{_onward(result)}"
        case "RETRIABLE":
            told = f", to be retried by Retry[{details.retry_index}] after {details.backoff_s} s"
        case "FAILED" if details.retry_index is not None:
            told = f", Retry[{details.retry_index}] has no retries left"
    yield f"{printable(name)} ({type_}): {status}{printable(told)}"
    if result.status != "SUCCEEDED":
        yield f"  error  {printable(result.error or '(none)')}"
        if result.cause is not None:
            for number, line in enumerate(printable(result.cause).split("\n")):
                yield f"  {'cause' if number == 0 else '     '}  {line}"


def _onward(result: StateTestResult) -> str:
    return f', next "{result.next_state}"' if result.next_state is not None else ", the end"


def _rows(result: StateTestResult, paint: Paint) -> Iterator[tuple[str, list[str]]]:
    stages = result.stages or {}
    before: tuple[str, Json] | None = None
    for stage in STAGES:
        if stage not in stages:
            continue
        value = stages[stage]
        label = _label(stage)
        if before is not None and stage not in _PLAIN and _is_same(value, before[1]):
            yield label, [paint(f"same as {before[0]}", "dim")]
        else:
            yield label, _value_lines(value)
        if stage not in _PLAIN or stage == "result":
            before = (label, value)
    for side in ("request", "response"):
        told = stages.get(side)
        for name, value in told.items() if isinstance(told, dict) else ():
            yield f"{side} {name}", [printable(str(value))]
    if result.has_output:
        if before is not None and _is_same(result.output, before[1]):
            yield "output", [paint(f"same as {before[0]}", "dim")]
        else:
            yield "output", _value_lines(result.output)


def _label(stage: str) -> str:
    """Return a stage in the words of the fields.

    >>> _label("afterResultPath"), _label("maxConcurrency"), _label("input")
    ('after ResultPath', 'MaxConcurrency', 'input')
    """
    if stage.startswith("after"):
        return f"after {stage.removeprefix('after')}"
    return stage if stage in ("input", "result", "variables") else stage[:1].upper() + stage[1:]


def _is_same(value: Json, before: Json) -> bool:
    return value is before or (type(value) is type(before) and value == before)


def _value_lines(value: Json) -> list[str]:
    return [printable(line) for line in json_lines(value, _LINE_WIDTH)]
