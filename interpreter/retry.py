"""Retriers: which one answers a failure, and how long it waits.

Source: States Language, "Retrying after error". Each Retrier counts its own retries within one visit of the state. The
delay before retry *n* (from 1) is ``IntervalSeconds × BackoffRate^(n-1)``, at most ``MaxDelaySeconds``; full jitter
draws evenly between 0 and that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asl.expr.environment import Chance
from asl.json_values import Missing
from asl.model import Retrier
from asl.model.fields import MAX_SECONDS

from .failures import StateFailure, is_catchable, matches

__all__ = ["RetryCounts", "RetryPolicy", "compile_retry"]


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """A Retrier with its defaults filled in."""

    error_equals: tuple[str, ...]
    interval_s: float
    max_attempts: int
    backoff_rate: float
    max_delay_s: float | None
    full_jitter: bool

    def delay_ms(self, retry: int, chance: Chance) -> int:
        """Return the delay before retry number ``retry``, from 1, in milliseconds."""
        ceiling = float(MAX_SECONDS) if self.max_delay_s is None else self.max_delay_s
        try:
            delay_s = self.interval_s * self.backoff_rate ** (retry - 1)
        except OverflowError:
            delay_s = ceiling
        delay_s = min(delay_s, ceiling)
        if self.full_jitter:
            delay_s *= chance.uniform()
        return round(delay_s * 1000)


def compile_retry(retriers: Sequence[Retrier]) -> tuple[RetryPolicy, ...]:
    """Return the policies of a ``Retry`` field, in order, with the service's defaults."""

    def given(value: float | Missing, default: float) -> float:
        return default if isinstance(value, Missing) else value

    return tuple(
        RetryPolicy(
            error_equals=retrier.error_equals,
            interval_s=given(retrier.interval_seconds, 1),
            max_attempts=int(given(retrier.max_attempts, 3)),
            backoff_rate=given(retrier.backoff_rate, 2.0),
            max_delay_s=None if isinstance(retrier.max_delay_seconds, Missing) else retrier.max_delay_seconds,
            full_jitter=retrier.jitter_strategy == "FULL",
        )
        for retrier in retriers
    )


class RetryCounts:
    """The retries made during one visit of a state."""

    __slots__ = ("_counts", "_policies")

    def __init__(self, policies: tuple[RetryPolicy, ...]) -> None:
        self._policies = policies
        self._counts = [0] * len(policies)

    def next_delay_ms(self, failure: StateFailure, chance: Chance) -> int | None:
        """Count a retry and return its delay, or ``None`` when the failure is not to be retried (any more)."""
        index = self.answering(failure)
        if index is None:
            return None
        policy = self._policies[index]
        if self._counts[index] >= policy.max_attempts:
            return None
        self._counts[index] += 1
        return policy.delay_ms(self._counts[index], chance)

    def answering(self, failure: StateFailure) -> int | None:
        """Return the index of the Retrier that answers a failure, whether or not it has retries left."""
        if is_catchable(failure):
            for index, policy in enumerate(self._policies):
                if matches(policy.error_equals, failure):
                    return index
        return None
