"""``States.TaskFailed`` matches every error of a task but the timeout, so what comes after it is never asked.

Source: States Language specification, "Errors"; developer guide, "Error names".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject
from asl.model import Catcher, Retrier

from ...context import Context
from ...error_names import ALL, TASK_FAILED, TIMEOUT
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

_SPECIFIC: JsonObject = {"ErrorEquals": ["SQS.SdkClientException"], "MaxAttempts": 5}
_GENERAL: JsonObject = {"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1}

RULE = Rule(
    code="ASL403",
    name="task-failed-position",
    summary="States.TaskFailed stands before more specific Error Names",
    explanation=(
        "States.TaskFailed matches every error of a Task except States.Timeout. Entries are tried in their order, so "
        "the more specific names after it never apply. Move the entry with States.TaskFailed behind them."
    ),
    bad=one_task(send(Retry=[_GENERAL, _SPECIFIC])),
    good=one_task(send(Retry=[_SPECIFIC, _GENERAL])),
)


def check(context: Context) -> Iterator[Finding]:
    """After an entry for ``States.TaskFailed`` only names that it does not match follow."""
    for use in context.tasks:
        lists: tuple[tuple[Retrier | Catcher, ...], ...] = (use.state.retry, use.state.catch)
        for entries in lists:
            general = next((i for i, entry in enumerate(entries) if TASK_FAILED in entry.error_equals), None)
            if general is None:
                continue
            hidden = [
                name
                for entry in entries[general + 1 :]
                for name in entry.error_equals
                if name not in (ALL, TIMEOUT, TASK_FAILED) and not name.startswith("States.")
            ]
            if hidden:
                entry = entries[general]
                yield Finding(
                    f'"{TASK_FAILED}" stands before "{hidden[0]}", which therefore never applies',
                    (*entry.at, "ErrorEquals", entry.error_equals.index(TASK_FAILED)),
                    help="move this entry behind those with more specific names",
                )
