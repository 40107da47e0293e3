"""The mock at work: it answers a Task as a backend, and takes the place of what a Map or Parallel runs inside.

The fields around that work are evaluated as in a run: Arguments or Parameters of a Parallel, the items of a Map with
their selector, and its thresholds, against which the mocked number of failed iterations is held.
"""

from __future__ import annotations

from asl.json_values import Json, Missing
from asl.model import Map, Parallel

from ..dataflow.flow import compile_state_input, compile_state_selection
from ..dataflow.observe import See
from ..effects import Effects
from ..failures import StateFailure
from ..map_run.tolerance import Allowance, compile_tolerance
from ..services import Failed, Pending, Reply, Succeeded, TaskRequest
from ..states.map import compile_concurrency
from ..states.trial import Attempt
from ..strand import Strand
from .map_inputs import compile_inputs
from .refusal import invalid_request
from .request import Mock, StateConfiguration

__all__ = ["MockBackend", "mocked_map", "mocked_parallel"]

_THRESHOLD = "The specified tolerated failure threshold was exceeded"


class MockBackend:
    """Answers every attempt with the mock, whatever it is given."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def check(self, request: TaskRequest) -> str | None:
        """Take the parameters as they are: nothing is called."""
        return None

    def start(self, request: TaskRequest) -> Reply:
        """Answer with the mocked result or failure."""
        told = self._mock.error_output
        if told is not None:
            return Failed(told.error, told.cause, timed_out=told.error == "States.Timeout")
        return Succeeded(None if isinstance(self._mock.result, Missing) else self._mock.result)

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Never called: the first answer is the last."""
        raise AssertionError("a mock answers at once")

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Do nothing: there is no job."""


def mocked_parallel(state: Parallel, mock: Mock, see: See) -> Attempt:
    """Return the work of a Parallel state without its branches."""
    make_input = compile_state_input(state, see)

    def attempt(strand: Strand, _raw: Json) -> Effects:
        if make_input is not None:
            make_input(strand.env)
        yield from ()  # every attempt is a generator
        return _outcome(mock)

    return attempt


def mocked_map(state: Map, mock: Mock, configuration: StateConfiguration, see: See) -> Attempt:
    """Return the work of a Map state without its iterations."""
    select_input = compile_state_selection(state, see)
    make_inputs = compile_inputs(state, configuration.map_item_reader_data, see)
    max_concurrency = compile_concurrency(state)
    tolerance = compile_tolerance(state)
    failed = configuration.map_iteration_failure_count

    def attempt(strand: Strand, _raw: Json) -> Effects:
        env = strand.env
        if select_input is not None:
            env.data = select_input(env)
        inputs = make_inputs(strand)
        see("maxConcurrency", max_concurrency(env))
        allowed = tolerance.read(env)
        if allowed.count is not None:
            see("toleratedFailureCount", allowed.count)
        if allowed.percentage is not None:
            see("toleratedFailurePercentage", float(allowed.percentage))
        total = None if inputs is None else len(inputs)
        if failed is not None and total is not None and failed > total:
            raise invalid_request(
                "Map iteration failure count must be less than or equal to the number of Map iterations",
                help=f"the Map has {total} iterations",
            )
        result = _outcome(mock)
        if failed is not None and _has_threshold(allowed) and allowed.is_exceeded(failed, total):
            raise StateFailure("States.ExceedToleratedFailureThreshold", _THRESHOLD)
        yield from ()  # every attempt is a generator
        return result

    return attempt


def _has_threshold(allowed: Allowance) -> bool:
    """Tell whether the Map says how many iterations may fail; TestState holds none against one that does not."""
    return allowed.count is not None or allowed.percentage is not None


def _outcome(mock: Mock) -> Json:
    told = mock.error_output
    if told is not None:
        raise StateFailure(told.error, told.cause, is_task_failure=True)
    return None if isinstance(mock.result, Missing) else mock.result
