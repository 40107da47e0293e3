"""Watches one state while it runs: the stages of its data flow, and which Retrier or Catcher answers a failure.

A retry is not made: the state ends there, ``RETRIABLE``, with the wait that the Retrier asks for.
"""

from __future__ import annotations

from asl.expr.environment import Chance, Environment
from asl.json_values import Json, JsonObject

from ..effects import Effects
from ..failures import StateFailure
from ..retry import RetryCounts, RetryPolicy
from ..states.trial import Attempt, Handle
from ..strand import Strand

__all__ = ["Retriable", "StateTrial"]


class Retriable(Exception):
    """A Retrier answers the failure; in a whole run the state would now wait and try again."""

    def __init__(self, failure: StateFailure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class StateTrial:
    """What was seen of one state.

    Attributes:
        retries_made: retries that the Retrier which answers is taken to have made before.
        stages: the value at each stage that was reached.
        retry_index, backoff_s: the Retrier that answers, and its wait when it has a retry left.
        catch_index, caught: the Catcher that was used, and the Error Output that it was given.
    """

    def __init__(self, retries_made: int) -> None:
        self.retries_made = retries_made
        self.stages: dict[str, Json] = {}
        self.retry_index: int | None = None
        self.backoff_s: int | None = None
        self.catch_index: int | None = None
        self.caught: JsonObject = {}

    def see(self, stage: str, value: Json) -> None:
        """Keep the value at a stage."""
        self.stages[stage] = value

    def count_retries(self, policies: tuple[RetryPolicy, ...]) -> RetryCounts:
        """Return what ends the trial where a retry is due."""
        return _TrialRetries(policies, self)

    def watch_work(self, attempt: Attempt) -> Attempt:
        """Return the work of a Task with its raw result kept."""

        def watched(strand: Strand, raw: Json) -> Effects:
            result = yield from attempt(strand, raw)
            self.see("result", result)
            return result

        return watched

    def watch_catcher(self, index: int, handle: Handle) -> Handle:
        """Return a Catcher that leaves its index when it is used."""

        def watched(env: Environment, raw: Json, error_output: Json) -> tuple[Json, JsonObject | None]:
            assert isinstance(error_output, dict)
            self.catch_index, self.caught = index, error_output
            return handle(env, raw, error_output)

        return watched


class _TrialRetries(RetryCounts):
    __slots__ = ("_trial",)

    def __init__(self, policies: tuple[RetryPolicy, ...], trial: StateTrial) -> None:
        super().__init__(policies)
        self._trial = trial

    def next_delay_ms(self, failure: StateFailure, chance: Chance) -> int | None:
        """Return ``None`` when the failure is not to be retried (any more).

        Raises:
            Retriable: it is.
        """
        trial = self._trial
        index = trial.retry_index = self.answering(failure)
        if index is None:
            return None
        policy = self._policies[index]
        if trial.retries_made >= policy.max_attempts:
            return None
        trial.backoff_s = policy.delay_ms(trial.retries_made + 1, chance) // 1000
        raise Retriable(failure)
