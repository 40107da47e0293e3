"""Redriving: an execution that ended badly goes on from where it stood.

The history continues: ``ExecutionRedriven``, then the events of the states that had not finished. Those are not entered
again, with the exception of a Fail state; retry counts and timeouts start again. A Map Run goes on as well: what had
succeeded is taken over, other Standard children are redriven and Express ones started anew.

Source: developer guide, "Redriving executions", and the API reference of RedriveExecution. No recording shows one; here
``ExecutionRedriven`` points back to the event that ended the execution, and what a resumed state writes next to the
last event that it wrote before, as a retry does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.errors import AslError

from .answering import answering_backend
from .clock import VirtualClock
from .execution import Execution, ExecutionRun, ExecutionStatus, Watcher
from .limits import Limits
from .rng import SeededChance
from .services import Backend
from .standing import resume_strand
from .stop import Stop

if TYPE_CHECKING:
    from .backends.workers import Workers

__all__ = ["NotRedrivable", "redrive", "redrive_refusal"]

_DAY_MS = 86_400_000
_REDRIVABLE_MS = 14 * _DAY_MS
_LONGEST_OPEN_MS = 365 * _DAY_MS
_MOST_EVENTS = 24_999


class NotRedrivable(AslError):
    """The execution cannot be redriven; the message is the service's ``redriveStatusReason``."""


def redrive_refusal(execution: Execution, now_ms: int | None = None) -> str | None:
    """Return why an execution cannot be redriven at a time (the moment it ended, when left out); ``None``: it can."""
    now_ms = execution.stop_ms if now_ms is None else now_ms
    if ":express:" in execution.arn:
        return "Express executions cannot be redriven"
    if execution.status in (ExecutionStatus.SUCCEEDED, ExecutionStatus.RUNNING):
        return f"Execution is {execution.status.value} and cannot be redriven"
    if "/" in execution.facts.state_machine_arn:
        return "The execution is redriven with its Map Run"
    if len(execution.history) >= _MOST_EVENTS:
        return "Execution event history limit exceeded"
    if now_ms - execution.stop_ms > _REDRIVABLE_MS:
        return "Execution redrivable period exceeded"
    if now_ms - execution.facts.start_ms >= _LONGEST_OPEN_MS:
        return "Execution open time limit exceeded"
    return None


def redrive(
    execution: Execution,
    *,
    backend: Backend | None = None,
    after_ms: int = 0,
    seed: int | str = 0,
    limits: Limits | None = None,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    workers: Workers | None = None,
) -> Execution:
    """Go on with an execution that failed, timed out or was stopped, and return how it ended this time.

    Definition, input, names and role are those of the execution, which is left as it is. Its Context Object has the
    number and the time of the redrive.

    >>> from interpreter import Failed, Succeeded, redrive, run
    >>> from interpreter.backends.recorded import RecordedBackend, RecordedTask
    >>> task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}}
    >>> definition = {"StartAt": "T", "States": {"T": {**task, "End": True}}}
    >>> failed = run(definition, backend=RecordedBackend([RecordedTask("T", Failed("Broken", None))]))
    >>> again = redrive(failed, backend=RecordedBackend([RecordedTask("T", Succeeded(1))]))
    >>> again.status.value, [event.type for event in again.history][len(failed.history) :]
    ('SUCCEEDED', ['ExecutionRedriven', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', \
'ExecutionSucceeded'])

    Args:
        backend: what answers tasks from now on; results made from the shapes of the services' APIs when not given.
        after_ms: virtual time between the end of the execution and its redrive.
        limits, watcher, stop, workers: as for :func:`interpreter.run`; the delay of a stop counts from the redrive.

    Raises:
        NotRedrivable: saying why.
    """
    now_ms = execution.stop_ms + after_ms
    refusal = redrive_refusal(execution, now_ms)
    root = execution.root
    if refusal is not None or root is None:
        raise NotRedrivable(
            refusal or "it is not known where the execution stood",
            help="only Standard executions that failed, timed out or were stopped can go on",
        )
    before = root.run
    count = execution.redrive_count + 1
    clock = VirtualClock(now_ms)
    run = ExecutionRun(
        execution.facts,
        execution.input,
        backend=answering_backend(backend, workers),
        clock=clock,
        chance=SeededChance(f"{seed}, redrive {count}"),
        limits=before.limits if limits is None else limits,
        watcher=watcher,
        behaviour=before.behaviour,
        objects=before.objects,
        keep_children=before.keep_children,
    )
    run.sequence = before.sequence
    run.continue_from(execution)
    assert before.program is not None, "the execution was driven by a program"
    return run.drive(resume_strand(root, run), before.program, stop)
