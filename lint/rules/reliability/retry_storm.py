"""The delays of a Retrier add up; beyond the time that the execution has they cannot all be waited for.

Source: developer guide, "Retrying after an error" (delay = IntervalSeconds times BackoffRate to the power of the
attempt, at most MaxDelaySeconds); "Choosing workflow type" (an Express execution ends after five minutes).
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import JsonObject, Missing
from asl.model import Retrier

from ...context import Context
from ...examples import one_task, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check", "total_delay_s"]

_MANY: JsonObject = {"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 2, "MaxAttempts": 30, "BackoffRate": 2}

RULE = Rule(
    code="ASL412",
    name="retry-storm",
    summary="the delays of a Retrier take longer than the execution may",
    explanation=(
        "The delay grows with each attempt, and all delays of this Retrier together are longer than the execution may "
        "take, or than any caller would wait. The last attempts never come. Reduce MaxAttempts or BackoffRate, or "
        "limit the delay with MaxDelaySeconds."
    ),
    bad=one_task(send(Retry=[_MANY])),
    good=one_task(send(Retry=[{**_MANY, "MaxDelaySeconds": 60}])),
    options={"max-seconds": 604_800},
)
_EXPRESS_S = 300
_MOST_ATTEMPTS = 1000


def check(context: Context) -> Iterator[Finding]:
    """All delays of a Retrier fit into the time that an execution has."""
    bound = context.number(RULE, "max-seconds")
    source = f"{bound:,.0f} seconds, the most that is sensible"
    timeout = context.machine.timeout_seconds
    if context.type == "EXPRESS" and bound > _EXPRESS_S:
        bound, source = _EXPRESS_S, "the five minutes of an Express execution"
    if not isinstance(timeout, Missing) and 0 < timeout < bound:
        bound, source = timeout, f'the {timeout:,} seconds of the machine\'s "TimeoutSeconds"'
    for state in context.failing:
        for retrier in state.retry:
            total = total_delay_s(retrier, bound)
            if total > bound:
                yield Finding(
                    f"the delays of this Retrier are longer than {source}",
                    retrier.at,
                    help="reduce MaxAttempts or BackoffRate, or set MaxDelaySeconds",
                )


def total_delay_s(retrier: Retrier, bound: float) -> float:
    """Return the sum of all delays in seconds; no more is added once it is beyond the bound."""
    interval = 1 if isinstance(retrier.interval_seconds, Missing) else retrier.interval_seconds
    attempts = 3 if isinstance(retrier.max_attempts, Missing) else retrier.max_attempts
    rate = 2.0 if isinstance(retrier.backoff_rate, Missing) else retrier.backoff_rate
    longest = float("inf") if isinstance(retrier.max_delay_seconds, Missing) else retrier.max_delay_seconds
    total, delay = 0.0, float(interval)
    for attempt in range(min(attempts, _MOST_ATTEMPTS)):
        total += min(delay, longest)
        if total > bound:
            return total
        if delay >= longest or rate == 1:
            return total + (attempts - attempt - 1) * min(delay, longest)
        delay *= rate
    return total
