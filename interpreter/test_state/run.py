"""Runs the state under test, and nothing else of its machine.

The state is compiled and run as in an execution; what would come next is only named. Like the service, the execution
around it is an Express one of a machine with the one state ``StateName``, which may take five minutes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from asl.json_values import Json, JsonObject
from asl.model import Fail, Map, Parallel, QueryLanguage

from ..behaviour import CURRENT
from ..clock import DEFAULT_START_MS, VirtualClock
from ..compile import compile_state, refuse_placeholders
from ..dry_run import MachineIdentity
from ..effects import Effects
from ..execution import ExecutionRun, ExecutionStatus
from ..limits import EXPRESS_LIMITS
from ..program import CompiledFlow, CompiledState, Program
from ..rng import SeededChance
from ..services import Backend, ExecutionFacts
from ..states.links import Links
from ..states.recover import compile_recovering
from ..strand import Strand
from .http_exchange import HttpWatch
from .locate import STATE_NAME, LocatedState, locate_state
from .mocked import MockBackend, mocked_map, mocked_parallel
from .request import StateTestRequest
from .result import ErrorDetails, StateTestResult, StateTestStatus
from .rules import check_request
from .trial import Retriable, StateTrial

__all__ = ["run_state_test"]


def run_state_test(
    request: StateTestRequest,
    *,
    backend: Backend | None = None,
    machine: MachineIdentity | None = None,
    seed: int | str = 0,
    start_ms: int = DEFAULT_START_MS,
    needs_role: bool = False,
) -> StateTestResult:
    """Run one state and return how it ended; equal arguments give equal results.

    >>> from asl import parse
    >>> from interpreter.test_state import StateTestRequest
    >>> state = parse('{"Type": "Pass", "Result": 1, "ResultPath": "$.one", "Next": "Two"}')
    >>> result = run_state_test(StateTestRequest(definition=state, input={"zero": 0}))
    >>> result.status, result.output, result.next_state
    ('SUCCEEDED', {'zero': 0, 'one': 1}, 'Two')

    Args:
        backend: answers a Task that has no mock; without it, results made from the shapes of the services' APIs.
        needs_role: whether a Task without a mock has to say whom it acts as, as it has to on AWS.

    Raises:
        StateTestRefused: the definition has errors, or the request makes no sense.
        UnsupportedDefinition: a field of the state is filled in only when it is deployed.
    """
    located = locate_state(request.definition, request.state_name)
    refuse_placeholders(located.state)
    check_request(request, located.state, needs_role=needs_role)
    test = _Test(request, located)
    chance = SeededChance(seed)
    identity = machine or MachineIdentity(chance.uuid())
    name = chance.uuid()
    facts = ExecutionFacts(
        arn=f"{identity.arn.replace(':stateMachine:', ':express:')}:{name}",
        name=name,
        state_machine_arn=identity.arn,
        state_machine_name=identity.name,
        role_arn=request.role_arn or "",
        region=identity.region,
        account=identity.account,
        start_ms=start_ms,
    )
    run = ExecutionRun(
        facts,
        request.input,
        backend=test.backend(backend),
        clock=VirtualClock(start_ms),
        chance=chance,
        limits=EXPRESS_LIMITS,
        behaviour=replace(CURRENT, has_redrive_count=False, has_cause_prefix=False),
    )
    state = CompiledState(STATE_NAME, test.compiled.type, test.compiled.at, run=test.run)
    execution = run.execute(Program(CompiledFlow(state, {STATE_NAME: state})))
    return test.result(execution.status, execution.output, execution.error, execution.cause)


class _Test:
    """One state between its request and its result."""

    def __init__(self, request: StateTestRequest, located: LocatedState) -> None:
        self._request = request
        self._state = located.state
        self._trial = StateTrial(request.configuration.retrier_retry_count or 0)
        self._is_retriable = False
        self._following: CompiledState | None = None
        self._variables: JsonObject = dict(request.variables)
        self.compiled = self._compile(located)

    def _compile(self, located: LocatedState) -> CompiledState:
        neighbours = {
            name: CompiledState(name, type(state).__name__, state.at) for name, state in located.flow.states.items()
        }
        state, trial, request = located.state, self._trial, self._request
        links = Links(neighbours, _not_compiled, trial)
        compiled = neighbours[state.name]
        if request.mock is not None and isinstance(state, Map):
            work = mocked_map(state, request.mock, request.configuration, trial.see)
            compiled.run = compile_recovering(state, links, work, "MapStateFailed")
        elif request.mock is not None and isinstance(state, Parallel):
            compiled.run = compile_recovering(state, links, mocked_parallel(state, request.mock, trial.see))
        else:
            compile_state(state, compiled, links)
        return compiled

    def backend(self, given: Backend | None) -> Backend:
        """Return who answers the state's Task: the mock before anybody else."""
        request = self._request
        if request.mock is not None:
            return MockBackend(request.mock)
        if given is None:
            from ..backends.synthetic import SyntheticBackend

            given = SyntheticBackend()
        return HttpWatch(given, self._trial.see) if request.inspection_level == "TRACE" else given

    def run(self, strand: Strand) -> Effects:
        """Run the state in a strand of its own."""
        strand.env.variables = self._request.variables
        strand.env.context = lambda: self._context(strand)
        self._trial.see("input", strand.data)
        if isinstance(self._state, Fail) and self._state.language is QueryLanguage.JSONPATH:
            # A Fail state has no InputPath, but its input is told as if it had one (recorded).
            self._trial.see("afterInputPath", strand.data)
        compiled = self.compiled
        try:
            if compiled.step is not None:
                self._following = compiled.step(strand)
            else:
                assert compiled.run is not None, "the state was compiled"
                self._following = yield from compiled.run(strand)
        except Retriable as retriable:
            self._is_retriable = True
            raise retriable.failure from None
        finally:
            self._variables = dict(strand.env.variables)

    def _context(self, strand: Strand) -> dict[str, Any]:
        made, given = strand.context(), self._request.context
        if self._request.role_arn is None:
            made["Execution"]["RoleArn"] = None
        if strand.retry_count is not None:
            made["State"]["RetryCount"] = self._trial.retries_made
        if given is None:
            return made
        own = {name: made[name] for name in ("Map",) if name in made}
        return {**{name: made[name] for name in ("Task",) if name in made}, **given, **own}

    def result(self, ended: ExecutionStatus, output: Json, error: str | None, cause: str | None) -> StateTestResult:
        """Return the result, from the way the execution around the state ended."""
        trial = self._trial
        status: StateTestStatus = "FAILED"
        if ended is ExecutionStatus.SUCCEEDED:
            status = "SUCCEEDED" if trial.catch_index is None else "CAUGHT_ERROR"
        elif self._is_retriable:
            status = "RETRIABLE"
        if status == "CAUGHT_ERROR":
            error, cause = (_text(trial.caught.get(name)) for name in ("Error", "Cause"))
        if self._variables:
            trial.see("variables", self._variables)
        return StateTestResult(
            status=status,
            output=output,
            error=error,
            cause=cause,
            next_state=None if self._following is None else self._following.name,
            stages=None if self._request.inspection_level == "INFO" else trial.stages,
            error_details=ErrorDetails(trial.retry_index, trial.backoff_s, trial.catch_index),
        )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _not_compiled(_flow: object) -> CompiledFlow:
    raise AssertionError("a state under test runs nothing inside")
